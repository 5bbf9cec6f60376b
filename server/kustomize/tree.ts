// Objects while they are being built: values that remember where they were written.
// A build works on copies of its own, so nodes here may change; what a file says never does.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { Value } from '../../shared/model/value.ts';

/** One document of a file, or one document of a text that stands in a field of another document. */
export interface Source {
  readonly uri: string;
  /** Index of the document in its file or text. */
  readonly document: number;
  /** The field that holds the text; `undefined` for a document of a file. */
  readonly host: Place | undefined;
}

/** A field of a source. Linked upwards, so that it costs the same at any depth. */
export interface Place {
  readonly source: Source;
  readonly parent: Place | undefined;
  /** The last step of the path; `undefined` at the root. */
  readonly step: string | number | undefined;
  /** Where the value stood that this one was put over or made from. */
  readonly over: Place | undefined;
}

/** A scalar. */
export interface ScalarNode {
  readonly type: 'scalar';
  value: null | boolean | number | string;
  from: Place;
}

/** A mapping, keys in source order. */
export interface MapNode {
  readonly type: 'map';
  readonly entries: Map<string, Node>;
  from: Place;
}

/** A list. */
export interface ListNode {
  readonly type: 'list';
  items: Node[];
  from: Place;
}

/** Any node. */
export type Node = ScalarNode | MapNode | ListNode;

/** Where a value was written. */
export interface Origin {
  readonly uri: string;
  /** Index of the document in its file. */
  readonly document: number;
  readonly path: FieldPath;
  /** For a field of a patch that is text inside the kustomization: `path` is that text, this the field in it. */
  readonly inline?: { readonly document: number; readonly path: FieldPath };
  /** Where the value stood that this one was put over or made from: the name before its prefix, the field before a patch. */
  readonly over?: Origin;
}

/** The root of a source. */
export function rootPlace(source: Source): Place {
  return { source, parent: undefined, step: undefined, over: undefined };
}

/** A field below another. */
export function placeBelow(parent: Place, step: string | number): Place {
  return { source: parent.source, parent, step, over: undefined };
}

/** The same place, noting what it was put over. */
export function placeOver(place: Place, over: Place | undefined): Place {
  return over === undefined || over === place ? place : { ...place, over };
}

/** A place in the terms that the outside knows. */
export function originOf(place: Place): Origin {
  const { source } = place;
  const path = pathOf(place);
  const here: Origin = source.host
    ? { ...withoutOver(originOf(source.host)), inline: { document: source.document, path } }
    : { uri: source.uri, document: source.document, path };
  return place.over ? { ...here, over: originOf(place.over) } : here;
}

function withoutOver({ uri, document, path }: Origin): Origin {
  return { uri, document, path };
}

/** The steps from the root of the source. */
export function pathOf(place: Place): FieldPath {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at?.step !== undefined; at = at.parent) path.push(at.step);
  return path.reverse();
}

/** A copy that shares nothing that may change. */
export function cloneNode<N extends Node>(node: N): N;
export function cloneNode(node: Node): Node {
  switch (node.type) {
    case 'scalar':
      return { ...node };
    case 'list':
      return { type: 'list', items: node.items.map((item) => cloneNode(item)), from: node.from };
    case 'map':
      return {
        type: 'map',
        entries: new Map([...node.entries].map(([key, value]) => [key, cloneNode(value)])),
        from: node.from,
      };
  }
}

/** What a node says, without its places. */
export function toPlainValue(node: Node): Value {
  switch (node.type) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toPlainValue);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, value]) => [key, toPlainValue(value)]));
  }
}

/** True when two nodes say the same, in whatever order their keys stand. */
export function isSameValue(a: Node, b: Node): boolean {
  if (a.type === 'scalar') return b.type === 'scalar' && a.value === b.value;
  if (a.type === 'list')
    return (
      b.type === 'list' &&
      a.items.length === b.items.length &&
      a.items.every((item, index) => isSameValue(item, b.items[index] ?? item))
    );
  return (
    b.type === 'map' &&
    a.entries.size === b.entries.size &&
    [...a.entries].every(([key, value]) => {
      const other = b.entries.get(key);
      return other !== undefined && isSameValue(value, other);
    })
  );
}

/** The node at the end of a path; `undefined` when a step is missing or of another shape. */
export function nodeAt(node: Node | undefined, path: FieldPath): Node | undefined {
  let here = node;
  for (const step of path) {
    if (typeof step === 'number') here = here?.type === 'list' ? here.items[step] : undefined;
    else here = here?.type === 'map' ? here.entries.get(step) : undefined;
  }
  return here;
}

/** The text of a scalar, numbers and booleans included; `undefined` for null, lists and mappings. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.type === 'scalar' && node.value !== null ? String(node.value) : undefined;
}

/** The text at the end of a path, or the empty string. */
export function textAt(node: Node | undefined, path: FieldPath): string {
  return textOf(nodeAt(node, path)) ?? '';
}

/** True for nothing at all and for null. */
export function isNullish(node: Node | undefined): node is undefined | (ScalarNode & { value: null }) {
  return node === undefined || (node.type === 'scalar' && node.value === null);
}

/** The items of a list, the entries of anything else being none. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.type === 'list' ? node.items : [];
}

/** The entries of a mapping; none for anything else. */
export function entriesOf(node: Node | undefined): readonly (readonly [string, Node])[] {
  return node?.type === 'map' ? [...node.entries] : [];
}

/** A mapping with nothing in it. */
export function emptyMap(from: Place): MapNode {
  return { type: 'map', entries: new Map(), from };
}

/** Puts a text at a field of a mapping, noting what stood there. */
export function setText(map: MapNode, key: string, value: string, from: Place): void {
  map.entries.set(key, { type: 'scalar', value, from: placeOver(from, map.entries.get(key)?.from) });
}

/** Puts other entries in the place of a mapping's own. */
export function replaceEntries(map: MapNode, by: MapNode): void {
  map.entries.clear();
  for (const [key, value] of by.entries) map.entries.set(key, value);
}
