// Writes a text in the short form that `shared/api/packed-text.ts` reads.
import { DIGITS, MAX_DISTANCE, MAX_LENGTH, REPEAT } from '../shared/api/packed-text.ts';

/** A repetition is four characters, so it pays from five on. */
const MIN_LENGTH = 5;

/**
 * The short form of a text. A repetition never overlaps itself.
 * @throws {RangeError} when the text has a character that the short form needs for itself, or that is not printable ASCII.
 */
export function packText(text: string): string {
  const foreign = /[^ -}]|["'`\\]/.exec(text);
  if (foreign) throw new RangeError(`no place in packed text for ${JSON.stringify(foreign[0])}`);
  const seen = new Map<string, number[]>();
  const see = (index: number): void => {
    const key = text.slice(index, index + MIN_LENGTH);
    const places = seen.get(key);
    if (places) places.push(index);
    else seen.set(key, [index]);
  };
  let packed = '';
  for (let i = 0; i < text.length;) {
    const best = longestBefore(text, i, seen.get(text.slice(i, i + MIN_LENGTH)) ?? []);
    see(i);
    const next = longestBefore(text, i + 1, seen.get(text.slice(i + 1, i + 1 + MIN_LENGTH)) ?? []);
    // One character as it is, when a clearly longer repetition begins right after it.
    if (best.length < MIN_LENGTH || next.length > best.length + 1) {
      packed += text[i++];
      continue;
    }
    packed += repetition(i - best.start, best.length);
    for (let k = 1; k < best.length; k++) see(i + k);
    i += best.length;
  }
  return packed;
}

function longestBefore(
  text: string,
  index: number,
  places: readonly number[],
): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (const start of places) {
    if (index - start > MAX_DISTANCE) continue;
    const max = Math.min(MAX_LENGTH, index - start, text.length - index);
    let length = 0;
    while (length < max && text[start + length] === text[index + length]) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}

function repetition(distance: number, length: number): string {
  const base = DIGITS.length;
  return (
    REPEAT + [Math.floor(distance / base), distance % base, length].map((digit) => DIGITS[digit]).join('')
  );
}
