// Where the user is: the document, object and field at an offset of a file.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { originOf, type ManifestFile, type PlacedDocument } from '../workspace/manifest.ts';
import { fieldAt, type FieldPart } from '../yaml/locate.ts';
import { shiftSpan, type Span } from '../yaml/span.ts';
import { spanOfPlace, treeOf } from '../analysis/places.ts';

/** A field under the cursor. */
export interface Cursor {
  readonly object: KubeObject;
  /** From the object's root. */
  readonly path: FieldPath;
  readonly part: FieldPart;
  /** The field's own text, counted from the start of the file. */
  readonly span: Span;
}

/** The document at an offset; `undefined` between documents. */
function documentAt(file: ManifestFile, offset: number): PlacedDocument | undefined {
  return file.documents.findLast(({ start }) => start <= offset);
}

/** The field at an offset; `undefined` outside of objects. */
export function cursorAt(file: ManifestFile, offset: number): Cursor | undefined {
  const placed = documentAt(file, offset);
  const root = placed && treeOf(placed.document).root;
  const field = root && fieldAt(root, offset - placed.start);
  if (!placed || !field) return undefined;
  for (const object of placed.document.objects) {
    const { base } = originOf(object);
    if (!base.every((step, index) => field.path[index] === step)) continue;
    const path = field.path.slice(base.length);
    const { span } = spanOfPlace({ object, path, on: field.part });
    return { object, path, part: field.part, span: shiftSpan(span, placed.start) };
  }
  return undefined;
}

/** The object whose text holds an offset, or the last one before it in the same document. */
export function objectAt(file: ManifestFile, offset: number): KubeObject | undefined {
  const cursor = cursorAt(file, offset);
  return cursor?.object ?? documentAt(file, offset)?.document.objects[0];
}
