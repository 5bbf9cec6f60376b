// The text of scalars that is not simply the stretch they stand in: escapes, folded lines, block scalars.
import { sharedText } from './shared-text.ts';
import { DERIVED, FOLDED, INDENT_SHIFT, KEEP, KIND, SINGLE, STRIP } from './scan-table.ts';

/** The text of a quoted scalar, whose stretch includes the quotes. */
export function textOfQuoted(text: string, flags: number, start: number, end: number): string {
  if ((flags & DERIVED) === 0) return sharedText(text, start + 1, end - 1);
  const inner = text.slice(start + 1, end - 1);
  if ((flags & KIND) === SINGLE) return foldLines(inner, false).replaceAll("''", "'");
  return inner.includes('\n') ? textOfFoldedDouble(inner) : inner.replace(ESCAPE, unescapeOne);
}

/** The text of a plain scalar over several lines. */
export function textOfPlainLines(text: string, start: number, end: number): string {
  return foldLines(text.slice(start, end), true);
}

/** One line break is a space, more are one less; blanks around them are dropped. */
function foldLines(text: string, trimsLast: boolean): string {
  if (!text.includes('\n')) return text;
  const lines = text.split(LINE_BREAK);
  const last = lines.length - 1;
  let folded = '';
  let nEmpty = 0;
  lines.forEach((line, index) => {
    let content = index === 0 ? line : line.replace(LEADING_BLANKS, '');
    if (index < last || trimsLast) content = content.replace(TRAILING_BLANKS, '');
    if (index > 0 && index < last && content === '') {
      nEmpty++;
      return;
    }
    if (index > 0) folded += nEmpty > 0 ? '\n'.repeat(nEmpty) : ' ';
    folded += content;
    nEmpty = 0;
  });
  return folded;
}

const LINE_BREAK = /\r?\n/;
const LEADING_BLANKS = /^[ \t]+/;
const TRAILING_BLANKS = /(?<![ \t])[ \t]+$/;
const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[^])/g;
/** An escaped line break with the blanks that follow, any other escape, or a stretch of blanks and line breaks. */
const ESCAPE_OR_BLANKS =
  /\\\r?\n[ \t]*|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[^])|[ \t]+(?:\r?\n[ \t\r\n]*)?|\r?\n[ \t\r\n]*/g;

function textOfFoldedDouble(inner: string): string {
  return inner.replace(ESCAPE_OR_BLANKS, (match) => {
    if (match.startsWith('\\')) return match.includes('\n') ? '' : unescapeOne(match);
    if (!match.includes('\n')) return match;
    const nBreaks = match.split('\n').length - 1;
    return nBreaks === 1 ? ' ' : '\n'.repeat(nBreaks - 1);
  });
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00A0',
  L: '\u2028',
  P: '\u2029',
};

function unescapeOne(escape: string): string {
  if (escape.length > 2) return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
  const code = escape.charAt(1);
  return ESCAPES[code] ?? code;
}

/** The text of a block scalar, from its first line to its end. */
export function textOfBlock(text: string, flags: number, firstLine: number, end: number): string {
  const indent = flags >> INDENT_SHIFT;
  const lines = linesOf(text, firstLine, end);
  let nLines = lines.length;
  while (nLines > 0 && BLANK_LINE.test(lines[nLines - 1] ?? '')) nLines--;
  const content = lines.slice(0, nLines).map((line) => line.slice(indent));
  const body = (flags & KIND) === FOLDED ? foldBlock(content) : content.join('\n');
  if ((flags & STRIP) !== 0) return body;
  return body + '\n'.repeat((flags & KEEP) === 0 ? 1 : Math.max(1, lines.length - nLines + 1));
}

const BLANK_LINE = /^ *$/;

/** The lines of a stretch without their breaks; a break at its end begins no further line. */
function linesOf(text: string, start: number, end: number): readonly string[] {
  const lines: string[] = [];
  let at = start;
  while (at < end) {
    const found = text.indexOf('\n', at);
    const lineEnd = found < 0 || found >= end ? end : found;
    const isCrLf = lineEnd > at && text.charCodeAt(lineEnd - 1) === 0x0d;
    lines.push(text.slice(at, isCrLf ? lineEnd - 1 : lineEnd));
    at = lineEnd + 1;
  }
  return lines;
}

/** Joins lines by spaces; not around empty lines and those indented further. Empty lines at the start stay as they are. */
function foldBlock(lines: readonly string[]): string {
  let folded = '';
  let separator = '';
  let wasIndented = false;
  let hasBegun = false;
  for (const line of lines) {
    if (!hasBegun && BLANK_LINE.test(line)) {
      folded += '\n';
      continue;
    }
    hasBegun = true;
    const isIndented = line.startsWith(' ') || line.startsWith('\t');
    if (isIndented) {
      if (separator === ' ') separator = '\n';
      else if (!wasIndented && separator === '\n') separator = '\n\n';
      folded += separator + line;
      separator = '\n';
      wasIndented = true;
    } else if (line === '') {
      if (separator === '\n') folded += '\n';
      else separator = '\n';
    } else {
      folded += separator + line;
      separator = ' ';
      wasIndented = false;
    }
  }
  return folded;
}
