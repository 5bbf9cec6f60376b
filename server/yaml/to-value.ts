// A syntax tree's meaning, without its places.
import type { Value } from '../../shared/model/value.ts';
import type { SourceNode } from './nodes.ts';

/** The value of a node. A node reached through several aliases gives one shared value, so the cost is linear in the text. */
export function toValue(node: SourceNode, seen = new Map<SourceNode, Value>()): Value {
  if (node.type === 'scalar') return node.value;
  const known = seen.get(node);
  if (known !== undefined) return known;
  const value =
    node.type === 'list'
      ? node.items.map((item) => toValue(item, seen))
      : // defineProperty semantics: a key named __proto__ is a key like any other.
        Object.fromEntries(node.entries.map((entry) => [entry.key, toValue(entry.value, seen)]));
  seen.set(node, value);
  return value;
}
