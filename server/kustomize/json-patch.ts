// JSON patches (RFC 6902) on trees, as the library that kustomize uses carries them out.
import {
  cloneNode,
  isNullish,
  isSameValue,
  itemsOf,
  nodeAt,
  placeOver,
  replaceEntries,
  textAt,
  textOf,
  type ListNode,
  type MapNode,
  type Node,
} from './tree.ts';

/** Why an operation cannot be carried out: its index in the patch and the path it names. */
export interface JsonPatchFailure {
  readonly index: number;
  readonly path: string;
}

/** True for a document that is a JSON patch: a list of mappings, which need not say what they do. */
export function isJsonPatch(node: Node | undefined): node is ListNode {
  return node?.type === 'list' && node.items.length > 0 && node.items.every(({ type }) => type === 'map');
}

/**
 * Applies the operations in order and stops at the first that cannot be carried out, which is returned.
 * A key that is absent from a mapping reads as null: `replace` sets it, `copy` takes it from there. Only `remove`, and
 * `move`, which removes, miss it. An item that is absent from a list is missed by all.
 * Source: github.com/evanphx/json-patch patch.go Patch.Apply, partialDoc.get and partialArray.get, v4.12.
 */
export function applyJsonPatch(root: MapNode, patch: ListNode): JsonPatchFailure | undefined {
  for (const [index, operation] of itemsOf(patch).entries()) {
    if (!applyOperation(root, operation)) return { index, path: textAt(operation, ['path']) };
  }
  return undefined;
}

function applyOperation(root: MapNode, operation: Node): boolean {
  const path = textOf(nodeAt(operation, ['path']));
  if (path === undefined) return false;
  // Without a value null is meant.
  const value: Node = cloneNode(
    nodeAt(operation, ['value']) ?? { type: 'scalar', value: null, from: operation.from },
  );
  const op = textAt(operation, ['op']);
  if (path === '') return applyToWhole(root, op, value);
  switch (op) {
    case 'add':
      return add(root, path, value);
    case 'remove':
      return take(root, path) !== undefined;
    case 'replace':
      return replace(root, path, value);
    case 'move': {
      const moved = take(root, textAt(operation, ['from']));
      return moved !== undefined && add(root, path, moved);
    }
    case 'copy': {
      const slot = findSlot(root, textAt(operation, ['from']));
      if (!slot?.isThere) return false;
      return add(root, path, slot.node ? cloneNode(slot.node) : value);
    }
    case 'test': {
      const slot = findSlot(root, path);
      if (!slot?.isThere) return false;
      return isNullish(slot.node) ? isNullish(value) : isSameValue(slot.node, value);
    }
    default:
      return false;
  }
}

/** The empty path names the whole object, which can be replaced and tested only. */
function applyToWhole(root: MapNode, op: string, value: Node): boolean {
  if (op === 'test') return isSameValue(root, value);
  if (op !== 'replace' || value.type !== 'map') return false;
  if (!textAt(value, ['kind']) || !textAt(value, ['metadata', 'name'])) return false;
  replaceEntries(root, value);
  return true;
}

/** Where a pointer leads. */
interface Slot {
  readonly parent: MapNode | ListNode;
  readonly step: string;
  readonly node: Node | undefined;
  /** False for an item that is not in its list. Every key is in every mapping. */
  readonly isThere: boolean;
}

/**
 * The slot that a pointer names; `undefined` when what should hold it is missing. What stands before the first slash
 * means nothing.
 * Source: github.com/evanphx/json-patch patch.go findObject, v4.12.
 */
function findSlot(root: MapNode, pointer: string): Slot | undefined {
  const [, ...steps] = pointer.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const step = steps.pop();
  if (step === undefined) return undefined;
  let parent: Node | undefined = root;
  for (const above of steps) parent = childOf(parent, above);
  if (parent?.type !== 'map' && parent?.type !== 'list') return undefined;
  const node = childOf(parent, step);
  return { parent, step, node, isThere: parent.type === 'map' || node !== undefined };
}

function childOf(parent: Node | undefined, step: string): Node | undefined {
  if (parent?.type === 'map') return parent.entries.get(step);
  return parent?.type === 'list' ? parent.items[indexIn(parent.items.length, step) ?? -1] : undefined;
}

/** The index that a step names among so many; a negative one counts from the end. */
function indexIn(length: number, step: string): number | undefined {
  if (!/^[+-]?\d+$/.test(step)) return undefined;
  const index = Number(step) < 0 ? Number(step) + length : Number(step);
  return index >= 0 && index < length ? index : undefined;
}

function add(root: MapNode, pointer: string, value: Node): boolean {
  const slot = findSlot(root, pointer);
  if (!slot) return false;
  const { parent, step } = slot;
  if (parent.type === 'map') {
    value.from = placeOver(value.from, slot.node?.from);
    parent.entries.set(step, value);
    return true;
  }
  // One more than there are: the new item counts, so that -1 is behind the last.
  const { length } = parent.items;
  const index = step === '-' ? length : indexIn(length + 1, step);
  if (index === undefined) return false;
  parent.items.splice(index, 0, value);
  return true;
}

function take(root: MapNode, pointer: string): Node | undefined {
  const slot = findSlot(root, pointer);
  if (!slot?.node) return undefined;
  const { parent, step, node } = slot;
  if (parent.type === 'map') parent.entries.delete(step);
  else parent.items.splice(parent.items.indexOf(node), 1);
  return node;
}

function replace(root: MapNode, pointer: string, value: Node): boolean {
  const slot = findSlot(root, pointer);
  if (!slot?.isThere) return false;
  const { parent, step, node } = slot;
  value.from = placeOver(value.from, node?.from);
  if (parent.type === 'map') parent.entries.set(step, value);
  else if (node) parent.items[parent.items.indexOf(node)] = value;
  return true;
}
