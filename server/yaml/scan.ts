// The fast tier of reading: the everyday YAML of manifests, cut into a flat table of offsets in one pass.
// What it is not certain to read exactly as `parseDocument` does, it refuses: the `yaml` package reads that, and reports what is wrong.
import { scanAlias, scanAnchor } from './scan-anchors.ts';
import {
  AMPERSAND,
  ASTERISK,
  BAR,
  beginsPlain,
  beginsWithColon,
  COLON,
  CR,
  codeAt,
  DASH,
  DOUBLE_QUOTE,
  GREATER,
  HASH,
  isBlank,
  LF,
  OPEN_BRACE,
  OPEN_BRACKET,
  SINGLE_QUOTE,
  skipBreak,
  skipComment,
  skipRestOfLine,
  skipSpaces,
} from './scan-characters.ts';
import { scanFlow } from './scan-flow.ts';
import { addKey, addUsualKey, LONGEST_KEY, scanUsualKey } from './scan-keys.ts';
import { scanBlockScalar, scanPlain, scanQuoted } from './scan-scalars.ts';
import { REFUSED, ScanState, TEMPLATE } from './scan-state.ts';
import { DERIVED, END, LIST, MAP, numberAt, PLAIN, type ScanTable, STRIDE } from './scan-table.ts';

const scan = new ScanState();

/**
 * The nodes of one document, a stretch of `text` that holds no `---` line. `undefined` when the parser has to read it:
 * the text is broken, writes a key twice, or uses what the scanner does not know (anchors, tags, merge keys and the like).
 * The table is overwritten by the next scan; `keepScan` makes one that lasts.
 */
export function scanDocument(text: string, start = 0, end = text.length): ScanTable | undefined {
  if (!scan.begin(text, start, end)) {
    scan.refuse('deep nesting');
    return undefined;
  }
  let at = start;
  while (at < end) {
    at = scanLine(at);
    if (at === REFUSED) return undefined;
  }
  while (scan.nOpen > 0) scan.close();
  return scan.hasRoot ? { text, origin: start, nodes: scan.nodes, size: scan.size } : undefined;
}

/** Why the last document was refused, in a few words: for measuring what is left to the parser. */
export function lastRefusal(): string {
  return scan.refusal;
}

/** Reads one line, or what began on it, and gives the offset of the next. */
function scanLine(lineStart: number): number {
  let at = skipSpaces(scan, lineStart);
  let column = at - lineStart;
  let code = codeAt(scan, at);
  if (code === LF || code === CR) return skipBreak(scan, at);
  if (code === HASH) {
    scan.plainColumn = Number.MAX_SAFE_INTEGER;
    if (column === 0) scan.marginComment = at;
    return skipComment(scan, at);
  }
  if (column > scan.plainColumn) return continuePlain(at);
  scan.plainColumn = Number.MAX_SAFE_INTEGER;
  scan.closeBeyond(column);
  while (code === DASH && isBlank(codeAt(scan, at + 1))) {
    if (!openItem(column, at)) return scan.refuse('list item');
    const next = skipSpaces(scan, at + 1);
    code = codeAt(scan, next);
    scan.awaitValue(next);
    if (code === ASTERISK) {
      at = scanAlias(scan, next);
      return at === REFUSED ? REFUSED : skipRestOfLine(scan, at);
    }
    if (code === AMPERSAND) return scanAnchoredItem(next);
    if (code === LF || code === CR) return skipBreak(scan, next);
    if (code === HASH) return skipComment(scan, next);
    column += next - at;
    at = next;
  }
  return scanKeyOrValue(at, column, code);
}

/** Reads what follows `- ` when it has an anchor: one value on this line, or anything on the next. */
function scanAnchoredItem(start: number): number {
  const at = scanAnchor(scan, start);
  if (at === REFUSED) return REFUSED;
  const code = codeAt(scan, at);
  if (code !== LF && code !== CR && code !== HASH) return scanValue(at, scan.column, code);
  scan.awaitValue(at);
  return code === HASH ? skipComment(scan, at) : skipBreak(scan, at);
}

/** Opens a list at a column, or goes on with the one that is there. */
function openItem(column: number, at: number): boolean {
  if (scan.column === column && scan.isInList) {
    scan.fillGap();
    return true;
  }
  return scan.isOpenForValue && scan.open(LIST, column, at);
}

