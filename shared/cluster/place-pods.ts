// Scheduler and kubelets in miniature: pods get nodes and addresses, nodes pass their topology labels on.
import type { LabelSet } from '../model/labels.ts';
import type { PodSource } from '../model/objects.ts';
import { compareNamed } from './cluster-names.ts';
import { isAtLeast, type ClusterNode, type ClusterOptions } from './cluster-options.ts';
import type { ClusterPod, PlannedPod } from './cluster-pod.ts';
import { isIPv6 } from './ip-address.ts';
import { allowsNode, planPods } from './plan-pods.ts';

/** The pods of one object, placed as if it were alone in the cluster. For several objects plan all, then place once. */
export function podsOf(source: PodSource, options: ClusterOptions): readonly ClusterPod[] {
  return placePods(planPods(source, options), options);
}

/**
 * Puts every pod on a node. Returns the pods sorted by namespace, then name.
 * 1. A pod that is bound already stays there; on a node that does not exist it waits for ever, unless `unlisted` is
 *    `assumed`.
 * 2. The others take turns over the nodes that suit them: wave by wave, in the order of their names.
 * 3. The k-th pod of node i gets 10.244.i.k and fd00:10:244:i::k, a pod on the host network its node's addresses.
 *
 * Differs: a real scheduler weighs resources, so that which pod goes where is arbitrary.
 */
export function placePods(pods: readonly PlannedPod[], options: ClusterOptions): readonly ClusterPod[] {
  const pickNode = makeScheduler(options);
  const nPodsOn = new Map<string, number>();
  const placed = [...pods].sort(byWave).map((pod) => {
    const node = pod.schedulable ? pickNode(pod) : undefined;
    if (!node) return leaveUnscheduled(pod);
    const k = (nPodsOn.get(node.name) ?? 0) + 1;
    nPodsOn.set(node.name, k);
    return bind(pod, node, addressesOf(pod, node, k, options), options);
  });
  return placed.sort(compareNamed);
}

/** Answers with the next node that suits a pod; `undefined` when none does. */
function makeScheduler(options: ClusterOptions): (pod: PlannedPod) => ClusterNode | undefined {
  const suits = new Map<PodSource, readonly ClusterNode[]>();
  let turn = 0;
  return (pod) => {
    const bound = options.nodes.find(({ name }) => name === pod.boundTo);
    if (bound || (pod.boundTo !== undefined && options.unlisted === 'absent')) return bound;
    const suiting =
      suits.get(pod.source) ?? options.nodes.filter((node) => allowsNode(pod.source, node, options));
    suits.set(pod.source, suiting);
    return suiting.length > 0 ? suiting[turn++ % suiting.length] : undefined;
  };
}

function byWave(a: PlannedPod, b: PlannedPod): number {
  return a.wave - b.wave || compareNamed(a, b);
}

function leaveUnscheduled(pod: PlannedPod): ClusterPod {
  const waiting = { phase: 'Pending', ready: false, terminating: false } as const;
  return { ...strip(pod), ...waiting, node: pod.boundTo, zone: undefined, ips: [] };
}

function bind(
  pod: PlannedPod,
  node: ClusterNode,
  ips: readonly string[],
  options: ClusterOptions,
): ClusterPod {
  return {
    ...strip(pod),
    labels: { ...pod.labels, ...topologyLabels(node, options) },
    node: node.name,
    zone: node.zone || undefined,
    ips: pod.getsIp ? ips : [],
  };
}

function strip(pod: PlannedPod): Omit<PlannedPod, 'schedulable' | 'getsIp' | 'boundTo' | 'wave'> {
  const { schedulable: _schedulable, getsIp: _getsIp, boundTo: _boundTo, wave: _wave, ...rest } = pod;
  return rest;
}

/** Source: kubernetes plugin/pkg/admission/podtopologylabels/admission.go, v1.36; on by default since v1.35. */
function topologyLabels(node: ClusterNode, options: ClusterOptions): LabelSet {
  if (!isAtLeast(options.kubernetesVersion, '1.35')) return {};
  return {
    ...(node.region ? { 'topology.kubernetes.io/region': node.region } : {}),
    ...(node.zone ? { 'topology.kubernetes.io/zone': node.zone } : {}),
  };
}

function addressesOf(
  pod: PlannedPod,
  node: ClusterNode,
  k: number,
  options: ClusterOptions,
): readonly string[] {
  const nodeNumber = options.nodes.indexOf(node) + 1;
  return options.ipFamilies.flatMap((family) => {
    if (pod.template.hostNetwork) return node.ips.filter((ip) => isIPv6(ip) === (family === 'IPv6'));
    if (family === 'IPv6') return [`fd00:10:244:${nodeNumber.toString(16)}::${k.toString(16)}`];
    return [`10.244.${nodeNumber + Math.floor(k / 256) * options.nodes.length}.${k % 256}`];
  });
}
