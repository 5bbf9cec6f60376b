// Moving fields that are written between braces, or into braces: the text of the field goes along as one line.
import type { FieldPath } from '../../shared/model/field-path.ts';
import { removeField } from './edit.ts';
import { columnOf, endOfEntry, endOfField, lastOwnEntry } from './edit-lines.ts';
import { locate, type Located } from './locate.ts';
import type { MapNode } from './nodes.ts';
import { readTree } from './read-documents.ts';

/**
 * Moves fields one by one to the end of a mapping, which is created when only it is missing.
 * `undefined` when a field takes more than one line, or the change cannot be made in this style of text.
 */
export function moveThroughFlow(
  text: string,
  from: readonly FieldPath[],
  into: FieldPath,
): string | undefined {
  let moved: string | undefined = text;
  for (const path of from) moved = moved === undefined ? undefined : moveOne(moved, path, into);
  return moved;
}

function moveOne(text: string, path: FieldPath, into: FieldPath): string | undefined {
  const root = readTree(text).root;
  const field = root && locate(root, path);
  if (!field?.entry || field.path.length < path.length) return undefined;
  const source = text.slice(field.entry.keySpan.start, endOfField(text, field));
  const rest = removeField(text, path);
  if (rest === undefined || source.includes('\n') || !source.includes(':')) return undefined;
  const next = readTree(rest).root;
  if (!next) return undefined;
  const target = locate(next, into);
  if (target.path.length === into.length) return insertField(rest, target, source);
  const name = into.at(-1);
  if (target.path.length < into.length - 1 || typeof name !== 'string') return undefined;
  const key = source.startsWith('"') ? JSON.stringify(name) : name;
  return insertField(rest, target, `${key}: { ${source} }`);
}

function insertField(text: string, target: Located, field: string): string | undefined {
  const { node, entry } = target;
  if (node.type === 'map' && node.isFlow) return insertIntoFlow(text, node, field);
  const isEmpty = node.type === 'scalar' && node.span.start === node.span.end;
  if (node.type !== 'map' && !isEmpty) return undefined;
  const first = node.type === 'map' ? node.entries.find(({ isMerged }) => !isMerged) : undefined;
  const column = first ? columnOf(text, first.keySpan.start) : columnOf(text, entry?.keySpan.start ?? 0) + 2;
  const end = endOfField(text, target);
  const newline = text.indexOf('\n', Math.max(0, text[end - 1] === '\n' ? end - 1 : end));
  const line = `${' '.repeat(column)}${field}`;
  return newline < 0
    ? `${text}\n${line}\n`
    : `${text.slice(0, newline + 1)}${line}\n${text.slice(newline + 1)}`;
}

function insertIntoFlow(text: string, node: MapNode, field: string): string | undefined {
  const { entries, span } = node;
  if (entries.length === 0) return `${text.slice(0, span.start)}{ ${field} }${text.slice(span.end)}`;
  const last = lastOwnEntry(node);
  if (!last) return undefined; // a merge key alone
  const end = endOfEntry(text, last);
  return `${text.slice(0, end)}, ${field}${text.slice(end)}`;
}
