// What a slip in the text of a document is: the words of the explanations.
import type { YamlProblem } from '../yaml/nodes.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Span } from '../yaml/span.ts';
import type { TextLine } from './text-lines.ts';

/** The kinds of slips that can be told apart. */
export type SyntaxSlip =
  | 'conflict'
  | 'separator'
  | 'tab'
  | 'open-quote'
  | 'after-quote'
  | 'after-value'
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
  | 'lost-anchor'
  | 'list-beside-key'
  | 'escape'
  | 'comma'
  | 'item-among-fields'
  | 'field-among-items'
  | 'wide-dash'
  /** kubectl reads the document up to there and nothing more. */
  | 'ignored'
  | 'indent'
  | 'aliases'
  /** kubectl reads it all the same. */
  | 'depth'
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
  /** The repair parses, but something else may have been meant. */
  readonly isGuess?: boolean;
}

/** A problem that waits for its explanation. */
export interface Question {
  readonly text: string;
  readonly lines: readonly TextLine[];
  readonly problem: YamlProblem;
  /** The line that the parser complains about. */
  readonly line: TextLine;
}

/** Explains a problem or leaves it to the next: `silent` when there is nothing to say. */
export type Explanation = (question: Question) => SyntaxReason | 'silent' | undefined;

/** Larger texts are explained but not repaired: each repair is tried by parsing. */
export const MAX_REPAIRED_LENGTH = 20_000;

/** True for a text that parses. */
export function isClean(text: string): boolean {
  const { problems, root } = parseDocument(text);
  return problems.length === 0 && root?.type === 'map';
}

/** A text with a stretch in quotes. */
export function quoted(text: string, span: Span): string {
  const value = text.slice(span.start, span.end);
  return replaced(text, span, /["\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`);
}

/** A text with another text in place of a stretch. */
export function replaced(text: string, { start, end }: Span, inserted: string): string {
  return text.slice(0, start) + inserted + text.slice(end);
}
