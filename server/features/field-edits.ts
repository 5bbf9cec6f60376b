// What the panel asks of text: which field is at a place, and which edits write values at fields.
import type { Anchor, FieldEdit } from '../../shared/messages/preview.ts';
import { formatFieldPath, parseFieldPath } from '../../shared/model/field-path.ts';
import { editsOf } from '../analysis/apply-fix.ts';
import type { RuleContext } from '../analysis/context.ts';
import type { FixStep } from '../analysis/fix.ts';
import { pathInDocument } from '../analysis/places.ts';
import { originOf } from '../workspace/manifest.ts';
import { shiftSpan } from '../yaml/span.ts';
import { cursorAt } from './cursor.ts';
import { anchorOf } from './preview-scene.ts';
import type { FileEdit } from './quick-fix.ts';

/** The field at an offset; `undefined` outside of objects. */
export function fieldAt(uri: string, offset: number, ctx: RuleContext): Anchor | undefined {
  const file = ctx.snapshot.file(uri);
  const cursor = file && cursorAt(file, offset);
  if (!cursor) return undefined;
  return {
    ...anchorOf(cursor.object, [], ctx),
    field: formatFieldPath(pathInDocument(cursor.object, cursor.path)),
  };
}

/** The edits that write values at fields; `undefined` when an object is gone or a value does not fit the text's style. */
export function fieldEdits(edits: readonly FieldEdit[], ctx: RuleContext): readonly FileEdit[] | undefined {
  const steps: FixStep[] = [];
  for (const edit of edits) {
    const step = toStep(edit, ctx);
    if (!step) return undefined;
    steps.push(step);
  }
  return editsOf({ title: '', steps })?.flatMap(({ document, span, newText }): FileEdit[] => {
    const placed = ctx.snapshot.placeOf(document);
    return placed ? [{ uri: document.uri, span: shiftSpan(span, placed.start), newText }] : [];
  });
}

function toStep({ anchor, value }: FieldEdit, { snapshot }: RuleContext): FixStep | undefined {
  const path = parseFieldPath(anchor.field);
  const placed = snapshot.file(anchor.uri)?.documents[anchor.document];
  const object = placed?.document.objects.find((one) =>
    originOf(one).base.every((step, index) => path?.[index] === step),
  );
  if (!path || !object) return undefined;
  return { type: 'set', object, path: path.slice(originOf(object).base.length), value };
}
