// The picture as SVG that stands for itself: colours and sizes are written into it, and it refers to nothing.
import { edgeTone, type Tone } from './graph-boxes.ts';
import {
  HEADING_Y,
  layoutGraph,
  SIZE,
  type Anchor,
  type GraphLayout,
  type PlacedBox,
  type PlacedFrame,
  type PlacedNote,
} from './graph-layout.ts';
import type { GraphTheme } from './graph-theme.ts';
import { summaryText } from './graph-summary.ts';
import { ENGLISH, type GraphWords } from './graph-words.ts';
import { foldPods } from './reach-fold.ts';
import type { ReachEdge, ReachGraph } from './reach-graph.ts';
import { shortenMiddle, textWidth } from './text-width.ts';
import { escapeXml } from './xml-text.ts';

const FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans KR', Helvetica, Arial, sans-serif";

/** Pixels of a line that carries everything, and of one that carries nothing. */
const MAX_STROKE = 6;
const MIN_STROKE = 1.5;

/** A picture and where everything in it stands. */
export interface DrawnGraph {
  readonly svg: string;
  /** Pixels of the whole, its legend included. */
  readonly width: number;
  readonly height: number;
  readonly layout: GraphLayout;
}

/** The whole picture as SVG alone, in English. */
export function graphSvg(graph: ReachGraph, theme: GraphTheme): string {
  return drawGraph(graph, theme, ENGLISH).svg;
}

/**
 * The whole picture. Workloads of many pods are folded. Names that do not fit are shortened in the middle and have their
 * full text in a `<title>`; every text of the manifests is escaped.
 */
export function drawGraph(graph: ReachGraph, theme: GraphTheme, words: GraphWords): DrawnGraph {
  const folded = foldPods(graph);
  const layout = layoutGraph(folded, words);
  const legend = legendOf(folded, layout, theme, words);
  const width = Math.max(layout.width, legend.width);
  const height = layout.height + legend.height;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="kubereach-title kubereach-desc" font-family="${escapeXml(FONT)}" font-size="${SIZE.text}">`,
    `<title id="kubereach-title">${escapeXml(words.subject(graph.subject))}</title>`,
    `<desc id="kubereach-desc">${escapeXml(summaryText(graph, words))}</desc>`,
    `<rect width="${width}" height="${height}" fill="${escapeXml(theme.background)}"/>`,
    ...layout.headings.map(({ text, x }) =>
      textLine(x, HEADING_Y, text, { fill: theme.muted, size: SIZE.small, weight: 600 }),
    ),
    ...layout.frames.map((frame) => drawFrame(frame, theme)),
    // Lines that carry something come last, so that they lie above the others.
    ...[...folded.edges]
      .sort((a, b) => Number(a.share > 0) - Number(b.share > 0))
      .map((edge) => drawEdge(edge, layout, theme, words)),
    ...layout.boxes.map((box) => drawBox(box, theme)),
    legend.text,
    '</svg>',
  ]
    .filter((line) => line !== '')
    .join('\n')
    .concat('\n');
  return { svg, width, height, layout };
}

interface TextLook {
  readonly fill: string;
  readonly size?: number;
  readonly weight?: number;
  readonly anchor?: 'end';
  /** Pixels; the text is shortened to it. */
  readonly room?: number;
}

function textLine(x: number, y: number, text: string, look: TextLook): string {
  const { fill, size = SIZE.text, weight, anchor, room = Infinity } = look;
  const shown = shortenMiddle(text, weight ? room / 1.08 : room, size);
  const title = shown === text ? '' : `<title>${escapeXml(text)}</title>`;
  const attributes = [
    `x="${x}" y="${y}" fill="${escapeXml(fill)}" font-size="${size}"`,
    ...(weight ? [`font-weight="${weight}"`] : []),
    ...(anchor ? [`text-anchor="${anchor}"`] : []),
  ].join(' ');
  return `<text ${attributes}>${escapeXml(shown)}${title}</text>`;
}

function drawFrame({ heading, x, y, width, height }: PlacedFrame, theme: GraphTheme): string {
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="none" stroke="${escapeXml(theme.border)}" stroke-opacity="0.6" stroke-dasharray="2 3"/>`,
    textLine(x + 8, y + 15, heading, { fill: theme.muted, size: SIZE.small, room: width - 16 }),
  ].join('\n');
}

