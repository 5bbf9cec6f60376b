// What a scanned document says: values made from its table of offsets, whole or in part.
import type { Value } from '../../shared/model/value.ts';
import { mayBeNoText, textOfKey } from './scan-keys.ts';
import {
  ALIAS,
  DERIVED,
  DOUBLE,
  END,
  indexBehind,
  KIND,
  LINK,
  LIST,
  MAP,
  numberAt,
  PLAIN,
  type ScanTable,
  START,
  STRIDE,
  targetOf,
} from './scan-table.ts';
import { sharedText, standsAt } from './shared-text.ts';
import { textOfBlock, textOfPlainLines, textOfQuoted } from './scan-text.ts';
import { resolvePlainScalar } from './scalars.ts';

/**
 * The decoded value of a document, or of one of its nodes: what `readDocument` gives for the same text.
 * With `only`, of the mapping itself just these keys.
 */
export function valueOfScan(table: ScanTable, only?: ReadonlySet<string>, index = 0): Value {
  const flags = numberAt(table.nodes, index);
  const kind = flags & KIND;
  if (kind === MAP) return mapAt(table, index, only);
  if (kind === LIST) return listAt(table, index);
  return (flags & ALIAS) === 0
    ? scalarAt(table, index)
    : valueOfScan(table, only, targetOf(table.nodes, index));
}

/** The value at the end of a path of keys, without making any other; `undefined` when there is none. */
export function scanField(table: ScanTable, ...path: readonly string[]): Value | undefined {
  let index = 0;
  for (const key of path) {
    const found = keyIndexOf(table, index, key);
    if (found < 0) return undefined;
    index = targetOf(table.nodes, found + STRIDE);
  }
  return valueOfScan(table, undefined, index);
}

/** The index of a mapping's key with a text, behind which its value stands; -1 in anything else and where there is none. */
export function keyIndexOf(table: ScanTable, map: number, key: string): number {
  const { nodes } = table;
  if ((numberAt(nodes, map) & KIND) !== MAP) return -1;
  const end = numberAt(nodes, map + LINK);
  for (let at = map + STRIDE; at < end; at = indexBehind(nodes, at + STRIDE))
    if (mayBeKey(nodes, at, key) && keyAt(table, at) === key) return at;
  return -1;
}

/** False for a plain key of another length: most of those that are passed on the way. */
function mayBeKey(nodes: Int32Array, index: number, key: string): boolean {
  const flags = numberAt(nodes, index);
  const isAsWritten = (flags & KIND) === PLAIN && (flags & DERIVED) === 0;
  return !isAsWritten || numberAt(nodes, index + END) - numberAt(nodes, index + START) === key.length;
}

function mapAt(table: ScanTable, index: number, only?: ReadonlySet<string>): Value {
  const { nodes } = table;
  const map: Record<string, Value> = {};
  const end = numberAt(nodes, index + LINK);
  for (let at = index + STRIDE; at < end; at = indexBehind(nodes, at + STRIDE)) {
    const key = keyAt(table, at);
    if (only && !only.has(key)) continue;
    const value = valueOfScan(table, undefined, at + STRIDE);
    // A key named __proto__ is a key like any other.
    if (key === '__proto__') Object.defineProperty(map, key, { value, ...ORDINARY });
    else map[key] = value;
  }
  return map;
}

const ORDINARY = { enumerable: true, configurable: true, writable: true };

function listAt(table: ScanTable, index: number): Value {
  const { nodes } = table;
  const end = numberAt(nodes, index + LINK);
  const first = index + STRIDE;
  if (first >= end) return [];
  const list = [valueOfScan(table, undefined, first)];
  for (let at = indexBehind(nodes, first); at < end; at = indexBehind(nodes, at)) {
    list.push(valueOfScan(table, undefined, at));
  }
  return list.length === 1 ? list : list.slice(); // a copy has no room for more items
}

/** The value of a scalar's node. */
export function scalarAt({ text, nodes }: ScanTable, index: number): null | boolean | number | string {
  const flags = numberAt(nodes, index);
  const start = numberAt(nodes, index + START);
  const end = numberAt(nodes, index + END);
  const kind = flags & KIND;
  if (kind > DOUBLE) return textOfBlock(text, flags, numberAt(nodes, index + LINK), end);
  if (kind !== PLAIN) return textOfQuoted(text, flags, start, end);
  if (start === end) return null;
  if ((flags & DERIVED) !== 0) return resolvePlainScalar(textOfPlainLines(text, start, end));
  const small = smallIntegerAt(text, start, end);
  if (small >= 0) return small;
  const raw = sharedText(text, start, end);
  return mayBeNoText(text, start, end) ? resolvePlainScalar(raw) : raw;
}

/** The number that a few plain digits are, without a leading zero; -1 for anything else. */
function smallIntegerAt(text: string, start: number, end: number): number {
  if (end - start > 9) return -1;
  const first = text.charCodeAt(start) - 0x30;
  if (!(first >= 0 && first <= 9) || (first === 0 && end - start > 1)) return -1;
  let value = first;
  for (let at = start + 1; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Strings of keys, shared between all documents: the same few hundred come again and again. */
const knownKeys: (string | undefined)[] = Array.from({ length: 4096 });

/** The text of a key's node. */
export function keyAt({ text, nodes }: ScanTable, index: number): string {
  const flags = numberAt(nodes, index);
  const start = numberAt(nodes, index + START);
  const end = numberAt(nodes, index + END);
  if ((flags & DERIVED) !== 0) return textOfKey(text, flags, start, end);
  const nQuotes = (flags & KIND) === PLAIN ? 0 : 1;
  const slot = numberAt(nodes, index + LINK) & 4095;
  const known = knownKeys[slot];
  if (known !== undefined && known.length === end - start - 2 * nQuotes) {
    if (standsAt(text, known, start + nQuotes)) return known;
  }
  const key = text.slice(start + nQuotes, end - nQuotes);
  knownKeys[slot] = key;
  return key;
}
