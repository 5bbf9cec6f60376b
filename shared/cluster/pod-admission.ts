// Pods that the API server refuses to create because of what else is in the cluster, or is not.
import type { KubeObject, PodSource } from '../model/objects.ts';
import { asInteger, asMap, asString, valueAt, type Value } from '../model/value.ts';
import { compareNamed, keyOf, nameOf, namespaceOf } from './cluster-names.ts';
import type { ClusterOptions } from './cluster-options.ts';
import { isTerminal, type PlannedPod } from './cluster-pod.ts';

/**
 * Leaves out the pods that are refused:
 * 1. Those of a ServiceAccount that does not exist, where `unlisted` is `absent`. `default` always exists.
 * 2. Those beyond a ResourceQuota on pods, bare pods being created before the others.
 *
 * Differs: other quotas, limit ranges and policies are not looked at.
 */
export function admitPods(
  pods: readonly PlannedPod[],
  objects: readonly KubeObject[],
  options: ClusterOptions,
): readonly PlannedPod[] {
  return withinQuota(withAccount(pods, objects, options), objects, options);
}

function withAccount(
  pods: readonly PlannedPod[],
  objects: readonly KubeObject[],
  options: ClusterOptions,
): readonly PlannedPod[] {
  if (options.unlisted === 'assumed') return pods;
  const accounts = new Set<string>();
  for (const object of objects) {
    if (object.ref.kind === 'ServiceAccount')
      accounts.add(keyOf(namespaceOf(object, options), nameOf(object)));
  }
  const mayRun = new Map<PodSource, boolean>();
  return pods.filter(({ source, namespace }) => {
    const known = mayRun.get(source);
    if (known !== undefined) return known;
    const account = accountOf(source);
    const exists = account === 'default' || accounts.has(keyOf(namespace, account));
    mayRun.set(source, exists);
    return exists;
  });
}

function accountOf(source: PodSource): string {
  const spec = asMap(valueAt(source.raw, [...source.template.path, 'spec']));
  return asString(spec['serviceAccountName']) || asString(spec['serviceAccount']) || 'default';
}

function withinQuota(
  pods: readonly PlannedPod[],
  objects: readonly KubeObject[],
  options: ClusterOptions,
): readonly PlannedPod[] {
  const room = new Map<string, number>();
  for (const object of objects) {
    if (object.ref.kind !== 'ResourceQuota') continue;
    const namespace = namespaceOf(object, options);
    const hard = asMap(valueAt(object.raw, ['spec', 'hard']));
    const limits = [readCount(hard['pods']), readCount(hard['count/pods'])];
    room.set(namespace, Math.min(room.get(namespace) ?? Infinity, ...limits));
  }
  if (room.size === 0) return pods;
  const inOrder = [...pods].sort(
    (a, b) => Number(a.source.is === 'Workload') - Number(b.source.is === 'Workload') || compareNamed(a, b),
  );
  return inOrder.filter((pod) => {
    const left = room.get(pod.namespace);
    if (left === undefined || isTerminal(pod)) return true;
    room.set(pod.namespace, left - 1);
    return left > 0;
  });
}

/** A count in a quota: a whole number, written as text or as a number. Anything else does not limit. */
function readCount(value: Value | undefined): number {
  const text = asString(value)?.trim();
  const count = asInteger(value) ?? (text && /^\d+$/.test(text) ? Number(text) : undefined);
  return count ?? Infinity;
}
