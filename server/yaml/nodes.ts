// The syntax tree of one document: what a value says and where it stands, with aliases and merge keys already followed.
import type { Span } from './span.ts';

/** How a scalar is written; `block` is `|` or `>`. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/** A scalar. An empty value (`key:`) is a plain null with an empty span. */
export interface ScalarNode {
  readonly type: 'scalar';
  readonly span: Span;
  readonly value: null | boolean | number | string;
  readonly style: ScalarStyle;
}

/** One pair of a mapping. A pair that came through `<<` keeps the spans of the place it came from. */
export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: SourceNode;
  readonly isMerged: boolean;
}

/** A mapping. Keys are unique: of keys written twice the last stays, in the place of the first. */
export interface MapNode {
  readonly type: 'map';
  readonly span: Span;
  readonly entries: readonly Entry[];
  readonly isFlow: boolean;
}

/** A list. */
export interface ListNode {
  readonly type: 'list';
  readonly span: Span;
  readonly items: readonly SourceNode[];
  readonly isFlow: boolean;
}

/** Any node. An alias is the very node it stands for, so the tree is a graph without cycles. */
export type SourceNode = ScalarNode | MapNode | ListNode;

/** Something wrong in the text of one document. */
export interface YamlProblem {
  readonly kind: 'syntax' | 'duplicate-key';
  readonly span: Span;
  /** For `syntax`: the parser's sentence. For `duplicate-key`: the key. */
  readonly text: string;
  /** For `syntax`: a bound that the text passes, where nothing is wrong with any one place of it. */
  readonly limit?: 'aliases' | 'depth';
  /** For `duplicate-key`: where the key stands first. */
  readonly first?: Span;
}
