// A stretch of text.

/** UTF-16 offsets, half-open [start, end). Relative to the text it was found in: a document's spans count from the document's start. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The same stretch, counted from an origin that lies `offset` earlier. */
export function shiftSpan(span: Span, offset: number): Span {
  return { start: span.start + offset, end: span.end + offset };
}

/** True when the offset lies in the span or at its end, where a cursor may stand. */
export function touches(span: Span, offset: number): boolean {
  return offset >= span.start && offset <= span.end;
}
