// What an event makes of the pods of a cluster.
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import type { PodEvent } from './scenario.ts';
import { isPod, movePod } from './what-if.ts';

/**
 * The pods after an event; the same list when the event changes nothing that the cluster knows: a pod that is slow or
 * refuses connections is as ready as before.
 * Differs: controllers do not answer; the pod that replaces another one is an event of its own.
 */
export function applyToPods(
  pods: readonly ClusterPod[],
  event: PodEvent,
  options: ClusterOptions,
): readonly ClusterPod[] {
  switch (event.kind) {
    case 'ready':
    case 'not-ready': {
      const ready = event.kind === 'ready';
      return replace(pods, event.pod, (pod) => ({ ...pod, ready, phase: ready ? 'Running' : pod.phase }));
    }
    case 'terminating':
      return replace(pods, event.pod, (pod) => ({ ...pod, terminating: true }));
    case 'removed':
      return pods.filter((pod) => !isPod(pod, event.pod));
    case 'added': {
      const like = pods.find((pod) => isPod(pod, event.like));
      const exists = pods.some((pod) => isPod(pod, { ...event.like, name: event.name }));
      if (!like || exists) return pods;
      const fresh: ClusterPod = {
        ...like,
        name: event.name,
        phase: 'Running',
        ready: true,
        terminating: false,
      };
      const node = event.node ?? like.node;
      return [...pods, node === undefined ? fresh : movePod(fresh, node, pods, options)];
    }
    case 'refuses':
    case 'accepts':
    case 'slow':
      return pods;
  }
}

function replace(
  pods: readonly ClusterPod[],
  ref: { readonly namespace: string; readonly name: string },
  change: (pod: ClusterPod) => ClusterPod,
): readonly ClusterPod[] {
  return pods.map((pod) => (isPod(pod, ref) ? change(pod) : pod));
}
