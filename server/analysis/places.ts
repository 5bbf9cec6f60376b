// From fields to text: where a finding's place stands in its document.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { originOf, type ManifestDocument } from '../workspace/manifest.ts';
import { locateOrigin } from '../kustomize/locate-origin.ts';
import { spanOfField, type FieldPart } from '../yaml/locate.ts';
import type { ParsedDocument } from '../yaml/parse-document.ts';
import { readTree } from '../yaml/read-documents.ts';
import { ScanPlaces } from '../yaml/scan-locate.ts';
import type { Span } from '../yaml/span.ts';
import type { Place } from './rule.ts';

/** So many trees are kept: they are large, and made again in less time than it takes to read a file. */
const MAX_TREES = 8;

const trees = new Map<ManifestDocument, ParsedDocument>();

/** The syntax tree of a document, parsed on first use. */
export function treeOf(document: ManifestDocument): ParsedDocument {
  let tree = trees.get(document);
  if (tree) return tree;
  tree = readTree(document.text);
  for (const [oldest] of trees) {
    if (trees.size < MAX_TREES) break;
    trees.delete(oldest);
  }
  trees.set(document, tree);
  return tree;
}

const scanPlaces = new ScanPlaces();

/** A span within a document. */
export interface DocumentSpan {
  readonly document: ManifestDocument;
  /** Counts from the document's start. */
  readonly span: Span;
}

/** A place in the text: for a field of a built object where it is written, in its own document, a patch or a kustomization. */
export function writtenPlace(place: Place): Place {
  if ('document' in place) return place;
  const { written } = originOf(place.object);
  if (!written) return place;
  const { document, path, inline } = written(place.path);
  const span = inline && locateOrigin(document.text, { path, inline }, place.on ?? 'value');
  if (span) return { document, span };
  const object = document.objects.find((one) => originOf(one).base.every((step, at) => path[at] === step));
  if (!object) return { document, span: spanIn(document, path, place.on ?? 'value') };
  const own = path.slice(originOf(object).base.length);
  // What is not written at all is told at the nearest field above it, as a whole.
  const on = place.on ?? (own.length < place.path.length ? 'key' : 'value');
  return { object, path: own, on };
}

/** Where a place stands. */
export function spanOfPlace(place: Place): DocumentSpan {
  return spanOfWritten(writtenPlace(place));
}

/** Where a place stands that `writtenPlace` gave. */
export function spanOfWritten(place: Place): DocumentSpan {
  if ('document' in place) return place;
  const { document } = originOf(place.object);
  return { document, span: spanIn(document, pathInDocument(place.object, place.path), place.on ?? 'value') };
}

/** Where a field of a document stands; the whole document where that cannot be read. */
export function spanIn(document: ManifestDocument, path: FieldPath, on: FieldPart): Span {
  const span = scanPlaces.spanOf(document.text, path, on);
  if (span) return span;
  const { root } = treeOf(document);
  return root ? spanOfField(root, path, on) : { start: 0, end: document.text.length };
}

/** The path of an object's field from the root of its document: `items[1].spec` in a List. */
export function pathInDocument(object: KubeObject, path: FieldPath): FieldPath {
  const { base } = originOf(object);
  return base.length === 0 ? path : [...base, ...path];
}
