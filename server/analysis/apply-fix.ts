// From a fix as a rule states it to edits of text.
import type { ManifestDocument } from '../workspace/manifest.ts';
import { originOf } from '../workspace/manifest.ts';
import { editBetween, moveFields, removeField, renameKey, setField, type TextEdit } from '../yaml/edit.ts';
import { appendItem } from '../yaml/edit-list.ts';
import { moveThroughFlow } from '../yaml/move-flow.ts';
import type { Fix, FixStep } from './fix.ts';
import { pathInDocument } from './places.ts';

type TextStep = Extract<FixStep, { type: 'text' }>;
type DocumentStep = Extract<FixStep, { type: 'document' }>;

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
  const isAdded = (step: FixStep): step is DocumentStep => step.type === 'document';
  for (const step of fix.steps) {
    if (isAdded(step)) continue;
    const document = step.type === 'text' ? step.document : originOf(step.object).document;
    const before = texts.get(document) ?? document.text;
    const text = step.type === 'text' ? replaceText(before, step) : applyStep(before, step);
    if (text === undefined) return undefined;
    texts.set(document, text);
  }
  // Last, since the steps above see one document.
  for (const { behind, newText } of fix.steps.filter(isAdded)) {
    const { document } = originOf(behind);
    const text = addDocument(texts.get(document) ?? document.text, newText);
    if (text === undefined) return undefined;
    texts.set(document, text);
  }
  return [...texts].map(([document, text]) => ({ document, ...editBetween(document.text, text) }));
}

/** The text up to the stretch must still be what the document says. */
function replaceText(text: string, { document, span, newText }: TextStep): string | undefined {
  if (!text.startsWith(document.text.slice(0, span.end))) return undefined;
  return text.slice(0, span.start) + newText + text.slice(span.end);
}

/** A document behind another; none behind JSON, where a separator would stand out. */
function addDocument(text: string, newText: string): string | undefined {
  if (/^\s*[{[]/.test(text)) return undefined;
  return `${text}${text.endsWith('\n') ? '' : '\n'}---\n${newText.trimEnd()}\n`;
}

function applyStep(text: string, step: Exclude<FixStep, TextStep | DocumentStep>): string | undefined {
  switch (step.type) {
    case 'set':
      return setField(text, pathInDocument(step.object, step.path), step.value);
    case 'append':
      return appendItem(text, pathInDocument(step.object, step.path), step.item);
    case 'remove':
      return removeField(text, pathInDocument(step.object, step.path));
    case 'rename':
      return renameKey(text, pathInDocument(step.object, step.path), step.key);
    case 'move': {
      const from = step.from.map((path) => pathInDocument(step.object, path));
      const into = pathInDocument(step.object, step.into);
      return moveFields(text, from, into) ?? moveThroughFlow(text, from, into);
    }
  }
}
