// Pods that a selector nearly matches: close enough to be drawn beside those that it does match.
import { selectPods } from '../cluster/pod-index.ts';
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import type { ServiceOutcome } from '../cluster/endpoints-of-service.ts';
import type { ClusterState } from '../cluster/settle.ts';
import { keyOf } from '../cluster/cluster-names.ts';
import type { LabelSet } from '../model/labels.ts';
import type { UnmetLabel } from './reach-graph.ts';

/** A pod that was probably meant. */
export interface NearPod {
  readonly pod: ClusterPod;
  readonly unmet: readonly UnmetLabel[];
}

/** Pods that no Service of a cluster selects, by namespace. */
export function unclaimedPods({ pods, services }: ClusterState): ReadonlyMap<string, readonly ClusterPod[]> {
  const claimed = new Set(
    services.flatMap((outcome) => outcome.pods.map(({ pod }) => keyOf(pod.namespace, pod.name))),
  );
  const unclaimed = new Map<string, ClusterPod[]>();
  for (const pod of pods) {
    if (claimed.has(keyOf(pod.namespace, pod.name))) continue;
    const list = unclaimed.get(pod.namespace);
    if (list) list.push(pod);
    else unclaimed.set(pod.namespace, [pod]);
  }
  return unclaimed;
}

/**
 * Those of the unclaimed pods that a Service nearly selects, in their order. Each label of the selector has to be
 * 1. there, or
 * 2. there with a value that reads like a slip, or under another key; or, when others are there as they should be,
 * 3. there with any other value.
 */
export function nearPods(
  { service, namespace }: ServiceOutcome,
  state: ClusterState,
  unclaimed: ReadonlyMap<string, readonly ClusterPod[]>,
): readonly NearPod[] {
  const { selector } = service;
  if (!selector || service.type === 'ExternalName') return [];
  const candidates = unclaimed.get(namespace) ?? [];
  if (candidates.length === 0) return [];
  const selected = new Set(selectPods(state.podIndex, namespace, selector));
  return candidates.flatMap((pod) => {
    const unmet = selected.has(pod) ? [] : unmetLabels(selector, pod.labels);
    return unmet.length > 0 && isNear(selector, unmet, pod.labels) ? [{ pod, unmet }] : [];
  });
}

function unmetLabels(selector: LabelSet, labels: LabelSet): readonly UnmetLabel[] {
  return Object.entries(selector).flatMap(([label, wanted]) => {
    const has = Object.hasOwn(labels, label) ? labels[label] : undefined;
    return has === wanted ? [] : [{ label, wanted, has }];
  });
}

function isNear(selector: LabelSet, unmet: readonly UnmetLabel[], labels: LabelSet): boolean {
  const isPartlyMet = unmet.length < Object.keys(selector).length;
  const values = new Set(Object.values(labels));
  return unmet.every(({ wanted, has }) => {
    if (has === undefined) return values.has(wanted);
    return isPartlyMet || isSlip(wanted, has);
  });
}

const MAX_SLIP = 2;
const LONG_ENOUGH = 4;

/** Whether one text is the other misspelt: at most two letters, in texts long enough; a different number is no slip. */
function isSlip(a: string, b: string): boolean {
  if (a.toLowerCase() === b.toLowerCase()) return true;
  if (Math.min(a.length, b.length) < LONG_ENOUGH || Math.abs(a.length - b.length) > MAX_SLIP) return false;
  if (a.replaceAll(/\d/g, '') === b.replaceAll(/\d/g, '')) return false;
  return editDistance(a, b) <= MAX_SLIP;
}

/** Insertions, deletions and substitutions, row by row. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const here = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      here.push(Math.min(change, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1));
    }
    above = here;
  }
  return above[b.length] ?? 0;
}
