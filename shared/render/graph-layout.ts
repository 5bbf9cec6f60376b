// Where everything of a picture stands: columns from left to right, in each of them boxes in their order, every box as
// near to what it is tied to as its neighbours allow. The order is never changed, so that a picture moves little on edits.
import { boxColumns, type Box, type BoxColumn, type BoxRow, type Note } from './graph-boxes.ts';
import type { GraphWords } from './graph-words.ts';
import type { ReachGraph } from './reach-graph.ts';
import { textWidth, wrapText } from './text-width.ts';

/** Pixels. */
export const SIZE = {
  title: 13,
  text: 12,
  small: 11,
  line: 18,
  smallLine: 15,
  pad: 10,
  headingLine: 22,
} as const;

const MARGIN = 20;
const COLUMN_GAP = 90;
const BOX_GAP = 14;
const GROUP_GAP = 22;
const MIN_WIDTH = 130;
const MAX_WIDTH = 290;
const MAX_NOTE_LINES = 4;

/** A note in lines, at its place from the top of the picture. */
export interface PlacedNote extends Note {
  readonly lines: readonly string[];
  readonly y: number;
}

/** A row; `y` is the baseline of its text, `anchorY` where edges end. */
export interface PlacedRow extends Omit<BoxRow, 'notes'> {
  readonly y: number;
  readonly anchorY: number;
  readonly notes: readonly PlacedNote[];
}

/** A box with its corner and size. */
export interface PlacedBox extends Omit<Box, 'rows' | 'notes'> {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rows: readonly PlacedRow[];
  readonly notes: readonly PlacedNote[];
}

/** A frame around the boxes of a workload; `heading` is never empty. */
export interface PlacedFrame {
  readonly heading: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where an edge can end. */
export interface Anchor {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** A whole picture with its size. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly headings: readonly { readonly text: string; readonly x: number; readonly width: number }[];
  readonly boxes: readonly PlacedBox[];
  readonly frames: readonly PlacedFrame[];
  /** By the key of a row or box. */
  readonly anchors: ReadonlyMap<string, Anchor>;
}

/** The baseline of column headings. */
export const HEADING_Y = MARGIN + SIZE.title;
const TOP = MARGIN + 34;

/** Boxes that move together: those of a frame. */
interface Block {
  readonly heading: string;
  readonly boxes: readonly Box[];
  readonly height: number;
}

/** Lays a picture out, the column of pods first and each one to its left after what it leads to. */
export function layoutGraph(graph: ReachGraph, words: GraphWords): GraphLayout {
  const columns = boxColumns(graph, words);
  const widths = columns.map(columnWidth);
  const xs: number[] = [];
  let x = MARGIN;
  for (const width of widths) {
    xs.push(x);
    x += width + COLUMN_GAP;
  }
  const anchors = new Map<string, Anchor>();
  const boxes: PlacedBox[] = [];
  const frames: PlacedFrame[] = [];
  const targets = new Map<string, string[]>();
  for (const { from, to } of graph.edges) targets.set(from, [...(targets.get(from) ?? []), to]);
  for (let index = columns.length - 1; index >= 0; index--) {
    const width = widths[index] ?? 0;
    const blocks = blocksOf(columns[index], width);
    const tops = placeInOrder(
      blocks,
      blocks.map((block) => wantedTop(block, width, targets, anchors)),
    );
    blocks.forEach((block, place) =>
      placeBlock(block, xs[index] ?? 0, tops[place] ?? TOP, width, { boxes, frames, anchors }),
    );
  }
  const bottom = Math.max(
    TOP,
    ...boxes.map((box) => box.y + box.height),
    ...frames.map((frame) => frame.y + frame.height),
  );
  return {
    width: Math.max(2 * MARGIN + MIN_WIDTH, x - COLUMN_GAP + MARGIN),
    height: bottom + MARGIN,
    headings: columns.map(({ heading }, index) => ({
      text: heading,
      x: xs[index] ?? 0,
      width: widths[index] ?? 0,
    })),
    boxes,
    frames,
    anchors,
  };
}

function columnWidth({ groups }: BoxColumn): number {
  const boxes = groups.flatMap((group) => group.boxes);
  const texts = [
    ...groups.map(({ heading }) => textWidth(heading, SIZE.small)),
    ...boxes.flatMap(({ title, detail, rows }) => [
      textWidth(title, SIZE.title) * 1.08,
      textWidth(detail, SIZE.small),
      ...rows.map(
        ({ text, share }) =>
          textWidth(text, SIZE.text) + (share === '' ? 0 : textWidth(share, SIZE.text) + 14),
      ),
    ]),
    ...boxes
      .flatMap(({ notes, rows }) => [...notes, ...rows.flatMap((row) => row.notes)])
      .map(({ text }) => Math.min(230, textWidth(text, SIZE.small))),
  ];
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, Math.ceil(Math.max(0, ...texts) + 2 * SIZE.pad + 8)));
}

