// Names of objects that were probably meant to be one.
import { distance } from 'fastest-levenshtein';

const MAX_TYPING_DISTANCE = 2;

/** Words that people add to the name of a Service, or leave out. */
const EXTRA_WORD =
  /^(?:svc|service|headless|internal|external|lb|srv)-|-(?:svc|service|headless|hs|internal|external|lb|clusterip|nodeport|loadbalancer|srv|ep|endpoints?)$/g;

/** A name without words that say what kind of object it is: `api` of `api-svc` and `service-api`. */
export function stemOf(name: string): string {
  return name.replace(EXTRA_WORD, '');
}

/** True for names that differ by a slip of the pen (`jordy` and `jrody`), or by a word such as `svc` (`api`, `api-svc`). */
export function areAlikeNames(a: string, b: string): boolean {
  return a !== b && (isSlip(a, b) || stemOf(a) === stemOf(b));
}

/** Which letters a name is spelt with, a bit for each; some share one. */
export function lettersOf(name: string): number {
  let letters = 0;
  for (let i = 0; i < name.length; i++) letters |= 1 << (name.charCodeAt(i) & 31);
  return letters;
}

/** False for the letters of two names that are not so many keystrokes apart, since one changes two letters at most. */
export function haveFewOtherLetters(a: number, b: number, nKeystrokes = MAX_TYPING_DISTANCE): boolean {
  let differing = a ^ b;
  for (let nMore = 2 * nKeystrokes; differing !== 0; nMore--) {
    if (nMore === 0) return false;
    differing &= differing - 1;
  }
  return true;
}

/** True for names a slip of the pen apart: so many keystrokes as their length lets one overlook, two at most. */
export function isSlip(a: string, b: string): boolean {
  return isMisspelt(a, b, Math.floor(Math.min(a.length, b.length) / 3));
}

/** True for texts within two keystrokes of each other, or fewer. `web-1` and `web-2` are two things, and so are `db` and `dc`. */
export function isMisspelt(a: string, b: string, nMost = MAX_TYPING_DISTANCE): boolean {
  const nAllowed = Math.min(nMost, MAX_TYPING_DISTANCE);
  if (Math.min(a.length, b.length) <= 3 || Math.abs(a.length - b.length) > nAllowed) return false;
  // Most names differ so much that this costs less than to count keystrokes.
  if (!haveFewOtherLetters(lettersOf(a), lettersOf(b), nAllowed)) return false;
  return distance(a, b) <= nAllowed && a.replaceAll(/\d/g, '') !== b.replaceAll(/\d/g, '');
}
