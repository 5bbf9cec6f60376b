// Text that cannot be parsed, looked at line by line.
import type { Span } from '../yaml/span.ts';

/** One line. Offsets count from the start of the text; `end` leaves out trailing white space and a comment. */
export interface TextLine {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** Characters of white space before the content. */
  readonly indent: number;
  /** What stands between `indent` and `end`; empty for a line with nothing but white space or a comment. */
  readonly content: string;
}

/** The lines of a text. */
export function linesOfText(text: string): readonly TextLine[] {
  let start = 0;
  return text.split('\n').map((line, index) => {
    const indent = /^\s*/.exec(line)?.[0].length ?? 0;
    const content = line.slice(indent, commentStart(line, indent)).trimEnd();
    const found = { index, start, end: start + indent + content.length, indent, content };
    start += line.length + 1;
    return found;
  });
}

/** The line that holds an offset; from a line without content, the last one above it that has some. */
export function lineAt(lines: readonly TextLine[], offset: number): TextLine | undefined {
  const at = lines.findLastIndex((line) => line.start <= offset);
  return lines.slice(0, at + 1).findLast((line) => line.content !== '') ?? nextLine(lines, at);
}

/** The next line with content. */
export function nextLine(lines: readonly TextLine[], index: number): TextLine | undefined {
  return lines.slice(index + 1).find((line) => line.content !== '');
}

/** Where the content of a line stands. */
export function contentSpan(line: TextLine): Span {
  return { start: line.start + line.indent, end: line.end };
}

/** `name: x`, `- name: x`, `"name":`: text that reads as a field of a block mapping. */
export function looksLikeField(content: string): boolean {
  return /^(?:- +)*(?:[\w./][\w./-]*|"[^"]*"|'[^']*')\s*:(?:\s|$)/.test(content);
}

/** Where the value of a line begins, after dashes and a key; the whole content when there is no key. */
export function valueStart(line: TextLine): number {
  const lead = /^(?:- +)*(?:(?:[^\s"'#[{][^"'#]*?|"[^"]*"|'[^']*')\s*:\s+)?/.exec(line.content)?.[0] ?? '';
  return line.start + line.indent + lead.length;
}

/** The offset after the quote that closes the one at `at`; `undefined` when none does before `limit`. */
export function endOfQuoted(text: string, at: number, limit: number): number | undefined {
  const quote = text[at];
  for (let i = at + 1; i < limit; i++) {
    if (quote === '"' && text[i] === '\\') i++;
    else if (text[i] === quote) {
      if (quote === "'" && text[i + 1] === "'") i++;
      else return i + 1;
    }
  }
  return undefined;
}

/** Brackets of flow style that are still open at an offset, outermost first. */
export function openBrackets(text: string, offset: number): readonly number[] {
  const open: number[] = [];
  for (const line of linesOfText(text.slice(0, offset))) {
    let at = open.length > 0 ? line.start + line.indent : valueStart(line);
    for (; at < line.end; at++) {
      const char = text[at] ?? '';
      const isAtToken = /[[{,:\s-]/.test(text[at - 1] ?? ' ');
      if ((char === '"' || char === "'") && isAtToken) at = (endOfQuoted(text, at, line.end) ?? line.end) - 1;
      else if ((char === '[' || char === '{') && (open.length > 0 || at === valueStart(line))) open.push(at);
      else if (open.length > 0 && (char === ']' || char === '}')) open.pop();
    }
  }
  return open;
}

/** A `#` starts a comment after white space and outside quotes. */
function commentStart(line: string, from: number): number {
  for (let at = from; at < line.length; at++) {
    const char = line[at];
    if (char === '#' && (at === from || /\s/.test(line[at - 1] ?? ''))) return at;
    if ((char === '"' || char === "'") && /[[{,:\s-]/.test(line[at - 1] ?? ' ')) {
      at = (endOfQuoted(line, at, line.length) ?? line.length) - 1;
    }
  }
  return line.length;
}
