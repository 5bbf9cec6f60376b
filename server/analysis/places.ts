// From fields to text: where a finding's place stands in its document.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { originOf, type ManifestDocument } from '../workspace/manifest.ts';
import { spanOfField } from '../yaml/locate.ts';
import type { ParsedDocument } from '../yaml/parse-document.ts';
import { readTree } from '../yaml/read-documents.ts';
import type { Span } from '../yaml/span.ts';
import type { Place } from './rule.ts';

const trees = new WeakMap<ManifestDocument, ParsedDocument>();

/** The syntax tree of a document, parsed on first use. */
export function treeOf(document: ManifestDocument): ParsedDocument {
  let tree = trees.get(document);
  if (!tree) {
    tree = readTree(document.text);
    trees.set(document, tree);
  }
  return tree;
}

/** A span within a document. */
export interface DocumentSpan {
  readonly document: ManifestDocument;
  /** Counts from the document's start. */
  readonly span: Span;
}

/** Where a place stands. */
export function spanOfPlace(place: Place): DocumentSpan {
  if ('document' in place) return place;
  const { document, base } = originOf(place.object);
  const root = treeOf(document).root;
  const span = root
    ? spanOfField(root, [...base, ...place.path], place.on ?? 'value')
    : { start: 0, end: document.text.length };
  return { document, span };
}

/** The path of an object's field from the root of its document: `items[1].spec` in a List. */
export function pathInDocument(object: KubeObject, path: FieldPath): FieldPath {
  return [...originOf(object).base, ...path];
}
