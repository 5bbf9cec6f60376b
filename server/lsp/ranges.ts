// Spans of files as the ranges of lines and characters that editors and reports name.
import type { Position, Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ManifestFile } from '../workspace/manifest.ts';
import type { Span } from '../yaml/span.ts';

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
  return { start: text.positionAt(span.start), end: text.positionAt(span.end) };
}

/** True for ranges that begin and end at the same places. */
export function isSameRange(a: Range, b: Range): boolean {
  return isSamePosition(a.start, b.start) && isSamePosition(a.end, b.end);
}

/** True for the same line and character. */
export function isSamePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}
