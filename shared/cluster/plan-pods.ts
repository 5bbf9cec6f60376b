// What controllers make of one Pod or workload: the pods that will exist, before the scheduler has seen them.
import type { LabelSet } from '../model/labels.ts';
import type { PodSource, Workload } from '../model/objects.ts';
import { asInteger, asMap, asString, valueAt } from '../model/value.ts';
import { nameOf, namespaceOf } from './cluster-names.ts';
import { isAtLeast, nodeLabels, type ClusterNode, type ClusterOptions } from './cluster-options.ts';
import type { PlannedPod, PodOwner } from './cluster-pod.ts';
import { readPodState } from './pod-state.ts';
import { jobCompletions, whyNoPods } from './why-no-pods.ts';

/** No workload is followed further than this, so that a number being typed cannot fill the memory. */
export const MAX_PODS_PER_WORKLOAD = 5000;

/** Stands for a value that the cluster computes and files cannot tell. It reads as unresolved text. */
const HASH = '<hash>';

/** What sets the pods of one workload apart from each other. */
interface Replica {
  readonly index: number;
  readonly name: string;
  readonly labels: LabelSet;
  readonly hostname?: string;
  readonly boundTo?: string;
  readonly wave?: number;
}

/** What else in the cluster bears on how many pods a controller makes. */
export interface Surroundings {
  /** How many of a ReplicaSet's replicas have yet to be made, when it has adopted bare pods. */
  readonly nMissing?: number;
  /** Names that bare pods of the namespace have taken from a StatefulSet. */
  readonly takenNames?: ReadonlySet<string>;
}

/** The pods of one object, in the order of their ordinals. Empty for a workload that makes none: `whyNoPods` says why. */
export function planPods(
  source: PodSource,
  options: ClusterOptions,
  { nMissing, takenNames = new Set() }: Surroundings = {},
): readonly PlannedPod[] {
  if (source.is === 'Pod') return [planBarePod(source, options, undefined)];
  if (whyNoPods(source) !== undefined) return [];
  switch (source.ref.kind) {
    case 'StatefulSet':
      return planStatefulSet(source, options, takenNames);
    case 'DaemonSet':
      return planDaemonSet(source, options);
    case 'Job':
    case 'CronJob':
      return planJob(source, options);
    default:
      return planReplicas(source, options, nMissing ?? source.replicas ?? 1);
  }
}

/** A bare pod, with the controller that has adopted it. */
export function planBarePod(
  source: PodSource,
  options: ClusterOptions,
  owner: PodOwner | undefined,
): PlannedPod {
  const replica = { index: 0, name: nameOf(source), labels: {} };
  return { ...planReplica(source, options, replica), owner };
}

/** ReplicaSet, ReplicationController, Deployment and Rollout: any pod is as good as any other. */
function planReplicas(source: Workload, options: ClusterOptions, nPods: number): readonly PlannedPod[] {
  const labels = templateHashLabels(source.ref.kind);
  const make = (index: number, wave: number): PlannedPod =>
    planReplica(source, options, { index, name: ordinalName(source, index), labels, wave });
  const first = Array.from({ length: cap(nPods) }, (_, index) => make(index, 0));
  // A pod that is being deleted no longer counts, so another one is made in its place, which is not being deleted.
  const isDeleted = (pod: PlannedPod): boolean =>
    pod.terminating && pod.schedulable && fitsSomeNode(source, options);
  const replacements = first
    .filter(isDeleted)
    .map((_, index) => ({ ...make(first.length + index, 1), terminating: false }));
  return [...first, ...replacements];
}

function templateHashLabels(kind: string): LabelSet {
  if (kind === 'Deployment') return { 'pod-template-hash': HASH };
  if (kind === 'Rollout') return { 'rollouts-pod-template-hash': HASH };
  return {};
}

/**
 * Pods with names of their own, one after the other unless `podManagementPolicy` is Parallel: the first one that is not
 * ready, or whose name is taken, holds up the rest.
 * Source: kubernetes pkg/controller/statefulset/stateful_set_control.go processReplica, v1.36.
 */
function planStatefulSet(
  source: Workload,
  options: ClusterOptions,
  takenNames: ReadonlySet<string>,
): readonly PlannedPod[] {
  const isParallel = valueAt(source.raw, ['spec', 'podManagementPolicy']) === 'Parallel';
  const start = asInteger(valueAt(source.raw, ['spec', 'ordinals', 'start'])) ?? 0;
  const names = Array.from(
    { length: cap(source.replicas ?? 1) },
    (_, index) => `${nameOf(source)}-${start + index}`,
  );
  const pods: PlannedPod[] = [];
  for (const index of isParallel ? batchesUntilTaken(names, takenNames) : names.keys()) {
    const name = names[index] ?? '';
    if (takenNames.has(name)) break;
    const labels = statefulLabels(name, start + index, options);
    const pod = planReplica(source, options, {
      index,
      name,
      labels,
      hostname: name,
      wave: isParallel ? 0 : index,
    });
    pods.push({ ...pod, subdomain: source.serviceName || undefined });
    if (!isParallel && (!pod.ready || pod.terminating || !fitsSomeNode(source, options))) break;
  }
  return pods;
}

/**
 * The indexes of the names that are free, up to the end of the batch that meets one that is not.
 * Source: kubernetes pkg/controller/statefulset/stateful_set_control.go slowStartBatch, v1.36: batches of 1, 2, 4, and so on.
 */
