// A scenario's changes to manifests and pods, made before the cluster settles.
import { nameOf, namespaceOf } from '../cluster/cluster-names.ts';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import type { ClusterState } from '../cluster/settle.ts';
import { isIPv6 } from '../cluster/ip-address.ts';
import type { KubeObject } from '../model/objects.ts';
import { readObject } from '../model/read-object.ts';
import { asMap, type Value, type ValueMap } from '../model/value.ts';
import { resettle } from './resettle.ts';
import type { PodChange, PodRef, ServiceChange, WhatIf } from './scenario.ts';

/** The objects with the fields that Services and workloads would have. Objects that nothing changes stay the same. */
export function changeObjects(
  objects: readonly KubeObject[],
  { services = [], workloads = [] }: WhatIf,
  options: ClusterOptions,
): readonly KubeObject[] {
  if (services.length === 0 && workloads.length === 0) return objects;
  return objects.map((object) => {
    const isMeant = (change: { readonly namespace: string; readonly name: string }): boolean =>
      change.name === nameOf(object) && change.namespace === namespaceOf(object, options);
    if (object.is === 'Service') {
      const change = services.find(isMeant);
      return change ? withSpec(object, serviceFields(change)) : object;
    }
    if (object.is !== 'Workload') return object;
    const change = workloads.find((one) => one.kind === object.ref.kind && isMeant(one));
    return change ? withSpec(object, { [replicasField(change.kind)]: change.replicas }) : object;
  });
}

function replicasField(kind: string): string {
  return kind === 'Job' ? 'parallelism' : 'replicas';
}

function serviceFields({
  namespace: _namespace,
  name: _name,
  affinitySeconds,
  ...fields
}: ServiceChange): ValueMap {
  const seconds = affinitySeconds === undefined ? {} : { timeoutSeconds: affinitySeconds };
  const written = Object.entries(fields).filter(
    (entry): entry is [string, string | boolean] => entry[1] !== undefined,
  );
  return {
    ...Object.fromEntries(written),
    ...(affinitySeconds === undefined ? {} : { sessionAffinityConfig: { clientIP: seconds } }),
  };
}

function withSpec(object: KubeObject, fields: ValueMap): KubeObject {
  const spec: Value = { ...asMap(object.raw['spec']), ...fields };
  return readObject({ ...object.raw, spec }) ?? object;
}

/**
 * The state with the pods as they would be. Pods that do not exist are passed over.
 * Differs: controllers do not answer with pods of their own, as they would for one that is being deleted.
 */
export function changePods(
  state: ClusterState,
  changes: readonly PodChange[],
  options: ClusterOptions,
): ClusterState {
  if (changes.length === 0) return state;
  let pods = state.pods;
  for (const change of changes) {
    pods = pods.map((pod) => (isPod(pod, change.pod) ? changePod(pod, change, pods, options) : pod));
  }
  return resettle(state, pods, options);
}

function changePod(
  pod: ClusterPod,
  { ready, terminating, node }: PodChange,
  pods: readonly ClusterPod[],
  options: ClusterOptions,
): ClusterPod {
  const moved = node === undefined || node === pod.node ? pod : movePod(pod, node, pods, options);
  const isRunning = ready === true || pod.phase === 'Running';
  return {
    ...moved,
    ready: ready ?? moved.ready,
    terminating: terminating ?? moved.terminating,
    phase: isRunning ? 'Running' : moved.phase,
  };
}

/** Whether a pod is the one that is meant. */
export function isPod(pod: PodRef, ref: PodRef): boolean {
  return pod.name === ref.name && pod.namespace === ref.namespace;
}

/** The pod on another node, with the next free addresses there and that node's labels. */
export function movePod(
  pod: ClusterPod,
  nodeName: string,
  pods: readonly ClusterPod[],
  options: ClusterOptions,
): ClusterPod {
  const index = options.nodes.findIndex(({ name }) => name === nodeName);
  const node = options.nodes[index];
  if (!node) return pod;
  const ips = options.ipFamilies.flatMap((family) => {
    if (pod.template.hostNetwork) return node.ips.filter((ip) => isIPv6(ip) === (family === 'IPv6'));
    return [freeAddress(index + 1, family === 'IPv6', pods)];
  });
  const topology = Object.keys(pod.labels).filter((label) => label.startsWith('topology.kubernetes.io/'));
  const labels: Readonly<Record<string, string>> = {
    'topology.kubernetes.io/region': node.region,
    'topology.kubernetes.io/zone': node.zone,
  };
  const own = Object.fromEntries(topology.map((label) => [label, labels[label] ?? '']));
  return { ...pod, node: node.name, zone: node.zone || undefined, ips, labels: { ...pod.labels, ...own } };
}

function freeAddress(nodeNumber: number, isV6: boolean, pods: readonly ClusterPod[]): string {
  const taken = new Set(pods.flatMap(({ ips }) => ips));
  for (let k = 1; ; k++) {
    const ip = isV6
      ? `fd00:10:244:${nodeNumber.toString(16)}::${k.toString(16)}`
      : `10.244.${nodeNumber + Math.floor(k / 256) * 64}.${k % 256}`;
    if (!taken.has(ip)) return ip;
  }
}
