// Hashes as kube-proxy puts them into the names of chains and sets.
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BITS_PER_LETTER = 5;

/** The first letters of the SHA-256 of a text in base32: `LOLE4ISW44XBNF3G`. At most 51 letters. */
export function shortHash(text: string, nLetters: number): string {
  let letters = '';
  let bits = 0;
  let nBits = 0;
  for (const byte of sha256(utf8ToBytes(text))) {
    bits = (bits << 8) | byte;
    for (nBits += 8; nBits >= BITS_PER_LETTER; nBits -= BITS_PER_LETTER) {
      letters += BASE32.charAt((bits >>> (nBits - BITS_PER_LETTER)) & 31);
    }
    bits &= 31;
    if (letters.length >= nLetters) break;
  }
  return letters.slice(0, nLetters);
}
