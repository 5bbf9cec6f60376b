import { html, nothing, svg, type TemplateResult } from 'lit';
import type { DrawnEdge, Point } from '../../model/draw-edges.ts';
import { formatShare } from '../../model/percent.ts';
import { locale } from '../../words.ts';

const TIP = 6;

/** The lines behind the cards. Decoration only: the cards' names say the same. `lit` is the stop that stands out. */
export function edgeLayer(edges: readonly DrawnEdge[], lit: string): TemplateResult {
  const litEdges = edgesThrough(edges, lit);
  // What stands out is painted last, so that nothing covers it.
  const ordered = [...edges.filter((edge) => !litEdges.has(edge)), ...litEdges];
  return html`<svg class="edges" aria-hidden="true">
    ${ordered.map((edge) => drawnEdge(edge, litEdges.size > 0 && !litEdges.has(edge)))}
  </svg>`;
}

/** The edges at a stop, and those that lead to where they begin. */
function edgesThrough(edges: readonly DrawnEdge[], lit: string): Set<DrawnEdge> {
  const direct = edges.filter((edge) => edge.fromStop === lit || edge.toStop === lit);
  const origins = new Set(direct.map((edge) => edge.fromStop));
  return new Set([...edges.filter((edge) => origins.has(edge.toStop)), ...direct]);
}

function drawnEdge(edge: DrawnEdge, isFaded: boolean): TemplateResult {
  const { tone, tip, share, labelAt } = edge;
  return svg`<g class="edge ${tone} ${isFaded ? 'faded' : ''}">
    <path class="line" d=${edge.path} stroke-width=${edge.width} />
    ${tone === 'flows' ? svg`<path class="tip" d=${arrow(tip, edge.heading)} />` : svg`<path class="cross" d=${cross(tip)} />`}
    ${share === undefined ? nothing : svg`<text x=${labelAt.x} y=${labelAt.y} dy="0.35em">${formatShare(share, locale())}</text>`}
  </g>`;
}

function arrow({ x, y }: Point, heading: DrawnEdge['heading']): string {
  const [back, side] = [TIP * 1.4, TIP * 0.8];
  return heading === 'right'
    ? `M${x},${y}l${-back},${-side}v${side * 2}z`
    : `M${x},${y}l${-side},${-back}h${side * 2}z`;
}

function cross({ x, y }: Point): string {
  const half = TIP * 0.75;
  return `M${x - half},${y - half}l${half * 2},${half * 2}m0,${-half * 2}l${-half * 2},${half * 2}`;
}
