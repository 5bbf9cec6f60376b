// Why a document is not YAML, in terms of what its author meant to type, and the repair where there is only one.
import type { YamlProblem } from '../yaml/nodes.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Span } from '../yaml/span.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { reindented, withoutTabs } from './reindent.ts';
import {
  contentSpan,
  endOfQuoted,
  lineAt,
  linesOfText,
  looksLikeField,
  nextLine,
  openBrackets,
  valueStart,
  type TextLine,
} from './text-lines.ts';

/** The kinds of slips that can be told apart. */
export type SyntaxSlip =
  | 'conflict'
  | 'separator'
  | 'tab'
  | 'open-quote'
  | 'after-quote'
  | 'open-bracket'
  | 'extra-bracket'
  | 'no-colon'
  | 'no-space'
  | 'no-space-after-dash'
  | 'unfinished'
  | 'stray'
  | 'colon-in-value'
  | 'reserved'
  | 'alias'
  | 'list-beside-key'
  | 'escape'
  | 'comma'
  | 'item-among-fields'
  | 'field-among-items'
  | 'indent'
  | 'other';

/** What is wrong, where, and what would be right. */
export interface SyntaxReason {
  readonly slip: SyntaxSlip;
  /** Never empty, never longer than a line. */
  readonly span: Span;
  /** What the span holds; for `other` the parser's sentence. */
  readonly text: string;
  /** For `indent`: the spaces it has, and those that would fit if there is one answer. */
  readonly indent?: { readonly is: number; readonly fits: number | undefined };
  /** The whole text, repaired: it parses. */
  readonly repaired?: string;
}

/** Larger texts are explained but not repaired: each repair is tried by parsing. */
const MAX_REPAIRED_LENGTH = 100_000;

/** Words that some tool replaces before kubectl sees them: `@NAME@`, `__NAME__`. */
const PLACEHOLDER = /@[A-Z][A-Z0-9_]*@|__[A-Z][A-Z0-9_]*__/;

interface Question {
  readonly text: string;
  readonly lines: readonly TextLine[];
  readonly problem: YamlProblem;
  /** The line that the parser complains about. */
  readonly line: TextLine;
}

/**
 * Explains the first syntax problem of a document. `undefined` when nothing should be said: the text is to be filled in
 * by a template engine, or kubectl reads what the parser does not.
 */
export function explainSyntax(text: string, problem: YamlProblem): SyntaxReason | undefined {
  const lines = linesOfText(text);
  const line = lineAt(lines, problem.span.start);
  if (!line) return undefined;
  const question: Question = { text, lines, problem, line };
  for (const explain of EXPLANATIONS) {
    const reason = explain(question);
    if (reason === 'silent') return undefined;
    if (!reason) continue;
    const told = lineAt(lines, reason.span.start)?.content ?? '';
    return isFilledIn(told) || isFilledIn(line.content) ? undefined : checked(text, reason);
  }
  return undefined;
}

function isFilledIn(content: string): boolean {
  return isUnresolved(content) || PLACEHOLDER.test(content);
}

/** A repair counts only when the text parses with it. */
function checked(text: string, { repaired, ...reason }: SyntaxReason): SyntaxReason {
  const isGood = repaired !== undefined && text.length <= MAX_REPAIRED_LENGTH && isClean(repaired);
  return isGood ? { ...reason, repaired } : reason;
}

function isClean(text: string): boolean {
  const { problems, root } = parseDocument(text);
  return problems.length === 0 && root?.type === 'map';
}

type Explanation = (question: Question) => SyntaxReason | 'silent' | undefined;

const EXPLANATIONS: readonly Explanation[] = [
  conflict,
  separator,
  tab,
  openQuote,
  afterQuote,
  reserved,
  bracket,
  oneLine,
  colonInValue,
  inFlow,
  indentation,
  ({ problem, line }) => ({ slip: 'other', span: contentSpan(line), text: problem.text }),
];

function conflict({ lines }: Question): SyntaxReason | undefined {
  const line = lines.find(({ indent, content }) => indent === 0 && /^(<{7}|={7}|>{7})(\s|$)/.test(content));
  return line && { slip: 'conflict', span: contentSpan(line), text: line.content };
}

