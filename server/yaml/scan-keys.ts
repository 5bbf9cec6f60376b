// Keys: their hash, by which duplicates are found and strings are shared.
import { textOfQuoted } from './scan-text.ts';
import { COLON, codeAt, isBlank } from './scan-characters.ts';
import { REFUSED, type ScanState } from './scan-state.ts';
import { DERIVED, KIND, PLAIN } from './scan-table.ts';
import { keyText, resolvePlainScalar } from './scalars.ts';

/** In a block the parser allows 1,024 characters up to the colon. */
export const LONGEST_KEY = 1000;

/**
 * Adds a key and enters it among those of its mapping, which begin at `firstKey`; false when it is there already,
 * or could be: two texts with the same hash are not told apart.
 */
export function addKey(scan: ScanState, what: number, start: number, end: number, firstKey: number): boolean {
  if (what === PLAIN && end - start === 2 && scan.text.startsWith('<<', start)) {
    return refuse(scan, 'merge key');
  }
  let flags = what;
  if ((what & KIND) === PLAIN && mayBeNoText(scan.text, start, end)) {
    const raw = scan.text.slice(start, end);
    if (keyText(resolvePlainScalar(raw)) !== raw) flags |= DERIVED;
  }
  const hash = hashOfKey(scan.text, flags, start, end);
  scan.add(flags, start, end, hash);
  return scan.addKey(firstKey, hash) || refuse(scan, 'duplicate key');
}

/**
 * The colon behind a key of the usual kind (letters, digits, `_`, `-`, `.` and `/`, after a letter) that is followed by a blank;
 * its hash is left in `keyHash`. `REFUSED` for anything else, which is no refusal of the document.
 */
export function scanUsualKey(scan: ScanState, start: number): number {
  const { text, end } = scan;
  if (codeAt(scan, start) < FIRST_LETTER) return REFUSED;
  let hash = 0;
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f || IN_USUAL_KEY[code] === 0) break;
    hash = (Math.imul(hash, 31) + code) | 0;
  }
  if (at === start || at + 1 >= end || text.charCodeAt(at) !== COLON || !isBlank(text.charCodeAt(at + 1)))
    return REFUSED;
  if (at - start <= LONGEST_WORD ? mayBeNoText(text, start, at) : at - start > LONGEST_KEY) return REFUSED;
  scan.keyHash = hash;
  return at;
}

/** Letters and `_` come behind digits, `-`, `.` and `/`. */
const FIRST_LETTER = 0x41;
const IN_USUAL_KEY = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  IN_USUAL_KEY[code] = /[-\w./]/.test(String.fromCharCode(code)) ? 1 : 0;
}

/** Adds a key of the usual kind, just scanned. */
export function addUsualKey(scan: ScanState, start: number, end: number, firstKey: number): boolean {
  scan.add(PLAIN, start, end, scan.keyHash);
  return scan.addKey(firstKey, scan.keyHash) || refuse(scan, 'duplicate key');
}

/** The text of a key as Kubernetes sees it. */
export function textOfKey(text: string, flags: number, start: number, end: number): string {
  if ((flags & KIND) !== PLAIN) return textOfQuoted(text, flags, start, end);
  const raw = text.slice(start, end);
  return (flags & DERIVED) === 0 ? raw : keyText(resolvePlainScalar(raw));
}

function hashOfKey(text: string, flags: number, start: number, end: number): number {
  if ((flags & DERIVED) !== 0) {
    const derived = textOfKey(text, flags, start, end);
    return hashOf(derived, 0, derived.length);
  }
  const nQuotes = (flags & KIND) === PLAIN ? 0 : 1;
  return hashOf(text, start + nQuotes, end - nQuotes);
}

function hashOf(text: string, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

/** True when plain text may stand for a number, a boolean or nothing: it begins as one. */
export function mayBeNoText(text: string, start: number, end: number): boolean {
  const code = text.charCodeAt(start);
  if (code < 0x3a) return code > 0x2a;
  const length = end - start;
  if (length > LONGEST_WORD) return false;
  if (length === 1) return code === 0x7e || (code | 0x20) === 0x79 || (code | 0x20) === 0x6e;
  return beginsWord((code << 8) | text.charCodeAt(start + 1) | 0x2020);
}

/** Of the words in scalars.ts: `false`. */
const LONGEST_WORD = 5;

/** The first two letters of those words. */
function beginsWord(letters: number): boolean {
  switch (letters) {
    case 0x6e6f: // no
    case 0x6e75: // null
    case 0x6f66: // off
    case 0x6f6e: // on
    case 0x7965: // yes
    case 0x7472: // true
    case 0x6661: // false
      return true;
    default:
      return false;
  }
}

function refuse(scan: ScanState, why: string): false {
  scan.refuse(why);
  return false;
}