function drawBox(box: PlacedBox, theme: GraphTheme): string {
  const { x, y, width, height, title, detail, tone, rows, notes } = box;
  const left = x + SIZE.pad;
  const right = x + width - SIZE.pad;
  const room = width - 2 * SIZE.pad;
  const isOff = tone === 'waiting' || tone === 'blocked';
  const dash = isOff ? ' stroke-dasharray="4 3"' : '';
  const stroke = isOff ? toneColour(tone, theme) : theme.border;
  const lines = [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="5" fill="${escapeXml(theme.card)}" stroke="${escapeXml(stroke)}"${dash}/>`,
    textLine(left, y + SIZE.pad + 12, title, { fill: theme.foreground, size: SIZE.title, weight: 600, room }),
  ];
  if (detail !== '') {
    lines.push(
      textLine(left, y + SIZE.pad + SIZE.line + 9, detail, { fill: theme.muted, size: SIZE.small, room }),
    );
  }
  lines.push(...notes.flatMap((note) => drawNote(note, left, theme)));
  for (const row of rows) {
    const shareRoom = row.share === '' ? 0 : textWidth(row.share, SIZE.text) + 8;
    lines.push(
      textLine(left, row.y, row.text, { fill: theme.foreground, room: Math.max(40, room - shareRoom) }),
    );
    if (row.share !== '') {
      lines.push(textLine(right, row.y, row.share, { fill: theme.live, weight: 600, anchor: 'end' }));
    }
    lines.push(...row.notes.flatMap((note) => drawNote(note, left, theme)));
  }
  return `<g>\n${lines.join('\n')}\n</g>`;
}

function drawNote({ lines, text, tone, y }: PlacedNote, x: number, theme: GraphTheme): readonly string[] {
  const isCut = lines.join(' ') !== text;
  return lines.map((line, index) => {
    const shown = textLine(x, y + index * SIZE.smallLine, line, {
      fill: toneColour(tone, theme),
      size: SIZE.small,
    });
    return isCut ? shown.replace('</text>', `<title>${escapeXml(text)}</title></text>`) : shown;
  });
}

function toneColour(tone: Tone, theme: GraphTheme): string {
  return tone === 'plain' ? theme.border : theme[tone];
}

function drawEdge(edge: ReachEdge, { anchors }: GraphLayout, theme: GraphTheme, words: GraphWords): string {
  const from = anchors.get(edge.from);
  const to = anchors.get(edge.to);
  if (!from || !to) return '';
  const tone = edgeTone(edge);
  const isOff = tone === 'waiting' || tone === 'blocked';
  const isTarget = edge.byClient.length > 0;
  const strokeWidth = isTarget
    ? Math.round((MIN_STROKE + edge.share * (MAX_STROKE - MIN_STROKE)) * 10) / 10
    : MIN_STROKE;
  const parts = [
    `<path d="${curve(from, to)}" fill="none" stroke="${escapeXml(toneColour(tone, theme))}" stroke-width="${strokeWidth}"${isOff ? ' stroke-dasharray="5 4"' : ''}/>`,
    ...(isOff ? [tone === 'blocked' ? cross(from, to, theme) : ''] : [arrowHead(to, tone, theme)]),
  ].join('');
  const told = edge.reason ? words.reason(edge.reason) : isTarget ? words.share(edge) : '';
  return told === '' ? parts : `<g><title>${escapeXml(told)}</title>${parts}</g>`;
}

function curve(from: Anchor, to: Anchor): string {
  const bend = Math.round((to.left - from.right) / 2);
  return `M${from.right} ${from.y}C${from.right + bend} ${from.y} ${to.left - bend} ${to.y} ${to.left} ${to.y}`;
}

function arrowHead({ left, y }: Anchor, tone: Tone, theme: GraphTheme): string {
  return `<path d="M${left} ${y}l-7 -3.5v7z" fill="${escapeXml(toneColour(tone, theme))}"/>`;
}

/** In the middle of the line, so that colour is not all that tells. */
function cross(from: Anchor, to: Anchor, theme: GraphTheme): string {
  const x = Math.round((from.right + to.left) / 2);
  const y = Math.round((from.y + to.y) / 2);
  return `<path d="M${x - 4} ${y - 4}l8 8m0 -8l-8 8" stroke="${escapeXml(theme.blocked)}" stroke-width="2" fill="none"/>`;
}

interface Legend {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

const LEGEND_HEIGHT = 26;

/** Only what is in the picture. */
function legendOf(
  { edges }: ReachGraph,
  { height }: GraphLayout,
  theme: GraphTheme,
  words: GraphWords,
): Legend {
  const tones = new Set(edges.map(edgeTone));
  const y = height + 4;
  let x = 20;
  const items: string[] = [];
  for (const tone of ['live', 'waiting', 'blocked'] as const) {
    if (!tones.has(tone)) continue;
    const from = { left: x, right: x, y: y - 4 };
    const to = { left: x + 34, right: x + 34, y: y - 4 };
    const text = words.legend(tone);
    const dash = tone === 'live' ? '' : ' stroke-dasharray="5 4"';
    items.push(
      `<path d="M${x} ${y - 4}h34" stroke="${escapeXml(toneColour(tone, theme))}" stroke-width="2"${dash}/>`,
      tone === 'blocked' ? cross(from, to, theme) : '',
      textLine(x + 42, y, text, { fill: theme.muted, size: SIZE.small }),
    );
    x += 42 + Math.ceil(textWidth(text, SIZE.small)) + 24;
  }
  return {
    text: items.filter((item) => item !== '').join('\n'),
    width: x,
    height: items.length > 0 ? LEGEND_HEIGHT : 0,
  };
}
