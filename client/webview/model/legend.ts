// Which marks are on the stage, so that the legend explains those and no others.
import type { FindingView } from '../../../shared/messages/preview.ts';
import { isConcerned } from './edges.ts';
import type { Stage } from './stage.ts';

/** A mark that the legend can explain. */
export type LegendMark =
  | 'pod-ready'
  | 'pod-not-ready'
  | 'pod-unreached'
  | 'pod-bundle'
  | 'edge-share'
  | 'edge-waiting'
  | 'edge-blocked'
  | `finding-${FindingView['severity']}`;

/** Marks under the legend's headings; headings without marks are left out. */
export interface LegendPart {
  readonly heading: 'pods' | 'edges' | 'findings';
  readonly marks: readonly LegendMark[];
}

/** The marks on the stage, in a fixed order. */
export function legendParts(stage: Stage): LegendPart[] {
  const parts: LegendPart[] = [
    { heading: 'pods', marks: podMarks(stage) },
    { heading: 'edges', marks: edgeMarks(stage) },
    { heading: 'findings', marks: findingMarks(stage) },
  ];
  return parts.filter((part) => part.marks.length > 0);
}

function podMarks({ groups }: Stage): LegendMark[] {
  const cards = groups.flatMap((group) => group.cards);
  const single = cards.filter((card) => !card.isBundle);
  const marks: [LegendMark, boolean][] = [
    ['pod-ready', single.some((card) => card.pods.some((pod) => pod.isReady))],
    ['pod-not-ready', single.some((card) => isConcerned(card) && card.pods.some((pod) => !pod.isReady))],
    ['pod-unreached', cards.some((card) => card.nReached === 0)],
    ['pod-bundle', cards.some((card) => card.isBundle)],
  ];
  return present(marks);
}

function edgeMarks({ edges }: Stage): LegendMark[] {
  const marks: [LegendMark, boolean][] = [
    ['edge-share', edges.some((edge) => edge.share !== undefined)],
    ['edge-waiting', edges.some((edge) => edge.tone === 'waiting')],
    ['edge-blocked', edges.some((edge) => edge.tone === 'blocked')],
  ];
  return present(marks);
}

function findingMarks({ service }: Stage): LegendMark[] {
  const severities = ['error', 'warning', 'information', 'hint'] as const;
  const all = [...service.ports.flatMap((port) => port.findings), ...service.findings];
  return severities
    .filter((severity) => all.some((finding) => finding.severity === severity))
    .map((severity): LegendMark => `finding-${severity}`);
}

function present(marks: readonly [LegendMark, boolean][]): LegendMark[] {
  return marks.filter(([, isPresent]) => isPresent).map(([mark]) => mark);
}
