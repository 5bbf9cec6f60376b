// Slips in values: quotes, brackets, characters that mean something else.
import { quoted, replaced, type Question, type SyntaxReason } from './syntax-reason.ts';
import {
  endOfQuoted,
  lineAt,
  looksLikeField,
  nextLine,
  openBrackets,
  valueStart,
  type TextLine,
} from './text-lines.ts';

/** The quote that was never closed swallows what follows, so the parser complains far from it. */
export function openQuote({ text, lines, line, problem }: Question): SyntaxReason | 'silent' | undefined {
  if (!/closing|node end|Implicit|Nested/.test(problem.text)) return undefined;
  const above = lines.filter(
    (candidate) => candidate.index <= line.index && openQuoteIn(text, candidate) !== undefined,
  );
  const isMissing = problem.text.startsWith('Missing closing');
  const last = above.at(-1);
  const lastQuote = last && openQuoteIn(text, last);
  const isClosedLater = lastQuote !== undefined && endOfQuoted(text, lastQuote, text.length) !== undefined;
  const beforeField = above.find(({ index }) => looksLikeField(nextLine(lines, index)?.content ?? 'end:'));
  const opening = beforeField ?? (isMissing && !isClosedLater ? last : undefined);
  const start = opening && openQuoteIn(text, opening);
  if (!opening || start === undefined) {
    // kubectl lets the lines of a quoted text stand further left than the parser does.
    return isMissing && isClosedLater ? 'silent' : undefined;
  }
  const repaired = text.slice(0, opening.end) + (text[start] ?? '') + text.slice(opening.end);
  return {
    slip: 'open-quote',
    span: { start, end: opening.end },
    text: text.slice(start, opening.end),
    repaired,
  };
}

/** The quote of a line that is not closed on it: at the start of its value, or anywhere between brackets. */
function openQuoteIn(text: string, line: TextLine): number | undefined {
  const value = valueStart(line);
  const isInFlow = /[[{]/.test(text[value] ?? '') || openBrackets(text, line.start).length > 0;
  for (let at = isInFlow ? line.start + line.indent : value; at < line.end; at++) {
    if (!/["']/.test(text[at] ?? '') || !/[[{,:\s-]/.test(text[at - 1] ?? ' ')) {
      if (!isInFlow) return undefined;
      continue;
    }
    const end = endOfQuoted(text, at, line.end);
    if (end === undefined) return at;
    at = end - 1;
  }
  return undefined;
}

/** Text that follows a value on its line. */
export function afterQuote({ text, line, problem }: Question): SyntaxReason | undefined {
  const start = valueStart(line);
  const quote = text[start] ?? '';
  if (!problem.text.includes('node end') || problem.span.start <= start) return undefined;
  if (quote === '[' || quote === '{') {
    const rest = { start: problem.span.start, end: line.end };
    return { slip: 'after-value', span: rest, text: text.slice(rest.start, rest.end) };
  }
  if (quote !== '"' && quote !== "'") return undefined;
  const value = text.slice(start, line.end);
  const inner = value.slice(1, -1);
  const escaped = quote === "'" ? inner.replaceAll("'", "''") : inner.replaceAll('"', '\\"');
  const span = { start, end: line.end };
  if (!value.endsWith(quote)) return { slip: 'after-quote', span, text: value };
  return { slip: 'after-quote', span, text: value, repaired: replaced(text, span, quote + escaped + quote) };
}

/** An alias of a name as people give them to anchors, with nothing behind it: no text such as `*.example.com` was meant. */
const PLAIN_ALIAS = /^\*[A-Za-z_][\w-]*(?=\s*(?:[,\]}]|$))/;

/** An alias whose anchor is not there: each document has its own. */
export function lostAnchor({ text, line, problem }: Question): SyntaxReason | undefined {
  if (!/^Alias .* has no anchor$/.test(problem.text)) return undefined;
  const { start } = problem.span;
  const [alias] = PLAIN_ALIAS.exec(text.slice(start, line.end)) ?? [];
  if (alias === undefined) return undefined;
  return { slip: 'lost-anchor', span: { start, end: start + alias.length }, text: alias };
}

/** A value that must be quoted for its first character. Between brackets it ends where its item does. */
export function reserved({ text, line, problem }: Question): SyntaxReason | undefined {
  const isAlias = /^(Alias|Anchor)/.test(problem.text);
  if (!isAlias && !problem.text.startsWith('Plain value cannot start')) return undefined;
  const { start } = problem.span;
  const rest = text.slice(start, line.end);
  const item = openBrackets(text, start).length > 0 ? (/^[^,\]}]+/.exec(rest)?.[0].trimEnd() ?? rest) : rest;
  const span = { start, end: start + item.length };
  return { slip: isAlias ? 'alias' : 'reserved', span, text: item, repaired: quoted(text, span) };
}

