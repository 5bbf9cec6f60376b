// Spans of files as the ranges of lines and characters that editors and reports name.
import type { Position, Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ManifestFile } from '../workspace/manifest.ts';
import type { Span } from '../yaml/span.ts';

/** No line break is longer. */
const LINE_BREAK = 2;

const texts = new WeakMap<ManifestFile, TextDocument>();

/** A file's text with its line breaks indexed; computed once per version. */
export function textOf(file: ManifestFile): TextDocument {
  let text = texts.get(file);
  if (!text) {
    text = TextDocument.create(file.uri, 'yaml', 0, file.text);
    texts.set(file, text);
  }
  return text;
}

/** Takes over an editor's document for the version of a file that has its text: its line breaks are known already. */
export function shareText(file: ManifestFile | undefined, document: TextDocument): void {
  if (file) texts.set(file, document);
}

/** A span of a file as a range. */
export function toRange(file: ManifestFile, span: Span): Range {
  const text = textOf(file);
  const start = text.positionAt(span.start);
  // Most spans end on the line they begin on, and need not be looked for among all lines again.
  const nextLine = text.offsetAt({ line: start.line + 1, character: 0 });
  const isOnLine = span.start <= span.end && span.end <= nextLine - LINE_BREAK;
  const end = isOnLine
    ? { line: start.line, character: start.character + span.end - span.start }
    : text.positionAt(span.end);
  return { start, end };
}

/** True for ranges that begin and end at the same places. */
export function isSameRange(a: Range, b: Range): boolean {
  return isSamePosition(a.start, b.start) && isSamePosition(a.end, b.end);
}

/** True for the same line and character. */
export function isSamePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}
