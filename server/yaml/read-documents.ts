// A file's text to its documents: what each says and what is wrong with it. The scanner reads what it is certain of,
// everything else is the parser's.
import type { Value } from '../../shared/model/value.ts';
import type { YamlProblem } from './nodes.ts';
import { parseDocument, type ParsedDocument } from './parse-document.ts';
import { scanDocument } from './scan.ts';
import { treeOfScan } from './scan-tree.ts';
import { valueOfScan } from './scan-value.ts';
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

/** What a document says and what is wrong with it. The tree is not kept: `readTree` gives it again where places are needed. */
export function readDocument(text: string): Pick<RawDocument, 'value' | 'problems'> {
  const table = scanDocument(text);
  return table ? { value: valueOfScan(table), problems: NO_PROBLEMS } : parseValue(text);
}

/** The same for a document that the scanner has refused. */
export function parseValue(text: string): Pick<RawDocument, 'value' | 'problems'> {
  const { root, problems } = parseDocument(text);
  return { value: root && toValue(root), problems };
}

/** Of documents that the scanner reads: it refuses whatever is wrong. */
export const NO_PROBLEMS: readonly YamlProblem[] = [];

/** The syntax tree of one document's text. */
export function readTree(text: string): ParsedDocument {
  const table = scanDocument(text);
  return table ? { root: treeOfScan(table), problems: [] } : parseDocument(text);
}

/** All documents of a file, in order. Never throws. */
export function readDocuments(text: string): { readonly documents: readonly RawDocument[] } {
  const documents = splitDocuments(text).map(({ start, end }) => {
    const own = text.slice(start, end);
    return { start, text: own, ...readDocument(own) };
  });
  return { documents };
}