function separator({ text, line }: Question): SyntaxReason | undefined {
  if (line.indent === 0 || !/^---(\s|$)/.test(line.content)) return undefined;
  const repaired = text.slice(0, line.start) + text.slice(line.start + line.indent);
  // The text is two documents then, which are not parsed together.
  return { slip: 'separator', span: contentSpan(line), text: '---', repaired };
}

function tab({ text, lines, line }: Question): SyntaxReason | undefined {
  const start = text.indexOf('\t', line.start);
  if (start < 0 || start >= line.start + line.indent) return undefined;
  const span = { start: line.start, end: line.start + line.indent };
  const repaired = withoutTabs(text, lines).find(isClean);
  return { slip: 'tab', span, text: line.content, ...(repaired === undefined ? {} : { repaired }) };
}

/** The quote that was never closed swallows what follows, so the parser complains far from it. */
function openQuote({ text, lines, line, problem }: Question): SyntaxReason | 'silent' | undefined {
  if (!/closing|node end|Implicit|Nested/.test(problem.text)) return undefined;
  const isOpen = (candidate: TextLine): boolean => {
    const at = valueStart(candidate);
    return /["']/.test(text[at] ?? '') && endOfQuoted(text, at, candidate.end) === undefined;
  };
  const above = lines.filter((candidate) => candidate.index <= line.index && isOpen(candidate));
  const opening = above.find(({ index }) => looksLikeField(nextLine(lines, index)?.content ?? 'end:'));
  if (!opening) {
    // kubectl lets the lines of a quoted text stand further left than the parser does.
    return problem.text.startsWith('Missing closing') && above.length > 0 ? 'silent' : undefined;
  }
  const start = valueStart(opening);
  const repaired = text.slice(0, opening.end) + (text[start] ?? '') + text.slice(opening.end);
  return {
    slip: 'open-quote',
    span: { start, end: opening.end },
    text: text.slice(start, opening.end),
    repaired,
  };
}

function afterQuote({ text, line, problem }: Question): SyntaxReason | undefined {
  const start = valueStart(line);
  const quote = text[start];
  if (!problem.text.includes('node end') || (quote !== '"' && quote !== "'")) return undefined;
  const value = text.slice(start, line.end);
  const inner = value.slice(1, -1);
  const escaped = quote === "'" ? inner.replaceAll("'", "''") : inner.replaceAll('"', '\\"');
  const span = { start, end: line.end };
  if (!value.endsWith(quote)) return { slip: 'after-quote', span, text: value };
  return { slip: 'after-quote', span, text: value, repaired: replaced(text, span, quote + escaped + quote) };
}

function reserved({ text, line, problem }: Question): SyntaxReason | undefined {
  const isAlias = /^(Alias|Anchor)/.test(problem.text);
  if (!isAlias && !problem.text.startsWith('Plain value cannot start')) return undefined;
  const span = { start: problem.span.start, end: line.end };
  const value = text.slice(span.start, span.end);
  return { slip: isAlias ? 'alias' : 'reserved', span, text: value, repaired: quoted(text, span) };
}

function bracket({ text, lines, line, problem }: Question): SyntaxReason | undefined {
  if (/Unexpected flow-(seq|map)-end/.test(problem.text)) {
    const repaired = replaced(text, problem.span, '');
    return { slip: 'extra-bracket', span: problem.span, text: text[problem.span.start] ?? '', repaired };
  }
  if (!/must be sufficiently indented/.test(problem.text)) return undefined;
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

/** Slips that show in the one line itself. */
function oneLine({ text, lines, line, problem }: Question): SyntaxReason | undefined {
  if (!/Implicit|All mapping|Sequence item|node end/.test(problem.text)) return undefined;
  const { content } = line;
  const isAboutLine = problem.span.start <= line.start + line.indent || /^- /.test(content);
  if (looksLikeField(content) || !isAboutLine) return undefined;
  const span = contentSpan(line);
  const insert = (at: number, inserted: string): string => replaced(text, { start: at, end: at }, inserted);
  const lead = /^(?:- +)*/.exec(content)?.[0].length ?? 0;
  const rest = content.slice(lead);
  const word = /^[\w./-]+/.exec(rest)?.[0] ?? '';
  const wordEnd = span.start + lead + word.length;
  const reason = (slip: SyntaxSlip, repaired?: string): SyntaxReason => ({
    slip,
    span,
    text: content,
    ...(repaired === undefined ? {} : { repaired }),
  });
  if (/^-[^\s-]/.test(rest)) return reason('no-space-after-dash', insert(span.start + lead + 1, ' '));
  if (/^[\w./-]+:[^\s/]/.test(rest)) return reason('no-space', insert(wordEnd + 1, ' '));
  const equals = /^[\w./-]+(\s*=\s*)\S+$/.exec(rest)?.[1];
  if (equals) return reason('no-colon', replaced(text, { start: wordEnd, end: wordEnd + equals.length }, ': '));
  if (/^[\w./-]*[A-Za-z][\w./-]*\s+\S+$/.test(rest)) return reason('no-colon', insert(wordEnd, ':'));
  if (word !== rest || !/[A-Za-z]/.test(word)) return reason('stray', insert(span.start, '# '));
  const next = nextLine(lines, line.index);
  return next && next.indent > line.indent ? reason('no-colon', insert(wordEnd, ':')) : reason('unfinished');
}

function colonInValue({ text, line, problem }: Question): SyntaxReason | undefined {
  const span = { start: valueStart(line), end: line.end };
  const value = text.slice(span.start, span.end);
  if (!/Nested|Implicit/.test(problem.text) || !/:(\s|$)/.test(value) || /^[[{"'&|>-]/.test(value))
    return undefined;
  return { slip: 'colon-in-value', span, text: value, repaired: quoted(text, span) };
}

function inFlow({ text, line, problem }: Question): SyntaxReason | undefined {
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
  if (!/^Missing ,|^Block collections are not allowed/.test(problem.text)) return undefined;
  const gap = /\S+(?=\s+\S)/.exec(text.slice(span.start, span.end));
  const isValue = problem.text.startsWith('Block');
  const before = isValue ? span.start + (gap?.[0].length ?? 0) : text.slice(0, span.start).trimEnd().length;
  const repaired = replaced(text, { start: before, end: before }, ',');
  return { slip: 'comma', span, text: text.slice(span.start, span.end), repaired };
}

function indentation({ text, lines, line, problem }: Question): SyntaxReason | undefined {
  if (!/Nested|Implicit|All |Sequence item|block sequence|node end/.test(problem.text)) return undefined;
  const isInValue = problem.span.start > line.start + line.indent && !/^- /.test(line.content);
  const wrong = isInValue ? (nextLine(lines, line.index) ?? line) : line;
  const beside = lines
    .slice(0, wrong.index)
    .findLast(({ content, indent }) => content !== '' && indent <= wrong.indent);
  const isItem = /^-(\s|$)/.test(wrong.content);
  const isMixed = beside?.indent === wrong.indent && /^-(\s|$)/.test(beside.content) !== isItem;
  const [fits, ...others] = reindented(lines, wrong, text).filter((candidate) => isClean(candidate.text));
  const isTie =
    others[0] !== undefined && Math.abs(others[0].indent - wrong.indent) === Math.abs((fits?.indent ?? 0) - wrong.indent);
  const repair = fits && !isTie ? fits : undefined;
  return {
    slip: !isMixed ? 'indent' : isItem ? 'item-among-fields' : 'field-among-items',
    span: contentSpan(wrong),
    text: wrong.content,
    indent: { is: wrong.indent, fits: repair?.indent },
    ...(repair ? { repaired: repair.text } : {}),
  };
}

function quoted(text: string, span: Span): string {
  const value = text.slice(span.start, span.end);
  return replaced(text, span, /["\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`);
}

function replaced(text: string, { start, end }: Span, inserted: string): string {
  return text.slice(0, start) + inserted + text.slice(end);
}
