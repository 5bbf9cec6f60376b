// From an origin to the text that it means, also inside a patch that is written as text in the kustomization.
import { locate, spanOfField, type FieldPart } from '../yaml/locate.ts';
import { readTree } from '../yaml/read-documents.ts';
import { shiftSpan, type Span } from '../yaml/span.ts';
import { splitDocuments } from '../yaml/split.ts';
import type { Origin } from './tree.ts';

/**
 * The span of an origin's field, counted from the start of `text`, which is the text of its document.
 * A field inside a literal block (`|`) is found there; inside text of another style the whole text is meant.
 * `undefined` when the document cannot be read.
 */
export function locateOrigin(
  text: string,
  { path, inline }: Pick<Origin, 'path' | 'inline'>,
  part: FieldPart,
): Span | undefined {
  const { root } = readTree(text);
  if (!root) return undefined;
  const outer = spanOfField(root, path, part);
  const { node } = locate(root, path);
  if (!inline || node.type !== 'scalar' || node.style !== 'block' || typeof node.value !== 'string')
    return outer;
  const written = text.slice(node.span.start, node.span.end);
  if (!written.startsWith('|')) return outer;
  const inner = spanInDocuments(node.value, inline, part);
  return inner ? shiftSpan(spanInBlock(written, node.value, inner), node.span.start) : outer;
}

function spanInDocuments(
  text: string,
  { document, path }: NonNullable<Origin['inline']>,
  part: FieldPart,
): Span | undefined {
  const place = splitDocuments(text)[document];
  const root = place && readTree(text.slice(place.start, place.end)).root;
  return root && shiftSpan(spanOfField(root, path, part), place.start);
}

/** A span of a literal block's value in the block as written: every line has its indentation before it. */
function spanInBlock(written: string, value: string, { start, end }: Span): Span {
  const lines = written.split('\n').slice(1);
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const valueFirst = value.split('\n').find((line) => line.trim() !== '') ?? '';
  const indent = first.trimEnd().length - valueFirst.trimEnd().length;
  const header = written.indexOf('\n') + 1;
  const shift = (offset: number): number => {
    const before = value.slice(0, offset);
    const lineIndex = before.split('\n').length - 1;
    let indents = 0;
    for (const line of lines.slice(0, lineIndex + 1)) indents += Math.min(indent, line.length);
    return header + offset + indents;
  };
  return { start: shift(start), end: shift(end) };
}
