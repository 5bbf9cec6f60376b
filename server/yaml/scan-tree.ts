// The syntax tree of a scanned document: what `parseDocument` gives for the same text.
import type { Entry, MapNode, ScalarStyle, SourceNode } from './nodes.ts';
import type { Span } from './span.ts';
import {
  ALIAS,
  DOUBLE,
  FLOW,
  indexBehind,
  KIND,
  LINK,
  LIST,
  MAP,
  numberAt,
  PLAIN,
  type ScanTable,
  SINGLE,
  STRIDE,
  targetOf,
} from './scan-table.ts';
import { spanAt } from './scan-locate.ts';
import { keyAt, scalarAt } from './scan-value.ts';

/** The tree of a document, or of one of its nodes. Spans count from the document's start. */
export function treeOfScan(table: ScanTable, index = 0): SourceNode {
  const { nodes } = table;
  if ((numberAt(nodes, index) & ALIAS) !== 0) return treeOfScan(table, targetOf(nodes, index));
  const flags = numberAt(nodes, index);
  const span = spanAt(table, index);
  const kind = flags & KIND;
  if (kind === MAP) return mapNode(table, index, span, (flags & FLOW) !== 0);
  if (kind !== LIST) return { type: 'scalar', span, value: scalarAt(table, index), style: styleOf(kind) };
  const items: SourceNode[] = [];
  const end = numberAt(nodes, index + LINK);
  for (let at = index + STRIDE; at < end; at = indexBehind(nodes, at)) items.push(treeOfScan(table, at));
  return { type: 'list', span, items, isFlow: (flags & FLOW) !== 0 };
}

function mapNode(table: ScanTable, index: number, span: Span, isFlow: boolean): MapNode {
  const { nodes } = table;
  const entries: Entry[] = [];
  const end = numberAt(nodes, index + LINK);
  for (let at = index + STRIDE; at < end; at = indexBehind(nodes, at + STRIDE)) {
    const value = treeOfScan(table, at + STRIDE);
    entries.push({ key: keyAt(table, at), keySpan: spanAt(table, at), value, isMerged: false });
  }
  return { type: 'map', span, entries, isFlow };
}

function styleOf(kind: number): ScalarStyle {
  if (kind === PLAIN) return 'plain';
  if (kind === SINGLE) return 'single';
  return kind === DOUBLE ? 'double' : 'block';
}
