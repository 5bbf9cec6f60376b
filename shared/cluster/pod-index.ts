// Pods by namespace and by label, so that a Service looks only at pods that have one of its labels.
import type { LabelSet } from '../model/labels.ts';
import type { ClusterPod } from './cluster-pod.ts';

/** All pods of a cluster, ready to be selected from. */
export interface PodIndex {
  /** Keys are namespace, label and value; the pods keep the order they came in. */
  readonly byLabel: ReadonlyMap<string, readonly ClusterPod[]>;
}

/** Linear in the number of labels. */
export function indexPods(pods: readonly ClusterPod[]): PodIndex {
  const byLabel = new Map<string, ClusterPod[]>();
  for (const pod of pods) {
    for (const [label, value] of Object.entries(pod.labels)) {
      const key = keyFor(pod.namespace, label, value);
      const list = byLabel.get(key);
      if (list) list.push(pod);
      else byLabel.set(key, [pod]);
    }
  }
  return { byLabel };
}

/**
 * The pods of one namespace that have every one of the labels. An empty set of labels selects nothing.
 * Text that is unresolved is compared as it stands: whether it might match is for rules to ask.
 */
export function selectPods(index: PodIndex, namespace: string, labels: LabelSet): readonly ClusterPod[] {
  const pairs = Object.entries(labels);
  let fewest: readonly ClusterPod[] | undefined;
  for (const [label, value] of pairs) {
    const pods = index.byLabel.get(keyFor(namespace, label, value)) ?? [];
    if (!fewest || pods.length < fewest.length) fewest = pods;
  }
  return (fewest ?? []).filter((pod) =>
    pairs.every(([label, value]) => Object.hasOwn(pod.labels, label) && pod.labels[label] === value),
  );
}

/** A newline can be in none of the three. */
function keyFor(namespace: string, label: string, value: string): string {
  return `${namespace}\n${label}\n${value}`;
}
