// Strategic merge patches, as kustomize applies them: what a patch adds to a list comes first, and custom resources are merged
// as JSON. Written after kustomize's own steps, since its answers for lists with two keys follow from nothing else.
import { shapeBelow, shapeOfKind, type Shape } from './merge-keys.ts';
import { isNullish, placeOver, textAt, textOf, type ListNode, type MapNode, type Node } from './tree.ts';

const DIRECTIVE = '$patch';

/** What `$patch` asks for; `merge` when it is not there. */
type Directive = 'merge' | 'replace' | 'delete';

/** What came of a merge. */
export interface Merged {
  /** `undefined`: the patch deletes the object. */
  readonly root: MapNode | undefined;
  /** The patch has a list, mapping or scalar where the object has another of these: kustomize refuses it. */
  readonly hasMismatch: boolean;
}

/**
 * Merges a patch into an object. Both are used up: the result is made of their nodes.
 *
 * Source: kustomize kyaml/yaml/merge2/merge2.go Merger, kyaml/yaml/walk/walk.go Walker, v0.18 (kustomize 5.5).
 */
export function mergePatch(dest: MapNode, patch: MapNode): Merged {
  const merge = new Merge();
  const shape = shapeOfKind(textAt(dest, ['apiVersion']), textAt(dest, ['kind']));
  const root = merge.walk(dest, patch, shape);
  return { root: root?.type === 'map' ? root : undefined, hasMismatch: merge.hasMismatch };
}

/** One merge, with what it stumbled over. */
class Merge {
  hasMismatch = false;

  /**
   * The merged node; `undefined` or null where the patch takes it away.
   * Without a patch the node is walked all the same, since items with the same keys become one wherever they stand.
   */
  walk(dest: Node | undefined, patch: Node | undefined, shape: Shape | undefined): Node | undefined {
    if (!isNullish(dest) && !isNullish(patch) && dest.type !== patch.type) {
      this.hasMismatch = true;
      return dest;
    }
    switch (isNullish(dest) ? patch?.type : dest.type) {
      case 'map':
        return this.#walkMap(dest, patch, shape);
      case 'list':
        return this.#walkList(dest, patch, shape);
      case 'scalar':
        return patch ? { ...patch, from: placeOver(patch.from, dest?.from) } : dest;
      case undefined:
        return dest;
    }
  }

  #walkMap(before: Node | undefined, patch: Node | undefined, shape: Shape | undefined): Node | undefined {
    if (patch && patch.type !== 'map') return undefined;
    const directive = patch ? takeMapDirective(patch) : 'merge';
    if (directive === 'delete') return undefined;
    const dest = before?.type === 'map' && directive === 'merge' ? before : patch;
    for (const key of new Set([...(dest?.entries.keys() ?? []), ...(patch?.entries.keys() ?? [])])) {
      const merged = this.walk(dest?.entries.get(key), patch?.entries.get(key), shapeBelow(shape, key));
      if (merged === undefined || (patch?.entries.has(key) && isNullish(merged))) dest?.entries.delete(key);
      else dest?.entries.set(key, merged);
    }
    return dest;
  }

  #walkList(before: Node | undefined, patch: Node | undefined, shape: Shape | undefined): Node | undefined {
    if (patch && patch.type !== 'list') return undefined;
    if (!shape?.keys) return patch ?? before;
    let dest = before?.type === 'list' ? before : patch;
    if (patch && dest !== patch) {
      const directive = takeListDirective(patch);
      if (directive === 'delete') return undefined;
      if (directive === 'replace') dest = patch;
    }
    return dest && this.#mergeItems(dest, patch, shape);
  }

  /** Source: kustomize kyaml/yaml/walk/associative_sequence.go setAssociativeSequenceElements, v0.18. */
  #mergeItems(dest: ListNode, patch: ListNode | undefined, shape: Shape): Node | undefined {
    const keys = shape.keys?.length ? shape.keys : [''];
    const wanted = keyValues(patch, dest, keys);
    const known = keys.filter((_, index) => wanted.some((values) => values[index] !== ''));
    const used = known.length > 0 ? known : keys;
    const items: ListNode = { type: 'list', items: [], from: dest.from };
    for (const all of wanted) {
      const values = all.filter((_, index) => used.includes(keys[index] ?? ''));
      const merged = this.walk(findItem(dest, used, values), patch && findItem(patch, used, values), shape);
      if (isNullish(merged) || (merged.type === 'map' && merged.entries.size === 0)) {
        putItem(dest, undefined, used, values);
        continue;
      }
      putItem(items, merged, used, values);
    }
    if (wanted.length > 0) appendItems(items, dest, used);
    return items;
  }
}

