// Short texts, each kept once however often it is read.

/** Longer slices V8 keeps as a part of the text they were cut from, which must not be kept for their sake. */
const LONGEST_SHARED = 12;
const sharedTexts: (string | undefined)[] = Array.from({ length: 8192 });

/** A stretch of a text. Short ones are shared between all documents: names and words come again and again. */
export function sharedText(text: string, start: number, end: number): string {
  if (end - start > LONGEST_SHARED) return text.slice(start, end);
  let hash = 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  const slot = hash & 8191;
  const known = sharedTexts[slot];
  if (known !== undefined && known.length === end - start && standsAt(text, known, start)) return known;
  const made = text.slice(start, end);
  sharedTexts[slot] = made;
  return made;
}

/** As `text.startsWith(part, at)`, which takes several times as long. */
export function standsAt(text: string, part: string, at: number): boolean {
  for (let index = 0; index < part.length; index++)
    if (text.charCodeAt(at + index) !== part.charCodeAt(index)) return false;
  return true;
}
