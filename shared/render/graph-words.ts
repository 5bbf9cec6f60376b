// Which words a picture needs. Every drawing of it is given them, so that it can be shown in any language.
import type {
  ClientCard,
  EntryCard,
  EntryRow,
  PodCondition,
  PodGroup,
  PortRow,
  ReachEdge,
  ReachReason,
  ReachSubject,
  ServiceCard,
  TargetRow,
} from './reach-graph.ts';
import {
  clientText,
  COLUMN_TEXT,
  CONDITION_TEXT,
  entryRowText,
  entryText,
  groupText,
  LEGEND_TEXT,
  portText,
  reachText,
  reasonText,
  serviceTypeText,
  shareText,
  subjectText,
  targetText,
} from './reach-words.ts';

/** The words of one language. Each function words one value; none looks at another. */
export interface GraphWords {
  /** The title of the picture. */
  subject(subject: ReachSubject): string;
  /** The head of a column. */
  column(column: keyof typeof COLUMN_TEXT): string;
  client(card: ClientCard): string;
  /** The head of a way in. */
  entry(card: Pick<EntryCard, 'kind' | 'name'>): string;
  /** One way in. */
  entryRow(kind: EntryCard['kind'], row: EntryRow): string;
  /** The Service's type, or that it is not there. */
  serviceType(card: ServiceCard): string;
  port(row: PortRow): string;
  group(group: Pick<PodGroup, 'kind' | 'name'>): string;
  condition(condition: PodCondition): string;
  /** A port of a pod. */
  target(row: TargetRow): string;
  /** What arrives over an edge from a port. */
  share(edge: ReachEdge): string;
  reason(reason: ReachReason): string;
  /** What a kind of line means. */
  legend(tone: keyof typeof LEGEND_TEXT): string;
  /** How much a port reaches, a sentence with its dot; `nTargets` counts those that it does not reach, too. */
  reach(service: ServiceCard, row: PortRow, nReached: number, nTargets: number): string;
  /** A sentence with its dot. */
  noService(): string;
}

/** What the command line says, and files that leave the editor. */
export const ENGLISH: GraphWords = {
  subject: subjectText,
  column: (column) => COLUMN_TEXT[column],
  client: clientText,
  entry: entryText,
  entryRow: entryRowText,
  serviceType: serviceTypeText,
  port: portText,
  group: groupText,
  condition: (condition) => CONDITION_TEXT[condition],
  target: targetText,
  share: shareText,
  reason: reasonText,
  legend: (tone) => LEGEND_TEXT[tone],
  reach: reachText,
  noService: () => 'There is no Service.',
};
