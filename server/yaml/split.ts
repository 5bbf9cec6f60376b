// Cuts a file into documents before anything is parsed, so that a broken document never harms its neighbours.
// YAML forbids a `---` line at column 0 inside any scalar, which makes the cut safe without parsing.
import type { Span } from './span.ts';

/** Where one document stands in its file: after its `---` marker, up to the next marker or the line `...`. */
export type DocumentSpan = Span;

const BLANK = /^(?:\s|#[^\n]*(?:\n|$)|%[^\n]*(?:\n|$)|\uFEFF)*$/;

/**
 * The documents of a file in order. Stretches with nothing but white space, comments and directives are left out.
 * Text after a `...` line belongs to no document until the next `---`, as kubectl reads it.
 * JSON values that follow each other without a separator are documents of their own.
 */
export function splitDocuments(text: string): readonly DocumentSpan[] {
  const spans: DocumentSpan[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  let isIgnored = false;
  const push = (end: number): void => {
    if (!isIgnored && !BLANK.test(text.slice(start, end))) spans.push(...splitJson(text, { start, end }));
  };
  let dashes = markerFrom(text, '---', 0);
  let dots = markerFrom(text, '...', 0);
  while (dashes < text.length || dots < text.length) {
    const at = Math.min(dashes, dots);
    push(at);
    isIgnored = at === dots;
    start = at + 3;
    if (isIgnored) dots = markerFrom(text, '...', start);
    else dashes = markerFrom(text, '---', start);
  }
  push(text.length);
  return spans;
}

/** Where a line next begins with a marker that nothing but a blank follows; the text's length where none does. */
function markerFrom(text: string, marker: '---' | '...', from: number): number {
  for (let at = text.indexOf(marker, from); at >= 0; at = text.indexOf(marker, at + 1)) {
    const next = text.charAt(at + 3);
    if (isLineBreak(text.charAt(at - 1)) && (next === ' ' || next === '\t' || isLineBreak(next))) return at;
  }
  return text.length;
}

/** True for what ends a line, the ends of the text included. */
function isLineBreak(character: string): boolean {
  return LINE_BREAKS.includes(character);
}

const LINE_BREAKS = '\n\r\u2028\u2029';

/** Splits `{…}{…}`. A stretch that is not a sequence of JSON objects and nothing else stays whole. */
function splitJson(text: string, whole: DocumentSpan): readonly DocumentSpan[] {
  const spans: DocumentSpan[] = [];
  let at = skipSpace(text, whole.start);
  while (at < whole.end && text[at] === '{') {
    const end = endOfJsonObject(text, at, whole.end);
    if (end === undefined) break;
    spans.push({ start: spans.length === 0 ? whole.start : at, end });
    at = skipSpace(text, end);
  }
  const isSequence = spans.length > 1 && at >= whole.end;
  return isSequence ? spans : [whole];
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}

function endOfJsonObject(text: string, from: number, limit: number): number | undefined {
  let depth = 0;
  for (let at = from; at < limit; at++) {
    const character = text[at];
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
    else if (character === '"') at = endOfString(text, at, limit);
  }
  return undefined;
}

/** The offset of the closing quote of a JSON string. */
function endOfString(text: string, from: number, limit: number): number {
  let at = from + 1;
  while (at < limit && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
