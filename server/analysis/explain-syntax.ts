// Why a document is not YAML, in terms of what its author meant to type, and the repair where there is only one.
import type { YamlProblem } from '../yaml/nodes.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import {
  afterQuote,
  bracket,
  colonInValue,
  inFlow,
  lostAnchor,
  openQuote,
  reserved,
} from './explain-values.ts';
import { reindented, withNarrowDashes, withoutTabs } from './reindent.ts';
import {
  isClean,
  MAX_REPAIRED_LENGTH,
  replaced,
  type Explanation,
  type Question,
  type SyntaxReason,
  type SyntaxSlip,
} from './syntax-reason.ts';
import { contentSpan, lineAt, linesOfText, looksLikeField, nextLine } from './text-lines.ts';

/** Words that some tool replaces before kubectl sees them: `@NAME@`, `__NAME__`. */
const PLACEHOLDER = /@[A-Z][A-Z0-9_]*@|__[A-Z][A-Z0-9_]*__/;

/**
 * Explains the first syntax problem of a document. `undefined` when nothing should be said: the text is to be filled in
 * by a template engine, or kubectl reads what the parser does not.
 */
export function explainSyntax(text: string, problem: YamlProblem): SyntaxReason | undefined {
  if (/\r(?!\n)/.test(text)) return undefined; // lines that end as they did on old Macs are fine for kubectl
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

const EXPLANATIONS: readonly Explanation[] = [
  ({ problem, line }) =>
    problem.limit && { slip: problem.limit, span: contentSpan(line), text: line.content },
  conflict,
  separator,
  tab,
  openQuote,
  afterQuote,
  lostAnchor,
  reserved,
  bracket,
  ignored,
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
  const repaired = text.length <= MAX_REPAIRED_LENGTH ? withoutTabs(text, lines).find(isClean) : undefined;
  // What follows a list item may belong to the item or stand beside its list: only the author knows.
  const isGuess = lines.some(
    ({ index, start: at, indent }) =>
      text.slice(at, at + indent).includes('\t') && lines[index - 1]?.content.startsWith('- '),
  );
  return { slip: 'tab', span, text: line.content, isGuess, ...(repaired === undefined ? {} : { repaired }) };
}

/** Text left of where the document began ends it. */
function ignored({ text, lines, line, problem }: Question): SyntaxReason | undefined {
  const first = lines.find(({ content }) => content !== '');
  if (!problem.text.includes('node end') || !first || line.indent >= first.indent) return undefined;
  const repair = reindented(lines, line, text).find(({ indent }) => indent === first.indent);
  return {
    slip: 'ignored',
    span: contentSpan(line),
    text: line.content,
    indent: { is: line.indent, fits: first.indent },
    ...(repair ? { repaired: repair.text } : {}),
  };
}

/** Slips that show in the one line itself. */
function oneLine({ text, lines, line, problem }: Question): SyntaxReason | undefined {
  if (!/Implicit|All mapping|Sequence item|node end/.test(problem.text)) return undefined;
  const { content } = line;
  const isAboutLine = problem.span.start <= line.start + line.indent || content.startsWith('- ');
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
  if (equals)
    return reason('no-colon', replaced(text, { start: wordEnd, end: wordEnd + equals.length }, ': '));
  if (/^[\w./-]*[A-Za-z][\w./-]*\s+\S+$/.test(rest)) return reason('no-colon', insert(wordEnd, ':'));
  if (word !== rest || !/[A-Za-z]/.test(word)) return reason('stray', insert(span.start, '# '));
  const next = nextLine(lines, line.index);
  return next && next.indent > line.indent ? reason('no-colon', insert(wordEnd, ':')) : reason('unfinished');
}

function indentation({ text, lines, line, problem }: Question): SyntaxReason | undefined {
  if (!/Nested|Implicit|All |Sequence item|block sequence|node end/.test(problem.text)) return undefined;
  const isInValue =
    problem.span.start >= line.end ||
    (problem.span.start > line.start + line.indent && !line.content.startsWith('- '));
  const wrong = isInValue ? (nextLine(lines, line.index) ?? line) : line;
  const beside = lines
    .slice(0, wrong.index)
    .findLast(({ content, indent }) => content !== '' && indent <= wrong.indent);
  const isItem = /^-(\s|$)/.test(wrong.content);
  const isMixed = beside?.indent === wrong.indent && /^-(\s|$)/.test(beside.content) !== isItem;
  const isSmall = text.length <= MAX_REPAIRED_LENGTH;
  const repairs = isSmall ? reindented(lines, wrong, text).filter((one) => isClean(one.text)) : [];
  const fits = repairs[0];
  const distance = (indent: number): number => Math.abs(indent - wrong.indent);
  const isTie = repairs.some(
    ({ indent }) => fits && indent !== fits.indent && distance(indent) === distance(fits.indent),
  );
  const repair = fits && !isTie ? fits : undefined;
  const narrow = withNarrowDashes(text);
  if (isSmall && narrow !== text && isClean(narrow)) {
    return { slip: 'wide-dash', span: contentSpan(wrong), text: wrong.content, repaired: narrow };
  }
  return {
    isGuess: isMixed,
    slip: !isMixed ? 'indent' : isItem ? 'item-among-fields' : 'field-among-items',
    span: contentSpan(wrong),
    text: wrong.content,
    indent: { is: wrong.indent, fits: repair?.indent },
    ...(repair ? { repaired: repair.text } : {}),
  };
}