/** Reads what begins after the indentation and the dashes of a line. */
function scanKeyOrValue(start: number, column: number, code: number): number {
  if (code === OPEN_BRACE || code === OPEN_BRACKET || code === BAR || code === GREATER) {
    const isBlock = code === BAR || code === GREATER;
    if (isBlock && !scan.isInList) return scan.refuse('block scalar on a line of its own');
    if (canHoldValue(column)) return scanValue(start, scan.column, code);
    // Behind a text that is all of the document so far, braces go on with that text.
    const isTemplate = code === OPEN_BRACE && codeAt(scan, start + 1) === OPEN_BRACE && scan.nOpen > 0;
    return scan.refuse(isTemplate ? TEMPLATE : 'value without a place');
  }
  const usualColon = scanUsualKey(scan, start);
  if (usualColon !== REFUSED) {
    if (!openPair(column, start)) return scan.refuse('key without a place');
    if (!addUsualKey(scan, start, usualColon, numberAt(scan.firstKeys, scan.nOpen - 1))) return REFUSED;
    return scanValueOfKey(usualColon, column);
  }
  const isQuoted = code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
  let stop: number;
  if (isQuoted) stop = scanQuoted(scan, start, scan.column + 1);
  else if (beginsPlain(scan, start)) stop = scanPlain(scan, start);
  else return scan.refuse('start of a value');
  if (stop === REFUSED) return REFUSED;
  const what = isQuoted ? scan.quotedFlags : PLAIN;
  const end = isQuoted ? stop : scan.plainEnd;
  if (isQuoted) stop = skipSpaces(scan, stop);
  if (codeAt(scan, stop) === COLON) {
    if (isQuoted && scan.isFolded) return scan.refuse('key over lines');
    return scanPair(what, start, end, stop, column);
  }
  if (!canHoldValue(column)) return scan.refuse('value without a place');
  // The parser takes such text to go on in lines that are indented less.
  if (!isQuoted && scan.hasMarginComment) return scan.refuse('text behind a comment at the margin');
  return addScalar(what, start, end, stop);
}

/** Adds a key, and its value when that begins on the same line. */
function scanPair(what: number, start: number, end: number, colon: number, column: number): number {
  if (!isBlank(codeAt(scan, colon + 1))) return scan.refuse('colon');
  if (colon - start > LONGEST_KEY) return scan.refuse('long key');
  if (!openPair(column, start)) return scan.refuse('key without a place');
  if (!addKey(scan, what, start, end, numberAt(scan.firstKeys, scan.nOpen - 1))) return REFUSED;
  return scanValueOfKey(colon, column);
}

/** Reads what follows a key's colon on its line. */
function scanValueOfKey(colon: number, column: number): number {
  let at = skipSpaces(scan, colon + 1);
  let code = codeAt(scan, at);
  if (code === ASTERISK) {
    at = scanAlias(scan, at);
    return at === REFUSED ? REFUSED : skipRestOfLine(scan, at);
  }
  if (code === AMPERSAND) {
    at = scanAnchor(scan, at);
    if (at === REFUSED) return REFUSED;
    code = codeAt(scan, at);
  }
  if (code === LF || code === CR || code === HASH) {
    scan.awaitValue(at);
    return code === HASH ? skipComment(scan, at) : skipBreak(scan, at);
  }
  return scanValue(at, column, code);
}

/** Opens a mapping at a column, or goes on with the one that is there. */
function openPair(column: number, start: number): boolean {
  // A list may stand at the column of the key it belongs to.
  if (scan.column === column && scan.isInList) scan.close();
  if (scan.column === column) {
    scan.fillGap();
    return !scan.isInList;
  }
  return scan.isOpenForValue && scan.open(MAP, column, start);
}

function canHoldValue(column: number): boolean {
  return scan.column < column && scan.isOpenForValue;
}

/** Adds the value that begins at `start`, of a key or item at `column`. */
function scanValue(start: number, column: number, code: number): number {
  if (code === OPEN_BRACE || code === OPEN_BRACKET) {
    const end = scanFlow(scan, start, column + 1);
    if (end === REFUSED) return REFUSED;
    scan.valueEnds(end);
    return skipRestOfLine(scan, end);
  }
  if (code === BAR || code === GREATER) {
    const end = scanBlockScalar(scan, start, column);
    if (end !== REFUSED) scan.valueEnds(end);
    return end;
  }
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
    const end = scanQuoted(scan, start, column + 1);
    return end === REFUSED ? REFUSED : addScalar(scan.quotedFlags, start, end, end);
  }
  if (!beginsPlain(scan, start) && !beginsWithColon(scan, start)) return scan.refuse('start of a value');
  const stop = scanPlain(scan, start);
  if (stop === REFUSED) return REFUSED;
  if (codeAt(scan, stop) === COLON) return scan.refuse('mapping on the line of its key');
  return addScalar(PLAIN, start, scan.plainEnd, stop);
}

/** Adds a scalar and gives the next line; plain text may go on there. */
function addScalar(what: number, start: number, end: number, stop: number): number {
  scan.add(what, start, end, 0);
  scan.valueEnds(end);
  const next = codeAt(scan, end) === LF ? Math.min(end + 1, scan.end) : skipRestOfLine(scan, end);
  // Of the document's own plain text further lines are left to the parser.
  if (what === PLAIN && scan.nOpen > 0 && codeAt(scan, stop) !== HASH) scan.plainColumn = scan.column;
  return next;
}

/** Adds a line to the plain scalar that was added last. */
function continuePlain(from: number): number {
  const stop = scanPlain(scan, from);
  if (stop === REFUSED) return REFUSED;
  const code = codeAt(scan, stop);
  if (code === COLON) return scan.refuse('colon in text over lines');
  const last = scan.size - STRIDE;
  scan.nodes[last] = PLAIN | DERIVED;
  scan.nodes[last + END] = scan.plainEnd;
  scan.valueEnds(scan.plainEnd);
  if (code === HASH) scan.plainColumn = Number.MAX_SAFE_INTEGER;
  return skipRestOfLine(scan, scan.plainEnd);
}
