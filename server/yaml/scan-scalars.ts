// Where scalars end. None of these functions makes a string: they move over the text and remember what they saw.
import {
  BACKSLASH,
  COLON,
  CR,
  codeAt,
  DASH,
  DOUBLE_QUOTE,
  HASH,
  isBlank,
  isUnusual,
  LF,
  PLUS,
  SINGLE_QUOTE,
  skipBreak,
  skipRestOfLine,
  skipSpaces,
  SPACE,
  TAB,
} from './scan-characters.ts';
import { REFUSED, type ScanState } from './scan-state.ts';
import { DERIVED, DOUBLE, FOLDED, INDENT_SHIFT, KEEP, LITERAL, SINGLE, STRIP } from './scan-table.ts';

/** Nothing that a quoted scalar holds may stand on a second line. */
export const ONE_LINE = Number.MAX_SAFE_INTEGER;

/**
 * Moves over plain text in a block, to the `: `, ` #` or line break that ends it on this line, and sets `plainEnd`.
 * The two loops are one: everything above a colon but DEL, and most below it, is ordinary.
 */
export function scanPlain(scan: ScanState, from: number): number {
  const { text, end } = scan;
  let at = from;
  let blankStart = -1;
  let blankEnd = -1;
  let hasTab = false;
  while (at < end) {
    const code = text.charCodeAt(at);
    if ((code > COLON && code < 0x7f) || (code > HASH && code < COLON)) at++;
    else if (code === SPACE || code === TAB) {
      blankStart = at;
      hasTab = code === TAB;
      while (++at < end && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB)) {
        hasTab ||= text.charCodeAt(at) === TAB;
      }
      blankEnd = at;
      if (at < end && text.charCodeAt(at) === HASH) break;
    } else if (code === COLON) {
      if (at + 1 >= end || isBlank(text.charCodeAt(at + 1))) break;
      at++;
    } else if (code === LF || code === CR) break;
    else if (isUnusual(code)) return scan.refuse('unusual character');
    else at++;
  }
  const endsInBlanks = at === blankEnd;
  if (endsInBlanks && hasTab) return scan.refuse('tab');
  scan.plainEnd = endsInBlanks ? blankStart : at;
  return at;
}

/**
 * Moves over a quoted scalar and sets `quotedFlags`. Lines after its first must be indented by at least `column`.
 */
export function scanQuoted(scan: ScanState, from: number, column: number): number {
  const { text, end } = scan;
  const quote = text.charCodeAt(from);
  scan.quotedFlags = quote === SINGLE_QUOTE ? SINGLE : DOUBLE;
  scan.isFolded = false;
  let at = from + 1;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      if (quote === DOUBLE_QUOTE || codeAt(scan, at + 1) !== SINGLE_QUOTE) return at + 1;
      scan.quotedFlags |= DERIVED;
      at += 2;
    } else if (code === BACKSLASH && quote === DOUBLE_QUOTE) {
      scan.quotedFlags |= DERIVED;
      at = skipEscape(scan, at);
      if (at === REFUSED) return REFUSED;
    } else if (code === LF || code === CR) {
      scan.quotedFlags |= DERIVED;
      scan.isFolded = true;
      at = skipFold(scan, at, column);
      if (at === REFUSED) return REFUSED;
    } else if (isUnusual(code)) return scan.refuse('unusual character');
    else at++;
  }
  return scan.refuse('quote without end');
}

const SHORT_ESCAPES = '0abefnrtvN_LP "/\\';

/** From a backslash to behind the escape; of one that joins lines only the backslash is passed. */
function skipEscape(scan: ScanState, at: number): number {
  const code = codeAt(scan, at + 1);
  if (code === LF || code === CR) return at + 1;
  if (SHORT_ESCAPES.includes(String.fromCharCode(code))) return at + 2;
  const nDigits = code === 0x78 ? 2 : code === 0x75 ? 4 : 0;
  if (nDigits === 0) return scan.refuse('escape');
  for (let i = 0; i < nDigits; i++) {
    if (!isHexDigit(codeAt(scan, at + 2 + i))) return scan.refuse('escape');
  }
  return at + 2 + nDigits;
}

function isHexDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66);
}

