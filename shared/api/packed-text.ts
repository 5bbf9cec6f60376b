// Text in a short form for the bundle: what stood before is written as where it stood.

/** Begins a repetition; it never stands in the text itself. Two digits of distance and one of length follow. */
export const REPEAT = '~';

/** Printable characters that need no escape in any kind of string literal, as digits of base 90. */
export const DIGITS: readonly string[] = Array.from({ length: 95 }, (_, i) =>
  String.fromCharCode(32 + i),
).filter((char) => !'"\'`\\~'.includes(char));

/** How far back a repetition may begin, and how long it may be. */
export const MAX_DISTANCE = DIGITS.length ** 2 - 1;
export const MAX_LENGTH = DIGITS.length - 1;

/** Characters that are made into text at once: more arguments than this are too many for some engines. */
const CHUNK = 4096;

/** Undoes `packText` of `scripts/pack-text.ts`. Linear in the length of the text. */
export function unpackText(packed: string): string {
  const valueOf = new Uint8Array(128);
  for (const [value, digit] of DIGITS.entries()) valueOf[digit.charCodeAt(0)] = value;
  const digitAt = (index: number): number => valueOf[packed.charCodeAt(index)] ?? 0;
  const codes = new Uint8Array(packed.length * MAX_LENGTH);
  const repeat = REPEAT.charCodeAt(0);
  let end = 0;
  for (let i = 0; i < packed.length; i++) {
    const code = packed.charCodeAt(i);
    if (code !== repeat) {
      codes[end++] = code;
      continue;
    }
    const start = end - (digitAt(i + 1) * DIGITS.length + digitAt(i + 2));
    const length = digitAt(i + 3);
    codes.copyWithin(end, start, start + length);
    end += length;
    i += 3;
  }
  return textOf(codes.subarray(0, end));
}

function textOf(codes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < codes.length; i += CHUNK) text += String.fromCharCode(...codes.subarray(i, i + CHUNK));
  return text;
}
