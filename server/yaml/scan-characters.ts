// Characters as the scanner tells them apart, and the steps over blanks, comments and line ends.
import type { ScanState } from './scan-state.ts';

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const DOUBLE_QUOTE = 0x22;
export const HASH = 0x23;
export const AMPERSAND = 0x26;
export const SINGLE_QUOTE = 0x27;
export const ASTERISK = 0x2a;
export const PLUS = 0x2b;
export const COMMA = 0x2c;
export const DASH = 0x2d;
const DOT = 0x2e;
export const COLON = 0x3a;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const BAR = 0x7c;
export const CLOSE_BRACE = 0x7d;
export const GREATER = 0x3e;

/** The character at an offset, a line break behind the end of the document. */
export function codeAt(scan: ScanState, at: number): number {
  return at < scan.end ? scan.text.charCodeAt(at) : LF;
}

/** True for what ends a token: a space, a tab, a line break, the end of the text. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === LF || code === CR || code === TAB;
}

/** True for control characters and those that one YAML reader or another takes for a line break or drops. */
export function isUnusual(code: number): boolean {
  if (code < 0x7f) return code < SPACE && code !== TAB;
  return code < 0xa0 || code === 0x2028 || code === 0x2029 || code === 0xfeff || code >= 0xfffe;
}

/** The first offset that holds no space. */
export function skipSpaces(scan: ScanState, from: number): number {
  const { text, end } = scan;
  let at = from;
  while (at < end && text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** From a line break to the next line; refuses a carriage return that stands alone. */
export function skipBreak(scan: ScanState, at: number): number {
  const { text, end } = scan;
  if (at >= end) return end;
  const code = text.charCodeAt(at);
  if (code === LF) return at + 1;
  if (code === CR && at + 1 < end && text.charCodeAt(at + 1) === LF) return at + 2;
  return scan.refuse(code === TAB ? 'tab' : 'more text where a line should end');
}

/** From the end of a value to the next line: spaces and a comment may stand between. */
export function skipRestOfLine(scan: ScanState, from: number): number {
  const at = skipSpaces(scan, from);
  if (at > from && codeAt(scan, at) === HASH) return skipComment(scan, at);
  return skipBreak(scan, at);
}

/** From a `#` to the next line. */
export function skipComment(scan: ScanState, at: number): number {
  const lineEnd = scan.text.indexOf('\n', at);
  // The search may run past the document, but only to the end of the line and only once.
  return lineEnd < 0 || lineEnd >= scan.end ? scan.end : lineEnd + 1;
}

/** 1 for the characters below 128 that may begin a plain scalar wherever they stand. */
const BEGINS_PLAIN = new Uint8Array(128);
for (let code = 0x21; code < 0x7f; code++) {
  BEGINS_PLAIN[code] = '-?:,[]{}#&*!|>\'"%@`'.includes(String.fromCharCode(code)) ? 0 : 1;
}

/** True when plain text may begin here. A `?` or `:` that could, in some places, is left to the parser. */
export function beginsPlain(scan: ScanState, at: number): boolean {
  const code = codeAt(scan, at);
  if (code >= 128) return !isUnusual(code);
  if (code === DASH) return beginsPlainAfterDash(scan, at);
  if (code === DOT) return !scan.text.startsWith('...', at);
  return BEGINS_PLAIN[code] === 1;
}

/** True when plain text begins here with a colon, as the names of recording rules do: `record: :node_cpu:sum`. */
export function beginsWithColon(scan: ScanState, at: number): boolean {
  const next = codeAt(scan, at + 1) | 0x20;
  return codeAt(scan, at) === COLON && next >= 0x61 && next <= 0x7a;
}

function beginsPlainAfterDash(scan: ScanState, at: number): boolean {
  const next = codeAt(scan, at + 1);
  if (next === DASH) return codeAt(scan, at + 2) !== DASH;
  return next < 128 ? BEGINS_PLAIN[next] === 1 : !isUnusual(next);
}
