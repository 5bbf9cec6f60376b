// Turns edges and the places of their docks into lines to draw. Pure geometry, in pixels from the stage's corner.
import { dock, type EdgeTone, type StageEdge } from './edges.ts';

/** Pixels from the stage's top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How the columns stand: beside each other, or one below the other in a narrow panel. */
export type StageLayout = 'wide' | 'stacked';

/** A line with all that goes with it. */
export interface DrawnEdge {
  readonly id: string;
  /** SVG path data. */
  readonly path: string;
  readonly width: number;
  readonly tone: EdgeTone;
  readonly share: number | undefined;
  /** Middle of the label. */
  readonly labelAt: Point;
  /** Tip of the arrow, or middle of the cross of an edge that does not flow. */
  readonly tip: Point;
  /** Direction of the tip. */
  readonly heading: 'right' | 'down';
  readonly fromStop: string;
  readonly toStop: string;
}

const MIN_WIDTH = 1.5;
const MAX_WIDTH = 6;
/** Straight part before a pod, with room for the label. */
const RUN_IN = 60;
const LABEL_FROM_END = 34;
const ARROW_LENGTH = 6;
const LANE_WIDTH = 9;
const LANE_START = 6;
const N_LANES = 4;
const CORNER = 8;

/**
 * Draws every edge whose docks are both there; in a stacked layout one edge leads from the way in to the Service as a whole.
 * Edges that flow come last, so that they cover the others where they share a way.
 */
export function drawEdges(
  edges: readonly StageEdge[],
  docks: ReadonlyMap<string, Point>,
  layout: StageLayout,
): DrawnEdge[] {
  const drawn: DrawnEdge[] = [];
  let hasEntry = false;
  for (const edge of edges) {
    const isWay = edge.part === 'way';
    const isEntry = isWay && edge.from !== dock.client;
    if (layout === 'stacked' && isEntry && hasEntry) continue;
    hasEntry ||= isEntry;
    const from = docks.get(edge.from);
    const to = docks.get(layout === 'stacked' && isEntry ? dock.serviceIn : edge.to);
    if (from && to)
      drawn.push(drawEdge(edge, from, to, layout === 'wide' ? 'wide' : isWay ? 'drop' : 'gutter'));
  }
  return [...drawn.filter(({ tone }) => tone !== 'flows'), ...drawn.filter(({ tone }) => tone === 'flows')];
}

/** Lanes at the left of a stacked stage: one for each port, as far as there is room. */
export function gutterLanes(nPorts: number): number {
  return Math.min(Math.max(nPorts, 1), N_LANES);
}

/** Line width for a share: thin for none, and never so thick that it hides its neighbours. */
export function widthOfShare(share: number | undefined): number {
  const width = MIN_WIDTH + (MAX_WIDTH - MIN_WIDTH) * Math.min(1, Math.max(0, share ?? 0));
  return Math.round(width * 100) / 100;
}

function drawEdge(edge: StageEdge, from: Point, to: Point, shape: 'wide' | 'drop' | 'gutter'): DrawnEdge {
  const { id, tone, share, fromStop, toStop } = edge;
  const heading = shape === 'drop' ? 'down' : 'right';
  const back = tone === 'flows' ? ARROW_LENGTH - 1 : 0;
  const end = heading === 'down' ? { x: to.x, y: to.y - back } : { x: to.x - back, y: to.y };
  const laneX = LANE_START + (edge.lane % N_LANES) * LANE_WIDTH;
  const path =
    shape === 'wide'
      ? flowPath(from, end, share === undefined && tone === 'flows' ? 0 : RUN_IN)
      : shape === 'drop'
        ? `M${point(from)}L${point(end)}`
        : gutterPath(from, end, laneX);
  const tip = tone === 'flows' || heading === 'down' ? to : { x: to.x - ARROW_LENGTH * 2, y: to.y };
  const labelAt = { x: round(to.x - LABEL_FROM_END), y: round(to.y) };
  return { id, path, width: widthOfShare(share), tone, share, labelAt, tip, heading, fromStop, toStop };
}

/** A soft S from left to right, with a straight end of up to `runIn` pixels. */
function flowPath(from: Point, to: Point, runIn: number): string {
  const bendEnd = Math.max(to.x - runIn, from.x + (to.x - from.x) * 0.4);
  const middle = (from.x + bendEnd) / 2;
  const curve = `C${point({ x: middle, y: from.y })} ${point({ x: middle, y: to.y })} ${point({ x: bendEnd, y: to.y })}`;
  return `M${point(from)}${curve}L${point(to)}`;
}

/** Out to the left, along a lane, and back to the right, with round corners. */
function gutterPath(from: Point, to: Point, laneX: number): string {
  const turn = Math.min(CORNER, Math.abs(to.y - from.y) / 2, from.x - laneX, to.x - laneX);
  const sign = to.y >= from.y ? 1 : -1;
  return [
    `M${point(from)}`,
    `L${point({ x: laneX + turn, y: from.y })}`,
    `Q${point({ x: laneX, y: from.y })} ${point({ x: laneX, y: from.y + sign * turn })}`,
    `L${point({ x: laneX, y: to.y - sign * turn })}`,
    `Q${point({ x: laneX, y: to.y })} ${point({ x: laneX + turn, y: to.y })}`,
    `L${point(to)}`,
  ].join('');
}

function point({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
