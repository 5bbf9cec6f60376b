// How wide text is, without asking a browser: by a table of characters, for the wider of the usual sans-serif fonts.

/** Widths as parts of the font size. */
const NARROW = 0.36;
const SLIM = 0.46;
const PLAIN = 0.63;
const BROAD = 0.78;
const WIDE = 1;

const SLIM_CHARACTERS = new Set('frt-()[]{}"*/\\ ');
const NARROW_CHARACTERS = new Set("ijlI.,:;'|!`");
const WIDE_CHARACTERS = new Set('mwMW@%→…');

/** The width of a text in pixels, rather too much than too little. */
export function textWidth(text: string, fontSize: number): number {
  let sum = 0;
  for (const character of text) sum += widthOf(character);
  return sum * fontSize;
}

function widthOf(character: string): number {
  if (NARROW_CHARACTERS.has(character)) return NARROW;
  if (SLIM_CHARACTERS.has(character)) return SLIM;
  if (WIDE_CHARACTERS.has(character)) return WIDE;
  if (character >= 'A' && character <= 'Z') return BROAD;
  // Hangul, Han and pictures take a whole square, and a little more in some fonts.
  return character < '\u0250' ? PLAIN : 1.1;
}

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The text, with its middle left out when it is wider than `width`: both ends of a name tell it from its like. */
export function shortenMiddle(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const parts = [...SEGMENTER.segment(text)].map(({ segment }) => segment);
  for (let nKept = parts.length - 1; nKept > 1; nKept--) {
    const nHead = Math.ceil(nKept / 2);
    const short = `${parts.slice(0, nHead).join('')}…${parts.slice(parts.length - (nKept - nHead)).join('')}`;
    if (textWidth(short, fontSize) <= width) return short;
  }
  return '…';
}

/** The text in lines no wider than `width`, broken at spaces; at most `nMost` lines, the last one ending in `…` if there is more. */
export function wrapText(text: string, width: number, fontSize: number, nMost: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, fontSize) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = shortenMiddle(word, width, fontSize);
  }
  lines.push(line);
  if (lines.length <= nMost) return lines;
  return [...lines.slice(0, nMost - 1), cutEnd(lines[nMost - 1] ?? '', width, fontSize)];
}

/** The line with as many of its words as leave room for the sign that there is more. */
function cutEnd(line: string, width: number, fontSize: number): string {
  const words = line.split(' ');
  while (words.length > 1 && textWidth(`${words.join(' ')} …`, fontSize) > width) words.pop();
  return `${words.join(' ')} …`;
}
