// A file's text to its documents: what each says and what is wrong with it. The scanner reads what it is certain of,
// everything else is the parser's.
import type { Value } from '../../shared/model/value.ts';
import type { YamlProblem } from './nodes.ts';
import { parseDocument, type ParsedDocument } from './parse-document.ts';
import { scanDocument } from './scan.ts';
import type { ScanTable } from './scan-table.ts';
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

/**
 * What one document says, a stretch of its file. Read where it stands, since V8 looks up each character of a slice twice.
 * The tree is not kept: `readTree` gives it again where places are needed. `valueOf` may make less of a scan than its whole value.
 */
export function readDocument(
  file: string,
  start = 0,
  end = file.length,
  valueOf: (scan: ScanTable) => Value = valueOfScan,
): Pick<RawDocument, 'value' | 'problems'> {
  const scan = scanDocument(file, start, end);
  if (scan) return { value: valueOf(scan), problems: NO_PROBLEMS };
  const { root, problems } = parseDocument(file.slice(start, end));
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
    return { start, text: text.slice(start, end), ...readDocument(text, start, end) };
  });
  return { documents };
}