function batchesUntilTaken(names: readonly string[], takenNames: ReadonlySet<string>): readonly number[] {
  const firstTaken = names.findIndex((name) => takenNames.has(name));
  if (firstTaken < 0) return [...names.keys()];
  const endOfBatch = 2 ** (Math.floor(Math.log2(firstTaken + 1)) + 1) - 1;
  return [...names.slice(0, endOfBatch).keys()].filter((index) => !takenNames.has(names[index] ?? ''));
}

function statefulLabels(name: string, ordinal: number, options: ClusterOptions): LabelSet {
  return {
    ...(isAtLeast(options.kubernetesVersion, '1.28')
      ? { 'apps.kubernetes.io/pod-index': String(ordinal) }
      : {}),
    'controller-revision-hash': HASH,
    'statefulset.kubernetes.io/pod-name': name,
  };
}

/** One pod per node that the template's nodeSelector and nodeName allow, bound to it. The ordinal is the node's. */
function planDaemonSet(source: Workload, options: ClusterOptions): readonly PlannedPod[] {
  const { nodeName } = source.template;
  return options.nodes.flatMap((node, nodeIndex) => {
    if ((nodeName && nodeName !== node.name) || !allowsNode(source, node, options)) return [];
    const name = ordinalName(source, nodeIndex);
    const labels = { 'controller-revision-hash': HASH, 'pod-template-generation': '1' };
    return [planReplica(source, options, { index: nodeIndex, name, labels, boundTo: node.name })];
  });
}

/**
 * As many pods as run at once; of pods that have Succeeded, as many as were asked for.
 * Differs: the retries of failed pods are not followed.
 */
function planJob(source: Workload, options: ClusterOptions): readonly PlannedPod[] {
  const parallelism = source.replicas ?? 1;
  const completions = jobCompletions(source) ?? parallelism;
  const succeeded = source.template.annotations['sim/phase'] === 'Succeeded';
  const nPods = cap(succeeded ? completions : Math.min(parallelism, completions));
  const jobName = source.ref.kind === 'CronJob' ? `${nameOf(source)}-${HASH}` : nameOf(source);
  const completionMode = [...source.template.path.slice(0, -1), 'completionMode'];
  const isIndexed = valueAt(source.raw, completionMode) === 'Indexed';
  return Array.from({ length: nPods }, (_, index) =>
    planReplica(source, options, {
      index,
      name: ordinalName(source, index),
      labels: { ...jobLabels(jobName), ...(isIndexed ? { [JOB_INDEX]: String(index) } : {}) },
      ...(isIndexed ? { hostname: `${jobName}-${index}` } : {}),
      wave: Math.floor(index / Math.max(1, parallelism)),
    }),
  );
}

const JOB_INDEX = 'batch.kubernetes.io/job-completion-index';

function jobLabels(jobName: string): LabelSet {
  return {
    'batch.kubernetes.io/controller-uid': HASH,
    'batch.kubernetes.io/job-name': jobName,
    'controller-uid': HASH,
    'job-name': jobName,
  };
}

function planReplica(source: PodSource, options: ClusterOptions, replica: Replica): PlannedPod {
  const { template } = source;
  const state = readPodState(template.annotations, replica.index);
  return {
    ...state,
    namespace: namespaceOf(source, options),
    name: replica.name,
    labels: { ...template.labels, ...replica.labels },
    template,
    hostname: replica.hostname ?? (template.hostname || undefined),
    subdomain: template.subdomain || undefined,
    owner: source.is === 'Workload' ? ownerOf(source) : undefined,
    source,
    boundTo: replica.boundTo ?? (template.nodeName || undefined),
    wave: replica.wave ?? 0,
  };
}

function ownerOf(source: Workload): PodOwner {
  const { apiVersion, kind } = source.ref;
  const name = nameOf(source);
  if (kind === 'Deployment' || kind === 'Rollout') {
    return { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${name}-${HASH}` };
  }
  if (kind === 'CronJob') return { apiVersion: 'batch/v1', kind: 'Job', name: `${name}-${HASH}` };
  return { apiVersion, kind, name };
}

function ordinalName(source: Workload, index: number): string {
  return `${nameOf(source)}#${index + 1}`;
}

function cap(nPods: number): number {
  return Math.max(0, Math.min(nPods, MAX_PODS_PER_WORKLOAD));
}

/**
 * Whether a pod's nodeSelector lets it run on a node. Where `unlisted` is `assumed`, a label that no node has is taken to
 * be on all of them.
 * Differs: affinity and taints are not looked at.
 */
export function allowsNode(source: PodSource, node: ClusterNode, options: ClusterOptions): boolean {
  const selector = asMap(valueAt(source.raw, [...source.template.path, 'spec', 'nodeSelector']));
  const hasLabel = (candidate: ClusterNode, key: string): boolean => {
    const labels = nodeLabels(candidate);
    return Object.hasOwn(labels, key) && labels[key] === asString(selector[key]);
  };
  return Object.keys(selector).every(
    (key) =>
      hasLabel(node, key) ||
      (options.unlisted === 'assumed' && !options.nodes.some((other) => hasLabel(other, key))),
  );
}

function fitsSomeNode(source: PodSource, options: ClusterOptions): boolean {
  return options.nodes.some((node) => allowsNode(source, node, options));
}
