// The state of pods, read from the `sim/*` annotations of a manifest. Without them a pod is running and ready.
import type { PlannedPod } from './cluster-pod.ts';

type State = Pick<PlannedPod, 'phase' | 'ready' | 'terminating' | 'schedulable' | 'getsIp'>;

/**
 * The state that annotations ask for.
 * 1. `sim/unscheduled: "true"`: Pending, without a node.
 * 2. `sim/phase: Pending`: on a node, no address yet; `PendingIP`: with an address.
 * 3. `sim/phase: Succeeded` or `Failed`: it has run.
 * 4. Otherwise Running; not ready with `sim/ready: "false"` or among the first `sim/notReady` replicas.
 * `sim/terminating: "true"` marks any of them as being deleted.
 *
 * @param replicaIndex from 0, among the pods of one workload; 0 for a bare pod.
 */
export function readPodState(annotations: Readonly<Record<string, string>>, replicaIndex: number): State {
  const terminating = annotations['sim/terminating'] === 'true';
  const base = { terminating, schedulable: true, getsIp: true, ready: false };
  if (annotations['sim/unscheduled'] === 'true')
    return { ...base, phase: 'Pending', schedulable: false, getsIp: false };
  switch (annotations['sim/phase']) {
    case 'Pending':
      return { ...base, phase: 'Pending', getsIp: false };
    case 'PendingIP':
      return { ...base, phase: 'Pending' };
    case 'Succeeded':
    case 'Failed':
      return { ...base, phase: annotations['sim/phase'] };
    default:
      return { ...base, phase: 'Running', ready: isReady(annotations, replicaIndex) };
  }
}

function isReady(annotations: Readonly<Record<string, string>>, replicaIndex: number): boolean {
  if (annotations['sim/ready'] === 'false') return false;
  const nNotReady = Number(annotations['sim/notReady'] ?? 0);
  return !(replicaIndex < nNotReady);
}
