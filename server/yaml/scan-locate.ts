// Where a field of a scanned document stands: what `spanOfField` says of its tree, without making one.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { FieldPart } from './locate.ts';
import { scanDocument } from './scan.ts';
import {
  END,
  indexBehind,
  isCollection,
  KIND,
  LINK,
  LIST,
  MAP,
  numberAt,
  type ScanTable,
  START,
  STRIDE,
  targetOf,
} from './scan-table.ts';
import { keyIndexOf } from './scan-value.ts';
import type { Span } from './span.ts';

/** No node has this index: what `keyIndexOf` answers where there is no key. */
const NONE = -1;

/**
 * Finds fields in the texts of documents. What the scan of the last text left behind is kept, since most texts are asked for
 * several places in a row.
 */
export class ScanPlaces {
  #text: string | undefined;
  #table: ScanTable | undefined;
  /** Taken again for every text: to ask for new memory takes as long as to scan a short one. */
  #nodes = new Int32Array(4096);

  /** The text to underline for a field, as `spanOfField` has it. `undefined` for a text that only the parser reads. */
  spanOf(text: string, path: FieldPath, part: FieldPart): Span | undefined {
    if (text !== this.#text) this.#read(text);
    return this.#table && spanInScan(this.#table, path, part);
  }

  #read(text: string): void {
    const table = scanDocument(text);
    this.#text = text;
    this.#table = table && { ...table, nodes: this.#copyOf(table) };
  }

  #copyOf({ nodes, size }: ScanTable): Int32Array {
    if (this.#nodes.length < size) this.#nodes = new Int32Array(2 * size);
    this.#nodes.set(nodes.subarray(0, size));
    return this.#nodes;
  }
}

/** As `spanOfField` of the document's tree. The span counts from the document's start. */
function spanInScan(table: ScanTable, path: FieldPath, part: FieldPart): Span {
  const { nodes } = table;
  let node = 0;
  let key = NONE;
  for (const step of path) {
    const found = typeof step === 'number' ? itemAt(table, node, step) : keyIndexOf(table, node, step);
    if (found === NONE) break;
    key = typeof step === 'number' ? NONE : found;
    node = targetOf(nodes, key === NONE ? found : found + STRIDE);
  }
  const hasOwnText =
    !isCollection(nodes, node) && numberAt(nodes, node + END) > numberAt(nodes, node + START);
  if (key !== NONE && (part === 'key' || !hasOwnText)) return spanAt(table, key);
  return hasOwnText ? spanAt(table, node) : firstKeySpan(table, node);
}

/** The stretch that a node stands in; it counts from the document's start. */
export function spanAt({ nodes, origin }: ScanTable, index: number): Span {
  return { start: numberAt(nodes, index + START) - origin, end: numberAt(nodes, index + END) - origin };
}

/** The item of a list at a place; `NONE` in anything else. */
function itemAt({ nodes }: ScanTable, list: number, place: number): number {
  if ((numberAt(nodes, list) & KIND) !== LIST) return NONE;
  const end = numberAt(nodes, list + LINK);
  let nBefore = 0;
  for (let at = list + STRIDE; at < end; at = indexBehind(nodes, at)) if (nBefore++ === place) return at;
  return NONE;
}

/** Where an item without a key of its own is marked: at its first key. */
function firstKeySpan(table: ScanTable, node: number): Span {
  const { nodes } = table;
  const first = node + STRIDE;
  if (isCollection(nodes, node) && first < numberAt(nodes, node + LINK)) {
    const isMap = (numberAt(nodes, node) & KIND) === MAP;
    return isMap ? spanAt(table, first) : firstKeySpan(table, targetOf(nodes, first));
  }
  const { start, end } = spanAt(table, node);
  return { start, end: Math.min(end, start + 1) };
}