/** From a line break inside quotes to the text of the next line that has any. */
function skipFold(scan: ScanState, from: number, column: number): number {
  let at = from;
  while (at < scan.end) {
    const lineStart = skipBreak(scan, at);
    if (lineStart === REFUSED) return REFUSED;
    at = skipSpaces(scan, lineStart);
    const code = codeAt(scan, at);
    if (code === TAB) return scan.refuse('tab');
    if (code === LF || code === CR) continue;
    return at - lineStart >= column ? at : scan.refuse('quoted scalar over lines');
  }
  return scan.refuse('quote without end');
}

/**
 * Adds the block scalar whose `|` or `>` stands at `from`, in a collection at `column`.
 * Gives the offset of the line behind it, where its span ends too.
 */
export function scanBlockScalar(scan: ScanState, from: number, column: number): number {
  let flags = codeAt(scan, from) === 0x7c ? LITERAL : FOLDED;
  let indent = 0;
  let at = from + 1;
  for (; !isBlank(codeAt(scan, at)); at++) {
    const code = codeAt(scan, at);
    if (code === PLUS || code === DASH) {
      if ((flags & (KEEP | STRIP)) !== 0) return scan.refuse('block scalar header');
      flags |= code === PLUS ? KEEP : STRIP;
    } else if (code >= 0x31 && code <= 0x39 && indent === 0) indent = code - 0x30;
    else return scan.refuse('block scalar header');
  }
  const firstLine = skipRestOfLine(scan, at);
  if (firstLine === REFUSED) return REFUSED;
  if (firstLine >= scan.end) return scan.refuse('block scalar without text');
  const textIndent = indentOfText(scan, firstLine, column, indent === 0 ? 0 : column + indent);
  if (textIndent === REFUSED) return REFUSED;
  const end = endOfBlockScalar(scan, firstLine, textIndent, (flags & KEEP) !== 0);
  if (end === REFUSED) return REFUSED;
  scan.add(flags | (textIndent << INDENT_SHIFT), from, end, firstLine);
  return end;
}

/** The indentation that is not part of a block scalar's text; `explicit` when its header says it, otherwise 0. */
function indentOfText(scan: ScanState, firstLine: number, column: number, explicit: number): number {
  let lineStart = firstLine;
  let widestBlank = 0;
  while (lineStart < scan.end) {
    const at = skipSpaces(scan, lineStart);
    const code = codeAt(scan, at);
    const indent = at - lineStart;
    if (code !== LF && code !== CR) {
      const textIndent = explicit === 0 ? indent : explicit;
      if (code === TAB) return scan.refuse('tab');
      if (indent <= column || indent < textIndent || widestBlank > textIndent) break;
      return textIndent;
    }
    if (indent > widestBlank) widestBlank = indent;
    if (at >= scan.end) break;
    lineStart = skipBreak(scan, at);
    if (lineStart === REFUSED) return REFUSED;
  }
  return scan.refuse('block scalar without text');
}

/** Where a block scalar ends: behind its last line with text, or with all blank lines that follow when they are kept. */
function endOfBlockScalar(scan: ScanState, firstLine: number, indent: number, isKept: boolean): number {
  const { end } = scan;
  let lineStart = firstLine;
  let textEnd = firstLine;
  let widestBlank = 0;
  while (lineStart < end) {
    const at = skipSpaces(scan, lineStart);
    const code = codeAt(scan, at);
    if (code === LF || code === CR) {
      if (at >= end && at > lineStart) return scan.refuse('blanks at the end of a block scalar');
      widestBlank = Math.max(widestBlank, at - lineStart);
      lineStart = skipBreak(scan, at);
      if (lineStart === REFUSED) return REFUSED;
      continue;
    }
    if (at - lineStart < indent) {
      if (code === TAB) return scan.refuse('tab');
      break;
    }
    widestBlank = 0;
    lineStart = textEnd = skipTextLine(scan, at);
    if (lineStart === REFUSED) return REFUSED;
  }
  if (widestBlank > indent) return scan.refuse('blanks at the end of a block scalar');
  return isKept ? lineStart : textEnd;
}

function skipTextLine(scan: ScanState, from: number): number {
  const { text, end } = scan;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= SPACE && code < 0x7f) continue;
    if (code === LF) return at + 1;
    if (code === CR) return skipBreak(scan, at);
    if (isUnusual(code)) return scan.refuse('unusual character');
  }
  return end;
}
