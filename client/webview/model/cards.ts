// The cards at the right of the stage: pods by their source, each alone or all of a source behind one card.
import type { Anchor } from '../../../shared/messages/preview.ts';
import type { ExclusionReason, ExclusionView, PodView, PortView, ServiceView } from './service-view.ts';

/** From this number of pods on, groups are shown as one card each. */
const N_PODS_TO_COLLAPSE = 51;

/** A group of so few pods stays open even then. */
const N_PODS_ALWAYS_OPEN = 5;

/** One connection that arrives at a row. */
export interface StageInput {
  /** Key of the PortView. */
  readonly port: string;
  /** 0 to 1; for several pods in one card the sum of theirs. */
  readonly share: number;
}

/** A port of a pod that gets traffic. */
export interface StageRow {
  /** `web:8080`. */
  readonly label: string;
  /** In the order of the Service's ports. */
  readonly inputs: readonly StageInput[];
  /** Pods of the card with this row. */
  readonly nPods: number;
}

/** Why pods of a card get nothing, the same words counted once. */
export interface StageReason {
  /** Key of the PortView; empty for all ports. */
  readonly port: string;
  readonly reason: ExclusionReason;
  readonly message: string;
  readonly nPods: number;
}

/** A pod, or a whole group of pods behind one card. */
export interface StageCard {
  /** Unique on the stage. */
  readonly id: string;
  readonly pods: readonly PodView[];
  /** Whether the card stands for its whole group. */
  readonly isBundle: boolean;
  readonly nReached: number;
  readonly rows: readonly StageRow[];
  readonly reasons: readonly StageReason[];
  readonly anchor: Anchor;
}

/** The pods of one source, or of one node. */
export interface StageGroup {
  readonly source: string;
  readonly nPods: number;
  readonly nReached: number;
  /** Whether it may be shown as one card, so that a button opens and closes it. */
  readonly isCollapsible: boolean;
  readonly isCollapsed: boolean;
  readonly cards: readonly StageCard[];
}

/** How pods are put together. */
export interface Grouping {
  /** The groups whose many pods are to be seen one by one. */
  readonly opened: ReadonlySet<string>;
  readonly byNode: boolean;
}

/** Groups in the order of their first pods; by node a pod without one stands under its source. */
export function makeGroups(service: ServiceView, { opened, byNode }: Grouping): StageGroup[] {
  const isCrowded = service.pods.length + service.nOmittedPods >= N_PODS_TO_COLLAPSE;
  return [...groupPods(service.pods, byNode)].map(([source, pods]) => {
    const isCollapsible = isCrowded && pods.length > N_PODS_ALWAYS_OPEN;
    const isCollapsed = isCollapsible && !opened.has(source);
    const cards = isCollapsed
      ? [makeCard(`group:${source}`, pods, true, service.ports)]
      : pods.map((pod) => makeCard(`pod:${pod.key}`, [pod], false, service.ports));
    const nReached = pods.filter(isReached).length;
    return { source, nPods: pods.length, nReached, isCollapsible, isCollapsed, cards };
  });
}

/** Whether a pod gets traffic from any port. */
export function isReached(pod: PodView): boolean {
  return pod.targets.length > 0;
}

function groupPods(pods: readonly PodView[], byNode: boolean): Map<string, PodView[]> {
  const groups = new Map<string, PodView[]>();
  for (const pod of pods) {
    const name = (byNode && pod.node) || pod.source;
    const group = groups.get(name);
    if (group) group.push(pod);
    else groups.set(name, [pod]);
  }
  return groups;
}

function makeCard(
  id: string,
  pods: readonly PodView[],
  isBundle: boolean,
  ports: readonly PortView[],
): StageCard {
  const anchor = pods[0]?.anchor ?? { uri: '', document: 0, field: '' };
  const nReached = pods.filter(isReached).length;
  return {
    id,
    pods,
    isBundle,
    nReached,
    rows: collectRows(pods, ports),
    reasons: collectReasons(pods),
    anchor,
  };
}

function collectRows(pods: readonly PodView[], ports: readonly PortView[]): StageRow[] {
  const labels = new Set(pods.flatMap((pod) => pod.targets.map((target) => target.label)));
  return [...labels].map((label): StageRow => {
    const inputs: StageInput[] = [];
    for (const { key } of ports) {
      const shares = pods.flatMap((pod) =>
        pod.targets
          .filter((target) => target.label === label && target.port === key)
          .map(({ share }) => share),
      );
      if (shares.length > 0) inputs.push({ port: key, share: Math.min(1, sum(shares)) });
    }
    const nPods = pods.filter((pod) => pod.targets.some((target) => target.label === label)).length;
    return { label, inputs, nPods };
  });
}

function collectReasons(pods: readonly PodView[]): StageReason[] {
  const counted = new Map<string, { exclusion: ExclusionView; nPods: number }>();
  for (const exclusion of pods.flatMap((pod) => pod.exclusions)) {
    const key = JSON.stringify([exclusion.port, exclusion.reason, exclusion.message]);
    const known = counted.get(key);
    if (known) known.nPods += 1;
    else counted.set(key, { exclusion, nPods: 1 });
  }
  return [...counted.values()].map(({ exclusion, nPods }) => ({ ...exclusion, nPods }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
