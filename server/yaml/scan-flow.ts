// Collections in brackets, JSON among them: over any number of lines, values always written out.
import {
  beginsPlain,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  CR,
  codeAt,
  DOUBLE_QUOTE,
  HASH,
  isBlank,
  isUnusual,
  LF,
  OPEN_BRACE,
  OPEN_BRACKET,
  SINGLE_QUOTE,
  skipBreak,
  skipComment,
  SPACE,
  TAB,
} from './scan-characters.ts';
import { addKey } from './scan-keys.ts';
import { ONE_LINE, scanQuoted } from './scan-scalars.ts';
import { REFUSED, type ScanState, TEMPLATE } from './scan-state.ts';
import { END, FLOW, LINK, LIST, MAP, PLAIN } from './scan-table.ts';

/** Far below what `parseDocument` refuses (200). */
const MAX_DEPTH = 80;

/**
 * Adds the collection whose bracket stands at `open`, and gives the offset behind its closing bracket.
 * Its further lines must be indented by at least `column`.
 */
export function scanFlow(scan: ScanState, open: number, column: number, depth = 1): number {
  if (depth > MAX_DEPTH) return scan.refuse('deep nesting');
  const isMap = codeAt(scan, open) === OPEN_BRACE;
  const closing = isMap ? CLOSE_BRACE : CLOSE_BRACKET;
  const index = scan.add((isMap ? MAP : LIST) | FLOW, open, open, 0);
  const firstKey = scan.nKeys;
  let at = skipFlowBlanks(scan, open + 1, column, depth);
  while (at !== REFUSED && codeAt(scan, at) !== closing) {
    if (isMap) at = scanFlowKey(scan, at, column, depth, firstKey);
    if (at !== REFUSED) at = scanFlowValue(scan, at, column, depth);
    if (at !== REFUSED) at = skipFlowBlanks(scan, at, column, depth);
    if (at === REFUSED) return REFUSED;
    if (codeAt(scan, at) === COMMA) at = skipFlowBlanks(scan, at + 1, column, depth);
    else if (codeAt(scan, at) !== closing) return scan.refuse('flow collection');
  }
  if (at === REFUSED || at >= scan.end) return REFUSED;
  scan.nodes[index + END] = at + 1;
  scan.nodes[index + LINK] = scan.size;
  scan.dropKeys(firstKey);
  return at + 1;
}

/** Adds a key and gives the offset of its value. */
function scanFlowKey(
  scan: ScanState,
  start: number,
  column: number,
  depth: number,
  firstKey: number,
): number {
  const code = codeAt(scan, start);
  if (code === OPEN_BRACE && codeAt(scan, start - 1) === OPEN_BRACE) return scan.refuse(TEMPLATE);
  const isQuoted = code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
  let at = isQuoted ? scanQuoted(scan, start, ONE_LINE) : scanFlowPlain(scan, start);
  if (at === REFUSED) return REFUSED;
  const end = isQuoted ? at : scan.plainEnd;
  while (codeAt(scan, at) === SPACE) at++;
  if (codeAt(scan, at) !== COLON) return scan.refuse('flow key without a colon');
  if (!isQuoted && !isBlank(codeAt(scan, at + 1))) return scan.refuse('flow key without a value');
  if (!addKey(scan, isQuoted ? scan.quotedFlags : PLAIN, start, end, firstKey)) return REFUSED;
  return skipFlowBlanks(scan, at + 1, column, depth);
}

function scanFlowValue(scan: ScanState, start: number, column: number, depth: number): number {
  const code = codeAt(scan, start);
  if (code === OPEN_BRACE || code === OPEN_BRACKET) return scanFlow(scan, start, column, depth + 1);
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
    const end = scanQuoted(scan, start, column === 0 ? ONE_LINE : column);
    if (end !== REFUSED) scan.add(scan.quotedFlags, start, end, 0);
    return end;
  }
  const stop = scanFlowPlain(scan, start);
  if (stop === REFUSED) return REFUSED;
  if (codeAt(scan, stop) === COLON) return scan.refuse('pair in a flow collection');
  scan.add(PLAIN, start, scan.plainEnd, 0);
  return stop;
}

/** Moves over plain text to the bracket, comma, `: ` or line break that ends it, and sets `plainEnd`. */
function scanFlowPlain(scan: ScanState, from: number): number {
  if (!beginsPlain(scan, from)) return scan.refuse('flow collection');
  const { text, end } = scan;
  let textEnd = from;
  let at = from;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE) continue;
    if (code === HASH && textEnd < at) {
      at = textEnd;
      break;
    }
    if (code === COLON) {
      const next = codeAt(scan, at + 1);
      if (isBlank(next)) break;
      if (isFlowIndicator(next)) return scan.refuse('flow key without a value');
    } else if (isFlowIndicator(code) || code === LF || code === CR) break;
    else if (code === TAB || isUnusual(code)) return scan.refuse('unusual character');
    textEnd = at + 1;
  }
  scan.plainEnd = textEnd;
  return at;
}

function isFlowIndicator(code: number): boolean {
  return (
    code === COMMA ||
    code === OPEN_BRACE ||
    code === CLOSE_BRACE ||
    code === OPEN_BRACKET ||
    code === CLOSE_BRACKET
  );
}

/**
 * Moves over blanks, line breaks and comments between brackets. The next line with text must be indented far enough;
 * the outermost closing bracket may stand one column short of that.
 */
function skipFlowBlanks(scan: ScanState, from: number, column: number, depth: number): number {
  const { text, end } = scan;
  let at = from;
  let lineStart = -1;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE) continue;
    if (code === LF) {
      lineStart = at + 1;
    } else if (code === CR) {
      if (skipBreak(scan, at) === REFUSED) return REFUSED;
    } else if (code === TAB) {
      if (column > 0) return scan.refuse('tab');
    } else if (code === HASH && at > from && text.charCodeAt(at - 1) === SPACE) {
      lineStart = skipComment(scan, at);
      at = lineStart - 1;
    } else break;
  }
  if (at >= end) return scan.refuse('flow collection without end');
  if (lineStart < 0 || column === 0) return at;
  const indent = at - lineStart;
  if (indent >= column) return at;
  const code = text.charCodeAt(at);
  const isLastBracket = depth === 1 && (code === CLOSE_BRACE || code === CLOSE_BRACKET);
  return isLastBracket && indent === column - 1 ? at : scan.refuse('flow collection indented too little');
}
