// Requests on their way: a round dot for one that is answered, a diamond for one that is not. Decoration only.
import type { RequestResult } from '../../../../shared/traffic/simulation.ts';
import type { DrawnEdge } from '../../model/draw-edges.ts';
import type { Stage } from '../../model/stage.ts';

/** Dots at a time; more requests than these are told by the counts. */
const MAX_DOTS = 200;
const LEG_MS = 420;
const SPREAD_MS = 700;
const SIZE = 4.5;

/** Lets the latest requests travel along the lines they take. Does nothing where motion is not wanted. */
export function animateRequests(
  layer: SVGSVGElement,
  stage: Stage,
  edges: readonly DrawnEdge[],
  results: readonly RequestResult[],
): void {
  if (isStill() || results.length === 0) return;
  const room = Math.max(0, MAX_DOTS - layer.childElementCount);
  const shown = results.slice(Math.max(0, results.length - room));
  for (const [index, result] of shown.entries()) {
    const legs = legsOf(stage, edges, result);
    if (legs.length > 0) travel(layer, legs, result, (index / shown.length) * SPREAD_MS);
  }
}

function isStill(): boolean {
  return (
    document.body.classList.contains('vscode-reduce-motion') ||
    window.matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}

/** The lines from the client to the pod, as far as the request came. */
function legsOf({ service, groups }: Stage, edges: readonly DrawnEdge[], result: RequestResult): string[] {
  const port = service.ports.find(({ isAsked }) => isAsked);
  const portStop = port ? `port:${port.key}` : 'service';
  const pod = result.sentTo?.pod;
  const card = groups
    .flatMap((group) => group.cards)
    .find(({ pods }) => pod !== undefined && pods.some(({ name }) => name === pod));
  const first = edges.find(({ fromStop }) => fromStop === 'client');
  const second = edges.find(({ fromStop, toStop }) => fromStop === first?.toStop && toStop === portStop);
  const third = edges.find(({ fromStop, toStop }) => fromStop === portStop && toStop === card?.id);
  return [first, second, third].flatMap((edge) => (edge ? [edge.path] : []));
}

function travel(layer: SVGSVGElement, legs: readonly string[], result: RequestResult, delay: number): void {
  const isGood = result.outcome === 'delivered';
  const dot = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const round = `M${-SIZE},0a${SIZE},${SIZE} 0 1,0 ${SIZE * 2},0a${SIZE},${SIZE} 0 1,0 ${-SIZE * 2},0z`;
  const diamond = `M0,${-SIZE - 1}L${SIZE + 1},0L0,${SIZE + 1}L${-SIZE - 1},0z`;
  dot.setAttribute('d', isGood ? round : diamond);
  dot.setAttribute('class', isGood ? 'dot good' : 'dot bad');
  layer.append(dot);
  void go(dot, legs, delay).finally(() => dot.remove());
}

async function go(dot: SVGPathElement, legs: readonly string[], delay: number): Promise<void> {
  for (const [index, leg] of legs.entries()) {
    dot.style.offsetPath = `path("${leg}")`;
    dot.style.offsetRotate = '0deg';
    const steps = [{ offsetDistance: '0%' }, { offsetDistance: '100%' }];
    const timing = {
      duration: LEG_MS,
      delay: index === 0 ? delay : 0,
      easing: 'ease-in-out',
      fill: 'both',
    } as const;
    await dot.animate(steps, timing).finished;
  }
}
