// Field paths of replacements and variables: `spec.template.spec.containers.[name=web].image`.
import { emptyMap, setText, textAt, type Node, type Place } from './tree.ts';

/** A place where a value stands, or would be put. */
export interface Slot {
  readonly get: () => Node | undefined;
  readonly set: (node: Node) => void;
}

/** Steps of a path with dots between them; `\.` and `[…]` keep theirs. */
export function splitFieldPath(path: string): readonly string[] {
  const steps: string[] = [];
  let step = '';
  let depth = 0;
  for (let at = 0; at < path.length; at++) {
    const character = path.charAt(at);
    if (character === '\\' && path[at + 1] === '.') {
      step += '.';
      at++;
    } else if (character === '.' && depth === 0) {
      if (step) steps.push(step);
      step = '';
    } else {
      if (character === '[') {
        if (depth === 0 && step) {
          steps.push(step);
          step = '';
        }
        depth++;
      }
      if (character === ']') depth--;
      step += character;
    }
  }
  if (step) steps.push(step);
  return steps;
}

/**
 * The slots that a path leads to. `[key=value]` picks items of a list, `[=value]` plain items, a number, bare or in brackets, one item, `*` all,
 * `-` the end. With `create`, mappings, lists and items that are missing are made.
 * Source: kustomize kyaml/yaml/fns.go PathMatcher and PathGetter, v0.18.
 */
export function findSlots(root: Node, steps: readonly string[], create: Place | undefined): readonly Slot[] {
  let slots: Slot[] = [{ get: () => root, set: () => undefined }];
  for (const [index, step] of steps.entries()) {
    const isLast = index === steps.length - 1;
    slots = slots.flatMap((slot) => stepInto(slot, step, isLast, create));
  }
  return slots;
}

function stepInto(slot: Slot, step: string, isLast: boolean, create: Place | undefined): readonly Slot[] {
  let node = slot.get();
  if (!node && create) {
    const isItem = step.startsWith('[') || step === '-';
    node = isItem ? { type: 'list', items: [], from: create } : emptyMap(create);
    slot.set(node);
  }
  if (node?.type === 'map') {
    const { entries } = node;
    if (step === '*') return [...entries.keys()].map((key) => slotOf(entries, key));
    return entries.has(step) || create ? [slotOf(entries, step)] : [];
  }
  if (node?.type !== 'list') return [];
  const { items } = node;
  const itemSlot = (index: number): Slot => ({
    get: () => items[index],
    set: (value) => (items[index] = value),
  });
  const match = /^\[([^=]*)=(.*)\]$/s.exec(step);
  if (match) {
    const [, key = '', value = ''] = match;
    const found = items.flatMap((item, index) =>
      textAt(item, key ? [key] : []) === value ? [itemSlot(index)] : [],
    );
    if (found.length > 0 || !create) return found;
    const item = emptyMap(create);
    setText(item, key, value, create);
    items.push(item);
    return [itemSlot(items.length - 1)];
  }
  if (step === '*') return items.map((_, index) => itemSlot(index));
  if (step === '-' && isLast && create) return [itemSlot(items.length)];
  const index = /^\[?(\d+)\]?$/.exec(step)?.[1];
  return index !== undefined && Number(index) < items.length ? [itemSlot(Number(index))] : [];
}

function slotOf(entries: Map<string, Node>, key: string): Slot {
  return { get: () => entries.get(key), set: (node) => entries.set(key, node) };
}
