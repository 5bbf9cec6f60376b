// Holds a kustomization against the types of its fields, as kustomize does before it builds anything.
import type { Shape } from './kustomization-shape.ts';
import { isNullish, type Node } from './tree.ts';

/** A value of the wrong type, or a field that there is not. */
export interface ShapeFault {
  readonly kind: 'unknown-field' | 'wrong-type' | 'no-text';
  readonly node: Node;
  /** The field that is wrong, or that holds the list or the mapping with the value. */
  readonly field: string;
}

/**
 * All that is not of its shape. Names of fields are expected in their own case.
 * Source: kustomize api/types/kustomization.go Kustomization.Unmarshal, v5.5, which decodes strictly.
 */
export function* faultsOf(node: Node, shape: Shape, field: string): Iterable<ShapeFault> {
  if (isNullish(node)) return;
  if (typeof shape === 'string') {
    const isNoText = shape === 'text' && node.type === 'scalar';
    if (!isOfType(node, shape)) yield { kind: isNoText ? 'no-text' : 'wrong-type', node, field };
  } else if ('list' in shape) {
    if (node.type !== 'list') yield { kind: 'wrong-type', node, field };
    else for (const item of node.items) yield* faultsOf(item, shape.list, field);
  } else if (node.type !== 'map') {
    yield { kind: 'wrong-type', node, field };
  } else {
    for (const [key, value] of node.entries) {
      const below = 'pairs' in shape ? shape.pairs : fieldOf(shape.fields, key);
      if (below) yield* faultsOf(value, below, key);
      else yield { kind: 'unknown-field', node: value, field: key };
    }
  }
}

/** A YAML 1.1 boolean, which reads as a text elsewhere, is a flag too. */
const FLAG = /^(?:y|n|yes|no|on|off)$/i;

function isOfType(node: Node, shape: 'text' | 'flag' | 'integer' | 'any'): boolean {
  if (shape === 'any') return true;
  if (node.type !== 'scalar') return false;
  const { value } = node;
  // A number beyond all bounds, as `12e4567`, is text to kustomize.
  if (shape === 'text') return typeof value === 'string' || Math.abs(Number(value)) === Infinity;
  if (shape === 'integer') return Number.isInteger(value);
  return typeof value === 'boolean' || (typeof value === 'string' && FLAG.test(value));
}

function fieldOf(fields: Readonly<Record<string, Shape>>, key: string): Shape | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** The same tree with every field in the case that its shape gives it, which kustomize does not ask for. */
export function withCanonicalNames(node: Node, shape: Shape): Node {
  if (typeof shape === 'string' || 'pairs' in shape) return node;
  if ('list' in shape) {
    return node.type === 'list'
      ? { ...node, items: node.items.map((item) => withCanonicalNames(item, shape.list)) }
      : node;
  }
  if (node.type !== 'map') return node;
  const entries = new Map<string, Node>();
  for (const [key, value] of node.entries) {
    const name = canonicalName(shape.fields, key);
    const below = fieldOf(shape.fields, name);
    entries.set(name, below ? withCanonicalNames(value, below) : value);
  }
  return { ...node, entries };
}

function canonicalName(fields: Readonly<Record<string, Shape>>, key: string): string {
  if (Object.hasOwn(fields, key)) return key;
  return Object.keys(fields).find((name) => name.toLowerCase() === key.toLowerCase()) ?? key;
}
