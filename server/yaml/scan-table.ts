// What a scan of one document leaves behind: its nodes in order of appearance, as offsets in one flat table of numbers.

/**
 * The nodes of one document, four numbers each, parents before children and keys before their values:
 * what it is (kind and flags), start, end, and a link. Offsets count from the start of `text`.
 *
 * The link of a collection is the index behind its last descendant; of a key the hash of its text;
 * of a block scalar the offset of its first line; of an alias the index of the node it stands for.
 */
export interface ScanTable {
  readonly text: string;
  /** Where the document starts in `text`: spans of trees count from here. */
  readonly origin: number;
  /** Shared by all scans: overwritten by the next one, unless the table is kept with `keepScan`. */
  readonly nodes: Int32Array;
  /** How many numbers of `nodes` belong to this document. */
  readonly size: number;
}

export const STRIDE = 4;
export const START = 1;
export const END = 2;
export const LINK = 3;

/** The kind of a node: the low bits of its first number. */
export const KIND = 7;
export const MAP = 1;
export const LIST = 2;
export const PLAIN = 3;
export const SINGLE = 4;
export const DOUBLE = 5;
export const LITERAL = 6;
export const FOLDED = 7;

/** A collection in brackets. */
export const FLOW = 8;
/** A scalar whose text is not simply the stretch it stands in: escapes, several lines, a key that reads as a number. */
export const DERIVED = 16;
/** A block scalar that loses its last line break. */
export const STRIP = 32;
/** A block scalar that keeps all its last line breaks. */
export const KEEP = 64;
/** A plain scalar that stands for the node its link leads to. */
export const ALIAS = 128;
/** A block scalar's indentation is stored above this bit. */
export const INDENT_SHIFT = 8;

/** A table of its own, which the next scan leaves alone. */
export function keepScan(table: ScanTable): ScanTable {
  return { ...table, nodes: table.nodes.slice(0, table.size) };
}

/** The index of the node behind this one and everything in it. */
export function indexBehind(nodes: Int32Array, index: number): number {
  return isCollection(nodes, index) ? numberAt(nodes, index + LINK) : index + STRIDE;
}

/** The node itself, or the one it is an alias of. */
export function targetOf(nodes: Int32Array, index: number): number {
  return (numberAt(nodes, index) & ALIAS) === 0 ? index : numberAt(nodes, index + LINK);
}

/** True for a mapping or a list. */
export function isCollection(nodes: Int32Array, index: number): boolean {
  return (numberAt(nodes, index) & KIND) <= LIST;
}

/** The number at an index that is known to lie in the table. */
export function numberAt(nodes: Int32Array, index: number): number {
  return nodes[index] as number;
}
