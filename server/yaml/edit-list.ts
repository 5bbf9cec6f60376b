// Adding an item to a list, in the style in which the list and its items are written.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { ValueMap } from '../../shared/model/value.ts';
import { writeScalar } from './edit.ts';
import { columnOf, endOfEntry, endOfField, isOwnItem, lastOwnEntry } from './edit-lines.ts';
import { locate } from './locate.ts';
import type { ListNode, MapNode, SourceNode } from './nodes.ts';
import { readTree } from './read-documents.ts';

/**
 * Adds a mapping of scalars as the last item of a list; the list is added to its mapping when it is not there or empty.
 * `undefined` means that the change cannot be made in this style of text.
 */
export function appendItem(text: string, path: FieldPath, item: ValueMap): string | undefined {
  const root = readTree(text).root;
  const key = path.at(-1);
  if (!root || typeof key !== 'string') return undefined;
  const list = locate(root, path);
  if (list.path.length === path.length) {
    if (list.node.type !== 'list' || list.node.items.length === 0) return undefined;
    return list.node.isFlow ? appendToFlow(text, list.node, item) : appendToBlock(text, list.node, item);
  }
  const parent = locate(root, path.slice(0, -1));
  if (parent.path.length !== path.length - 1 || parent.node.type !== 'map') return undefined;
  return addList(text, parent.node, key, item);
}

function appendToFlow(text: string, list: ListNode, item: ValueMap): string | undefined {
  const last = list.items.at(-1);
  if (!last || !isOwnItem(list, last)) return undefined;
  return insert(text, last.span.end, `, ${flowMap(item, isJson(text, last))}`);
}

function appendToBlock(text: string, list: ListNode, item: ValueMap): string | undefined {
  const last = list.items.at(-1);
  if (last?.type !== 'map' || !isOwnItem(list, last)) return undefined;
  const lineStart = text.lastIndexOf('\n', last.span.start - 1) + 1;
  const lead = /^([ \t]*)-([ \t]+)$/.exec(text.slice(lineStart, last.span.start));
  if (!lead) return undefined; // an anchor, a tag or a list in a list
  const [, indent = '', gap = ' '] = lead;
  const fields = Object.entries(item).map(([key, value]) => `${writeScalar(key)}: ${writeScalar(value)}`);
  const body = last.isFlow
    ? flowMap(item, isJson(text, last))
    : fields.join(`\n${indent}${' '.repeat(gap.length + 1)}`);
  const end = endOfField(text, { node: last, entry: undefined });
  return insertLines(text, end, `${indent}-${gap}${body}`);
}

function addList(text: string, parent: MapNode, key: string, item: ValueMap): string | undefined {
  const last = lastOwnEntry(parent);
  if (!last) return undefined;
  if (parent.isFlow) {
    const json = isJson(text, parent);
    const name = json ? JSON.stringify(key) : writeScalar(key);
    return insert(text, endOfEntry(text, last), `, ${name}: [${flowMap(item, json)}]`);
  }
  const indent = ' '.repeat(columnOf(text, last.keySpan.start));
  const fields = Object.entries(item).map(([name, value]) => `${writeScalar(name)}: ${writeScalar(value)}`);
  const lines = `${indent}${writeScalar(key)}:\n${indent}  - ${fields.join(`\n${indent}    `)}`;
  const end = endOfField(text, { node: last.value, entry: last });
  return insertLines(text, end, lines);
}

function isJson(text: string, node: SourceNode): boolean {
  const first = node.type === 'map' ? node.entries[0] : undefined;
  return first !== undefined && text[first.keySpan.start] === '"';
}

function flowMap(item: ValueMap, json: boolean): string {
  const pairs = Object.entries(item).map(([key, value]) =>
    json ? `${JSON.stringify(key)}: ${JSON.stringify(value)}` : `${writeScalar(key)}: ${writeScalar(value)}`,
  );
  return `{ ${pairs.join(', ')} }`;
}

function insert(text: string, at: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at);
}

/** Puts lines after the line in which something ends. */
function insertLines(text: string, end: number, lines: string): string {
  // A block scalar's span may end just after its line break.
  const from = text[end - 1] === '\n' ? end - 1 : end;
  const lineEnd = text.indexOf('\n', from);
  if (lineEnd < 0) return `${text}\n${lines}\n`;
  const lineBreak = text[lineEnd - 1] === '\r' ? '\r\n' : '\n';
  return insert(text, lineEnd + 1, `${lines.replaceAll('\n', lineBreak)}${lineBreak}`);
}
