// From a fix as a rule states it to edits of text.
import type { ManifestDocument } from '../workspace/manifest.ts';
import { originOf } from '../workspace/manifest.ts';
import { editBetween, moveFields, removeField, renameKey, setField, type TextEdit } from '../yaml/edit.ts';
import { appendItem } from '../yaml/edit-list.ts';
import type { Fix, FixStep } from './fix.ts';
import { pathInDocument } from './places.ts';

/** An edit of one document; its span counts from the document's start. */
export interface DocumentEdit extends TextEdit {
  readonly document: ManifestDocument;
}

/**
 * The edits that carry out a fix, one per document, as small as they can be.
 * Returns `undefined` when a step cannot be done in the style the text is written in: then the fix is not offered.
 */
export function editsOf(fix: Fix): readonly DocumentEdit[] | undefined {
  const texts = new Map<ManifestDocument, string>();
  for (const step of fix.steps) {
    const { document } = originOf(step.object);
    const text = applyStep(texts.get(document) ?? document.text, step);
    if (text === undefined) return undefined;
    texts.set(document, text);
  }
  return [...texts].map(([document, text]) => ({ document, ...editBetween(document.text, text) }));
}

function applyStep(text: string, step: FixStep): string | undefined {
  switch (step.type) {
    case 'set':
      return setField(text, pathInDocument(step.object, step.path), step.value);
    case 'append':
      return appendItem(text, pathInDocument(step.object, step.path), step.item);
    case 'remove':
      return removeField(text, pathInDocument(step.object, step.path));
    case 'rename':
      return renameKey(text, pathInDocument(step.object, step.path), step.key);
    case 'move':
      return moveFields(
        text,
        step.from.map((path) => pathInDocument(step.object, path)),
        pathInDocument(step.object, step.into),
      );
  }
}
