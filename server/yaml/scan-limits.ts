// The bounds within which `parseDocument` follows a text at all: brackets and dashes, wherever they stand.

/** With fewer opening brackets than this in the whole file no document of it can nest too deep. */
const FEW_BRACKETS = 900;
const DASHES = '- '.repeat(400);

let lastText: string | undefined;
let hasDashes = false;
let isFullOfBrackets = false;

/**
 * True when `parseDocument` could refuse a stretch of text for its nesting: it counts brackets in strings and comments too.
 * What the whole file says is remembered, so that its documents cost nothing each.
 */
export function countsAsTooDeep(text: string, start: number, end: number): boolean {
  if (text !== lastText) {
    lastText = text;
    hasDashes = text.includes(DASHES);
    isFullOfBrackets = hasManyBrackets(text);
  }
  return hasDashes || (isFullOfBrackets && isTooDeep(text, start, end));
}

function hasManyBrackets(text: string): boolean {
  if (text.length < FEW_BRACKETS) return false;
  let count = 0;
  for (const bracket of '[{') {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      if (++count > FEW_BRACKETS) return true;
    }
  }
  return false;
}

function isTooDeep(text: string, start: number, end: number): boolean {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) {
      if (++depth > FEW_BRACKETS) return true;
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
  }
  return false;
}