function takeMapDirective(patch: MapNode): Directive {
  const directive = textOf(patch.entries.get(DIRECTIVE));
  if (directive !== 'merge' && directive !== 'replace' && directive !== 'delete') return 'merge';
  patch.entries.delete(DIRECTIVE);
  return directive;
}

/** An item that is nothing but a directive speaks for its list. */
function takeListDirective(patch: ListNode): Directive {
  const item = patch.items.find((one) => one.type === 'map' && one.entries.has(DIRECTIVE));
  if (item?.type !== 'map' || item.entries.size > 1) return 'merge';
  const directive = takeMapDirective(item);
  patch.items = patch.items.filter((one) => one !== item);
  return directive;
}

/** The values of the keys of all items, the patch's first, each once; two that differ only in what one leaves out are one. */
function keyValues(
  patch: ListNode | undefined,
  dest: ListNode,
  keys: readonly string[],
): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  for (const item of patch && dest !== patch ? [...patch.items, ...dest.items] : dest.items) {
    const values = keys.map((key) => (key === '' ? textOf(item) : textAt(item, [key])) ?? '');
    if (!found.some((other) => other.every((value, index) => value === values[index]))) found.push(values);
  }
  if (keys.length < 2) return found;
  for (let i = 0; i < found.length; i++) {
    for (let j = 0; j < found.length; j++) {
      const united = unite(found[i] ?? [], found[j] ?? []);
      if (united) found[i] = found[j] = united;
    }
  }
  return found;
}

function unite(a: readonly string[], b: readonly string[]): readonly string[] | undefined {
  if (!a.some((value, index) => value === b[index])) return undefined;
  if (a.some((value, index) => value !== b[index] && value !== '' && b[index] !== '')) return undefined;
  return a.map((value, index) => value || (b[index] ?? ''));
}

/** The first item whose keys have the values; keys without a value do not count. */
function findItem(list: ListNode, keys: readonly string[], values: readonly string[]): Node | undefined {
  if (keys[0] === '') return list.items.find((item) => textOf(item) === values[0]);
  const asked = keys
    .map((key, index) => [key, values[index] ?? ''] as const)
    .filter(([, value]) => value !== '');
  const all = asked.length > 0 ? asked : keys.map((key) => [key, ''] as const);
  return list.items.find(
    (item) => item.type === 'map' && all.every(([key, value]) => hasField(item, key, value)),
  );
}

function hasField(item: MapNode, key: string, value: string): boolean {
  const field = item.entries.get(key);
  return field !== undefined && (value === '' || textOf(field) === value);
}

/**
 * Puts an item in the place of every one whose keys have the values, or at the end; without an item those are removed.
 * Source: kustomize kyaml/yaml/fns.go ElementSetter, v0.18. Of a key without a value, what the key before it said counts.
 */
function putItem(
  list: ListNode,
  item: Node | undefined,
  keys: readonly string[],
  values: readonly string[],
): void {
  let isFound = false;
  const kept: Node[] = [];
  for (const one of list.items) {
    if (isNullish(one) || (one.type === 'map' && one.entries.size === 0)) continue;
    if (!matchesItem(one, keys, values)) kept.push(one);
    else {
      isFound = true;
      if (item) kept.push(item);
    }
  }
  if (item && !isFound) kept.push(item);
  list.items = kept;
}

function matchesItem(one: Node, keys: readonly string[], values: readonly string[]): boolean {
  if (keys[0] === '') return textOf(one) === values[0];
  if (one.type !== 'map') return false;
  return keys.every((key, index) => index >= values.length || hasField(one, key, values[index] ?? ''));
}

/** Source: kustomize kyaml/yaml/walk/associative_sequence.go appendListNode, v0.18. */
function appendItems(list: ListNode, from: ListNode, keys: readonly string[]): void {
  for (const item of from.items) {
    if (keys[0] === '') {
      putItem(list, item, keys, [textOf(item) ?? '']);
      continue;
    }
    const values: string[] = [];
    for (const key of keys) {
      const field = item.type === 'map' ? item.entries.get(key) : undefined;
      if (field) values.push(textOf(field) ?? '');
      else list.items.push(item);
    }
    if (keys.length > 1) putItem(list, undefined, keys, values);
    putItem(list, item, keys, values);
  }
}
