// A file's text to its documents: what each says and what is wrong with it.
import type { Value } from '../../shared/model/value.ts';
import type { YamlProblem } from './nodes.ts';
import { parseDocument } from './parse-document.ts';
import { splitDocuments } from './split.ts';
import { toValue } from './to-value.ts';

/** One document of a file. Spans in `problems` count from `start`. */
export interface RawDocument {
  /** UTF-16 offset of `text` in the file. */
  readonly start: number;
  readonly text: string;
  /** `undefined` for a document that could not be read at all. */
  readonly value: Value | undefined;
  readonly problems: readonly YamlProblem[];
}

/** What one document's text says. The tree is not kept: `parseDocument` gives it again where places are needed. */
export function readDocument(text: string): Pick<RawDocument, 'value' | 'problems'> {
  const { root, problems } = parseDocument(text);
  return { value: root && toValue(root), problems };
}

/** All documents of a file, in order. Never throws. */
export function readDocuments(text: string): { readonly documents: readonly RawDocument[] } {
  const documents = splitDocuments(text).map(({ start, end }) => {
    const part = text.slice(start, end);
    return { start, text: part, ...readDocument(part) };
  });
  return { documents };
}