/** A bracket too few or too many. */
export function bracket({ text, lines, line, problem }: Question): SyntaxReason | undefined {
  if (/Unexpected flow-(seq|map)-end/.test(problem.text)) {
    const repaired = replaced(text, problem.span, '');
    return { slip: 'extra-bracket', span: problem.span, text: text[problem.span.start] ?? '', repaired };
  }
  if (!/^Flow .* must (be|end)/.test(problem.text)) return undefined;
  const open = openBrackets(text, problem.span.start);
  const at = open.at(-1);
  const opening = at === undefined ? line : (lineAt(lines, at) ?? line);
  const closing = open.filter((other) => other >= opening.start).reverse();
  const closers = closing.map((other) => (text[other] === '[' ? ']' : '}')).join('');
  const isSpaced = text[at ?? 0] === '{' && text[(at ?? 0) + 1] === ' ';
  const end = { start: opening.end, end: opening.end };
  return {
    slip: 'open-bracket',
    span: { start: at ?? opening.start + opening.indent, end: opening.end },
    text: text[at ?? 0] ?? '',
    repaired: replaced(text, end, (isSpaced ? ' ' : '') + closers),
  };
}

/** A value that reads as a field. */
export function colonInValue({ text, line, problem }: Question): SyntaxReason | undefined {
  const span = { start: valueStart(line), end: line.end };
  const value = text.slice(span.start, span.end);
  if (!/Nested|Implicit/.test(problem.text) || !/:(\s|$)/.test(value) || /^[[{"'&|>-]/.test(value))
    return undefined;
  return { slip: 'colon-in-value', span, text: value, repaired: quoted(text, span) };
}

/** Slips between brackets, and lists that start beside their key. */
export function inFlow({ text, line, problem }: Question): SyntaxReason | undefined {
  const span = { start: Math.max(problem.span.start, line.start + line.indent), end: line.end };
  if (problem.text.includes('block-seq-ind on same line')) {
    const indent = `\n${' '.repeat(line.indent + 2)}`;
    const key = { start: text.slice(0, span.start).trimEnd().length, end: span.start };
    return { slip: 'list-beside-key', span, text: '-', repaired: replaced(text, key, indent) };
  }
  if (problem.text.startsWith('Invalid escape sequence')) {
    const at = { start: problem.span.start, end: problem.span.start };
    const escape = text.slice(at.start, at.start + 2);
    return {
      slip: 'escape',
      span: { start: at.start, end: at.start + 2 },
      text: escape,
      repaired: replaced(text, at, '\\'),
    };
  }
  const isMissing = /^Missing ,|^Block collections are not allowed/.test(problem.text);
  const isUnexpected =
    /^Unexpected \S*scalar/.test(problem.text) && openBrackets(text, span.start).length > 0;
  if (!isMissing && !isUnexpected) return undefined;
  const first = /\S+(?=\s+\S)/.exec(text.slice(span.start, span.end))?.[0].length ?? 0;
  const before = problem.text.startsWith('Block')
    ? span.start + first
    : text.slice(0, span.start).trimEnd().length;
  const after = /[^\s,[{]+$/.exec(text.slice(0, before))?.[0] ?? '';
  const repaired = replaced(text, { start: before, end: before }, ',');
  const start = before - Math.max(1, after.length);
  return { slip: 'comma', span: { start, end: before }, text: text.slice(start, before), repaired };
}
