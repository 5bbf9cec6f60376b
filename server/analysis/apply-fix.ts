// From a fix as a rule states it to edits of text.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { valueAt } from '../../shared/model/value.ts';
import type { ManifestDocument } from '../workspace/manifest.ts';
import { originOf } from '../workspace/manifest.ts';
import { editBetween, moveFields, removeField, renameKey, setField, type TextEdit } from '../yaml/edit.ts';
import { appendItem } from '../yaml/edit-list.ts';
import { moveThroughFlow } from '../yaml/move-flow.ts';
import { readDocument } from '../yaml/read-documents.ts';
import { wrapItem } from '../yaml/wrap-item.ts';
import type { Fix, FixStep } from './fix.ts';
import { pathInDocument, writtenPlace } from './places.ts';
import type { FieldPlace } from './rule.ts';

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
  const steps = fix.steps.map(inText);
  if (!steps.every((step) => step !== undefined)) return undefined;
  const texts = new Map<ManifestDocument, string>();
  const isAdded = (step: FixStep): step is DocumentStep => step.type === 'document';
  for (const step of steps) {
    if (isAdded(step)) continue;
    const document = step.type === 'text' ? step.document : originOf(step.object).document;
    const before = texts.get(document) ?? document.text;
    const text = step.type === 'text' ? replaceText(before, step) : applyStep(before, step);
    if (text === undefined) return undefined;
    texts.set(document, text);
  }
  if ([...texts].some(([document, text]) => breaksAliases(document, text))) return undefined;
  // Last, since the steps above see one document.
  for (const { behind, newText } of steps.filter(isAdded)) {
    const { document } = originOf(behind);
    const text = addDocument(texts.get(document) ?? document.text, newText);
    if (text === undefined) return undefined;
    texts.set(document, text);
  }
  return [...texts].map(([document, text]) => ({ document, ...editBetween(document.text, text) }));
}

/**
 * The step in terms of the object as it is written. `undefined` for a step that would have to change a value which kustomize
 * made, or which stands in a patch that is text: then the fix is not offered.
 */
function inText(step: FixStep): FixStep | undefined {
  switch (step.type) {
    case 'text':
      return step;
    case 'document': {
      const at = writtenPlace({ object: step.behind, path: [] });
      return 'object' in at ? { ...step, behind: at.object } : undefined;
    }
    case 'set':
    case 'append':
    case 'remove':
    case 'rename':
    case 'wrap': {
      const at = exactPlace(step.object, step.path);
      return at && { ...step, object: at.object, path: at.path };
    }
    case 'move':
      return originOf(step.object).written ? undefined : step;
  }
}

function exactPlace(object: KubeObject, path: FieldPath): FieldPlace | undefined {
  const { written } = originOf(object);
  if (!written) return { object, path };
  if (valueAt(object.raw, path) !== undefined && !written(path).isExact) return undefined;
  // A field to be added belongs where what is above it is written.
  for (let length = path.length; length > 0; length--) {
    const above = path.slice(0, length);
    const { isExact } = written(above);
    if (!isExact) continue;
    const at = writtenPlace({ object, path: above });
    return 'object' in at ? { object: at.object, path: [...at.path, ...path.slice(length)] } : undefined;
  }
  return undefined;
}

/** What may be an anchor: nearly all documents have none, so that nothing has to be read again. */
const ANCHOR = /(?:^|[\s,[{])&\S/;

/** True when an anchor is gone, or has come to stand behind its aliases, so that a document which could be read no longer can. */
function breaksAliases(document: ManifestDocument, text: string): boolean {
  const isBroken = ({ problems }: Pick<ManifestDocument, 'problems'>): boolean =>
    problems.some(({ kind }) => kind === 'syntax');
  return ANCHOR.test(document.text) && !isBroken(document) && isBroken(readDocument(text));
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
    case 'wrap':
      return wrapItem(text, pathInDocument(step.object, step.path));
    case 'move': {
      const from = step.from.map((path) => pathInDocument(step.object, path));
      const into = pathInDocument(step.object, step.into);
      return moveFields(text, from, into) ?? moveThroughFlow(text, from, into);
    }
  }
}
