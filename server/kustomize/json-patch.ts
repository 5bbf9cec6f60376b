// JSON patches (RFC 6902) on trees.
import {
  cloneNode,
  itemsOf,
  placeOver,
  textAt,
  toPlainValue,
  type ListNode,
  type MapNode,
  type Node,
} from './tree.ts';

/** Why an operation cannot be carried out: its index in the patch and the path it names. */
export interface JsonPatchFailure {
  readonly index: number;
  readonly path: string;
}

/** True for a document that is a JSON patch: a list of mappings with `op`. */
export function isJsonPatch(node: Node | undefined): node is ListNode {
  return (
    node?.type === 'list' && node.items.length > 0 && node.items.every((item) => textAt(item, ['op']) !== '')
  );
}

/**
 * Applies the operations in order and stops at the first that cannot be carried out, which is returned.
 * Source: github.com/evanphx/json-patch v4 Patch.Apply; a missing path refuses `remove` and `replace`, as RFC 6902 says.
 */
export function applyJsonPatch(root: MapNode, patch: ListNode): JsonPatchFailure | undefined {
  for (const [index, operation] of itemsOf(patch).entries()) {
    if (!applyOperation(root, operation)) return { index, path: textAt(operation, ['path']) };
  }
  return undefined;
}

function applyOperation(root: MapNode, operation: Node): boolean {
  const to = readPointer(textAt(operation, ['path']));
  const given = operation.type === 'map' ? operation.entries.get('value') : undefined;
  if (!to) return false;
  switch (textAt(operation, ['op'])) {
    case 'add':
      return given !== undefined && add(root, to, cloneNode(given));
    case 'remove':
      return take(root, to) !== undefined;
    case 'replace':
      return given !== undefined && replace(root, to, cloneNode(given));
    case 'move': {
      const from = readPointer(textAt(operation, ['from']));
      const moved = from && take(root, from);
      return moved !== undefined && add(root, to, moved);
    }
    case 'copy': {
      const from = readPointer(textAt(operation, ['from']));
      const copied = from && find(root, from);
      return copied !== undefined && add(root, to, cloneNode(copied));
    }
    case 'test': {
      const found = find(root, to);
      return (
        JSON.stringify(found ? toPlainValue(found) : null) ===
        JSON.stringify(given ? toPlainValue(given) : null)
      );
    }
    default:
      return false;
  }
}

/** The steps of a JSON pointer, with `~1` and `~0` undone; `undefined` for text that is none or that names the whole. */
function readPointer(text: string): readonly string[] | undefined {
  if (!text.startsWith('/')) return undefined;
  return text
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function find(root: Node, steps: readonly string[]): Node | undefined {
  let here: Node | undefined = root;
  for (const step of steps) {
    if (here?.type === 'map') here = here.entries.get(step);
    else if (here?.type === 'list') here = here.items[indexOf(here, step) ?? -1];
    else return undefined;
  }
  return here;
}

/** The index of an item that is there; a negative one counts from the end. */
function indexOf(list: ListNode, step: string): number | undefined {
  if (!/^-?\d+$/.test(step)) return undefined;
  const index = Number(step) < 0 ? Number(step) + list.items.length : Number(step);
  return index >= 0 && index < list.items.length ? index : undefined;
}

function add(root: Node, steps: readonly string[], value: Node): boolean {
  const parent = find(root, steps.slice(0, -1));
  const step = steps.at(-1) ?? '';
  if (parent?.type === 'map') {
    value.from = placeOver(value.from, parent.entries.get(step)?.from);
    parent.entries.set(step, value);
    return true;
  }
  if (parent?.type !== 'list') return false;
  const { length } = parent.items;
  const index = step === '-' || step === String(length) ? length : indexOf(parent, step);
  if (index === undefined) return false;
  parent.items.splice(index, 0, value);
  return true;
}

function take(root: Node, steps: readonly string[]): Node | undefined {
  const parent = find(root, steps.slice(0, -1));
  const step = steps.at(-1) ?? '';
  if (parent?.type === 'map') {
    const taken = parent.entries.get(step);
    parent.entries.delete(step);
    return taken;
  }
  const index = parent?.type === 'list' ? indexOf(parent, step) : undefined;
  return index === undefined || parent?.type !== 'list' ? undefined : parent.items.splice(index, 1)[0];
}

function replace(root: Node, steps: readonly string[], value: Node): boolean {
  const before = find(root, steps);
  const parent = find(root, steps.slice(0, -1));
  if (!before || !parent) return false;
  value.from = placeOver(value.from, before.from);
  const step = steps.at(-1) ?? '';
  if (parent.type === 'map') parent.entries.set(step, value);
  else if (parent.type === 'list') parent.items[indexOf(parent, step) ?? 0] = value;
  return true;
}
