// Between fields and places: the one spot where a FieldPath becomes a span of text, and back.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { Entry, SourceNode } from './nodes.ts';
import { touches, type Span } from './span.ts';

/** Which part of a field: its key or its value. List items have no key. */
export type FieldPart = 'key' | 'value';

/** A field of the tree with its node and, unless it is the root or a list item, its entry. */
export interface Located {
  readonly path: FieldPath;
  readonly node: SourceNode;
  readonly entry: Entry | undefined;
}

/** The field at a path, or the nearest one above it that is there. */
export function locate(root: SourceNode, path: FieldPath): Located {
  let here: Pick<Located, 'node' | 'entry'> = { node: root, entry: undefined };
  let length = 0;
  for (const step of path) {
    const next = child(here.node, step);
    if (!next) break;
    here = next;
    length++;
  }
  return { path: length === path.length ? path : path.slice(0, length), ...here };
}

/**
 * The text to underline for a field: its key, or its value when that is a scalar with text.
 * A mapping or list is marked at its key, since underlining a block hides more than it shows; so is an empty value.
 * A field that is not there is marked at the nearest one above it.
 */
export function spanOfField(root: SourceNode, path: FieldPath, part: FieldPart): Span {
  const { node, entry } = locate(root, path);
  const hasOwnText = node.type === 'scalar' && node.span.end > node.span.start;
  if (entry && (part === 'key' || !hasOwnText)) return entry.keySpan;
  if (hasOwnText) return node.span;
  return firstKeySpan(node);
}

/** Where an item without a key of its own is marked: at its first key. */
function firstKeySpan(node: SourceNode): Span {
  if (node.type === 'map' && node.entries[0]) return node.entries[0].keySpan;
  if (node.type === 'list' && node.items[0]) return firstKeySpan(node.items[0]);
  return { start: node.span.start, end: Math.min(node.span.end, node.span.start + 1) };
}

/** The innermost field whose key or value touches an offset; `undefined` outside all of them. */
export function fieldAt(
  root: SourceNode,
  offset: number,
): { readonly path: FieldPath; readonly part: FieldPart } | undefined {
  return descend({ path: [], node: root, entry: undefined }, offset);
}

function descend(here: Located, offset: number): { path: FieldPath; part: FieldPart } | undefined {
  const { node, path } = here;
  if (node.type === 'scalar') return touches(node.span, offset) ? { path, part: 'value' } : undefined;
  if (node.type === 'list') {
    for (const [index, item] of node.items.entries()) {
      const found = descend({ path: [...path, index], node: item, entry: undefined }, offset);
      if (found) return found;
    }
    return touches(node.span, offset) && path.length > 0 ? { path, part: 'value' } : undefined;
  }
  for (const entry of node.entries) {
    // What a merge key brought stands elsewhere: it is found there.
    if (entry.isMerged) continue;
    if (touches(entry.keySpan, offset)) return { path: [...path, entry.key], part: 'key' };
    const found = descend({ path: [...path, entry.key], node: entry.value, entry }, offset);
    if (found) return found;
  }
  return touches(node.span, offset) && path.length > 0 ? { path, part: 'value' } : undefined;
}

function child(node: SourceNode, step: string | number): Pick<Located, 'node' | 'entry'> | undefined {
  if (typeof step === 'number') {
    const item = node.type === 'list' ? node.items[step] : undefined;
    return item && { node: item, entry: undefined };
  }
  const entry = node.type === 'map' ? node.entries.find(({ key }) => key === step) : undefined;
  return entry && { node: entry.value, entry };
}