function blocksOf(column: BoxColumn | undefined, width: number): readonly Block[] {
  return (column?.groups ?? []).flatMap(({ heading, boxes }): readonly Block[] => {
    if (heading === '') return boxes.map((box) => ({ heading, boxes: [box], height: boxHeight(box, width) }));
    const inner = boxes.reduce((sum, box) => sum + boxHeight(box, width) + BOX_GAP, -BOX_GAP);
    return [{ heading, boxes, height: SIZE.headingLine + inner }];
  });
}

function noteLines({ text }: Note, width: number): readonly string[] {
  return wrapText(text, width - 2 * SIZE.pad - 4, SIZE.small, MAX_NOTE_LINES);
}

function notesHeight(notes: readonly Note[], width: number): number {
  return notes.reduce((sum, note) => sum + noteLines(note, width).length * SIZE.smallLine, 0);
}

function headHeight({ detail }: Box): number {
  return SIZE.pad + SIZE.line + (detail === '' ? 0 : SIZE.smallLine);
}

function boxHeight(box: Box, width: number): number {
  const rows = box.rows.reduce((sum, { notes }) => sum + SIZE.line + 4 + notesHeight(notes, width), 0);
  return headHeight(box) + notesHeight(box.notes, width) + (rows > 0 ? 4 + rows : 0) + SIZE.pad - 4;
}

/** The top at which a block's anchors would stand level with what they lead to; `undefined` when they lead nowhere. */
function wantedTop(
  block: Block,
  width: number,
  targets: ReadonlyMap<string, readonly string[]>,
  anchors: ReadonlyMap<string, Anchor>,
): number | undefined {
  const scratch = { boxes: [], frames: [], anchors: new Map<string, Anchor>() };
  placeBlock(block, 0, 0, width, scratch);
  const offsets = [...scratch.anchors].flatMap(([key, own]) =>
    (targets.get(key) ?? []).flatMap((to) => {
      const anchor = anchors.get(to);
      return anchor ? [anchor.y - own.y] : [];
    }),
  );
  if (offsets.length === 0) return undefined;
  return offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length;
}

/**
 * Tops in order and without overlap, near the wanted ones: half way between what pushing down and what pushing up gives.
 * A block without a wish follows the one before it.
 */
function placeInOrder(blocks: readonly Block[], wanted: readonly (number | undefined)[]): readonly number[] {
  const gapAfter = (index: number): number => (blocks[index]?.heading === '' ? BOX_GAP : GROUP_GAP);
  const down: number[] = [];
  let free = TOP;
  blocks.forEach(({ height }, index) => {
    const top = Math.max(free, wanted[index] ?? free);
    down.push(top);
    free = top + height + gapAfter(index);
  });
  const up: number[] = [];
  let limit = Infinity;
  for (let index = blocks.length - 1; index >= 0; index--) {
    const height = (blocks[index]?.height ?? 0) + gapAfter(index);
    const top = Math.min(limit - height, wanted[index] ?? down[index] ?? TOP);
    up[index] = top;
    limit = top;
  }
  const middle = down.map((top, index) => (top + (up[index] ?? top)) / 2);
  const lift = Math.max(0, TOP - (middle[0] ?? TOP));
  return middle.map((top) => Math.round(top + lift));
}

interface Placed {
  readonly boxes: PlacedBox[];
  readonly frames: PlacedFrame[];
  readonly anchors: Map<string, Anchor>;
}

function placeBlock(
  { heading, boxes, height }: Block,
  x: number,
  y: number,
  width: number,
  placed: Placed,
): void {
  let top = y;
  if (heading !== '') {
    const frame = { heading, x: x - 7, y, width: width + 14, height: height + 7 };
    placed.frames.push(frame);
    top += SIZE.headingLine;
  }
  for (const box of boxes) {
    placeBox(box, x, top, width, placed);
    top += boxHeight(box, width) + BOX_GAP;
  }
}

function placeBox(box: Box, x: number, y: number, width: number, { boxes, anchors }: Placed): void {
  const ends = { left: x, right: x + width };
  let at = y + headHeight(box);
  anchors.set(box.key, { ...ends, y: y + SIZE.pad + SIZE.line / 2 });
  const place = (note: Note): PlacedNote => {
    const lines = noteLines(note, width);
    const noteY = at + SIZE.smallLine - 4;
    at += lines.length * SIZE.smallLine;
    return { ...note, lines, y: noteY };
  };
  const notes = box.notes.map(place);
  at += 4;
  const rows = box.rows.map((row): PlacedRow => {
    const rowTop = at;
    at += SIZE.line + 2;
    const anchorY = rowTop + SIZE.line / 2 + 1;
    anchors.set(row.key, { ...ends, y: anchorY });
    const own = row.notes.map(place);
    at += 2;
    return { ...row, y: rowTop + SIZE.line - 4, anchorY, notes: own };
  });
  boxes.push({ ...box, x, y, width, height: boxHeight(box, width), rows, notes });
}
