// Bare pods that a controller takes as its own because its selector matches them, or stumbles over.
import { matches, selectorFromMap, type Selector } from '../model/labels.ts';
import type { Pod, PodSource, Workload } from '../model/objects.ts';
import { asList, asMap, valueAt } from '../model/value.ts';
import { compareNames, keyOf, nameOf, namespaceOf } from './cluster-names.ts';
import type { ClusterOptions } from './cluster-options.ts';
import type { PlannedPod, PodOwner } from './cluster-pod.ts';
import { planBarePod, planPods, type Surroundings } from './plan-pods.ts';

/** What became of the bare pods so far: those that are not in the map are still on their own. */
type Adoptions = Map<Pod, PodOwner | 'deleted'>;

/**
 * The pods of all objects together.
 * 1. A ReplicaSet or ReplicationController adopts the bare pods of its namespace that its selector matches, makes only
 *    what is missing, and deletes what is too much: the last by name stay.
 * 2. A StatefulSet and a DaemonSet adopt as well and then replace what they adopted by pods of their own revision.
 *    A bare pod that merely has the name of a StatefulSet's pod stays, and stops the StatefulSet.
 * 3. A Deployment adopts none, because its ReplicaSet also asks for the pod-template-hash, and a Job asks for its uid.
 *
 * Source: kubernetes pkg/controller/controller_ref_manager.go ClaimPods, v1.36.
 * Differs: which surplus pods go depends on their age there; here all count as equally old.
 */
export function planAll(sources: readonly PodSource[], options: ClusterOptions): readonly PlannedPod[] {
  const free = freePods(sources, options);
  const adoptions: Adoptions = new Map();
  const plans = new Map<PodSource, readonly PlannedPod[]>();
  const inOrder = [...sources].sort(compareSources);
  for (const workload of inOrder.filter((source) => source.is === 'Workload')) {
    const pods = free.get(namespaceOf(workload, options)) ?? [];
    plans.set(workload, planPods(workload, options, adopt(workload, pods, adoptions)));
  }
  const planned = inOrder.flatMap((source) => {
    if (source.is === 'Workload') return plans.get(source) ?? [];
    const owner = adoptions.get(source);
    return owner === 'deleted' ? [] : [planBarePod(source, options, owner)];
  });
  return numberAnew(planned);
}

/** By name, then kind, so that the order of documents makes no difference. */
function compareSources(a: PodSource, b: PodSource): number {
  return compareNames(nameOf(a), nameOf(b)) || compareNames(a.ref.kind, b.ref.kind);
}

/** Bare pods without a controller, by namespace and in the order of their names. */
function freePods(
  sources: readonly PodSource[],
  options: ClusterOptions,
): ReadonlyMap<string, readonly Pod[]> {
  const free = new Map<string, Pod[]>();
  for (const source of sources) {
    if (source.is !== 'Pod' || hasController(source)) continue;
    const namespace = namespaceOf(source, options);
    const list = free.get(namespace);
    if (list) list.push(source);
    else free.set(namespace, [source]);
  }
  for (const list of free.values()) list.sort((a, b) => compareNames(nameOf(a), nameOf(b)));
  return free;
}

function hasController(pod: Pod): boolean {
  return asList(valueAt(pod.raw, ['metadata', 'ownerReferences'])).some(
    (owner) => asMap(owner)['controller'] === true,
  );
}

/** Marks the pods that a workload adopts. */
function adopt(workload: Workload, free: readonly Pod[], adoptions: Adoptions): Surroundings {
  switch (workload.ref.kind) {
    case 'ReplicaSet':
    case 'ReplicationController':
      return { nMissing: adoptReplicas(workload, matching(workload, free, adoptions), adoptions) };
    case 'DaemonSet':
      for (const pod of matching(workload, free, adoptions)) adoptions.set(pod, 'deleted');
      return {};
    case 'StatefulSet':
      return { takenNames: adoptMembers(workload, free, adoptions) };
    default:
      return {};
  }
}

function matching(workload: Workload, free: readonly Pod[], adoptions: Adoptions): readonly Pod[] {
  const selector = selectorOf(workload);
  if (selector.length === 0) return [];
  return free.filter((pod) => !adoptions.has(pod) && matches(selector, pod.template.labels) === 'yes');
}

/** Only a ReplicationController may leave its selector out: it then is that of the template's labels. */
function selectorOf({ ref, selector, template }: Workload): Selector {
  if (ref.kind === 'ReplicationController') return selector ?? selectorFromMap(template.labels);
  return selector ?? [];
}

/** Returns how many replicas are still missing. */
function adoptReplicas(workload: Workload, pods: readonly Pod[], adoptions: Adoptions): number {
  const { apiVersion, kind } = workload.ref;
  const nWanted = workload.replicas ?? 1;
  const nSurplus = Math.max(0, pods.length - nWanted);
  const owner = { apiVersion, kind, name: nameOf(workload) };
  pods.forEach((pod, index) => adoptions.set(pod, index < nSurplus ? 'deleted' : owner));
  return Math.max(0, nWanted - pods.length);
}

/** Returns the names that pods have which are not adopted. */
function adoptMembers(workload: Workload, free: readonly Pod[], adoptions: Adoptions): ReadonlySet<string> {
  const prefix = `${nameOf(workload)}-`;
  const named = free.filter((pod) => nameOf(pod).startsWith(prefix));
  const members = named.filter((pod) => /^\d+$/.test(nameOf(pod).slice(prefix.length)));
  for (const pod of matching(workload, members, adoptions)) adoptions.set(pod, 'deleted');
  return new Set(members.filter((pod) => adoptions.get(pod) !== 'deleted').map(nameOf));
}

/** Two workloads of different kinds, or two pods with one `generateName`, may share a base: their ordinals go on counting. */
function numberAnew(pods: readonly PlannedPod[]): readonly PlannedPod[] {
  const taken = new Map<string, number>();
  return pods.map((pod) => {
    const hash = pod.name.lastIndexOf('#');
    if (hash < 0) return pod;
    const base = keyOf(pod.namespace, pod.name.slice(0, hash));
    const ordinal = Math.max((taken.get(base) ?? 0) + 1, Number(pod.name.slice(hash + 1)));
    taken.set(base, ordinal);
    return { ...pod, name: `${pod.name.slice(0, hash)}#${ordinal}` };
  });
}
