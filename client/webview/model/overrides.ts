// What-if as data: a value for a field of an object, kept under a key, so that it outlives edits of everything else.
import type { ClusterNode, ClusterOptions } from '../../../shared/cluster/cluster-options.ts';
import type { Overrides, OverrideValue } from '../../../shared/messages/panel-state.ts';
import { PROXY_MODES, type IpvsScheduler, type ProxyMode } from '../../../shared/proxy/balancer.ts';
import type { PodChange, ServiceChange, WhatIf, WorkloadChange } from '../../../shared/traffic/scenario.ts';
import { isScalable, keyOfObject, type ReadScene } from './scene.ts';

/** The schedulers of the mode `ipvs` as the panel lists them: the default first, then by what they go by. */
export const SCHEDULERS: readonly IpvsScheduler[] = [
  'rr',
  'wrr',
  'lc',
  'wlc',
  'sed',
  'nq',
  'sh',
  'mh',
  'dh',
  'lblc',
  'lblcr',
];

/** The object under which the cluster's own values are kept. */
export const CLUSTER = 'cluster';

/** The key of an override. */
export function overrideKey(object: string, field: string): string {
  return `${object}#${field}`;
}

/** The object under which the state of a pod is kept. */
export function podKey(namespace: string, name: string): string {
  return `Pod/${namespace}/${name}`;
}

/** The object under which the place of a node is kept. */
export function nodeKey(name: string): string {
  return `Node/${name}`;
}

/** Sets a value; `undefined` takes the override away. */
export function withOverride(overrides: Overrides, key: string, value: OverrideValue | undefined): Overrides {
  const { [key]: _before, ...rest } = overrides;
  return value === undefined ? rest : { ...rest, [key]: value };
}

/** How kube-proxy works. */
export function modeOf(overrides: Overrides): {
  readonly mode: ProxyMode;
  readonly scheduler: IpvsScheduler;
} {
  const mode = PROXY_MODES.find((one) => one === overrides[overrideKey(CLUSTER, 'mode')]) ?? 'iptables';
  const scheduler = SCHEDULERS.find((one) => one === overrides[overrideKey(CLUSTER, 'scheduler')]) ?? 'rr';
  return { mode, scheduler };
}

/** A whole number of the cluster's own values. */
export function clusterNumber(overrides: Overrides, field: string, byDefault: number): number {
  const value = overrides[overrideKey(CLUSTER, field)];
  return typeof value === 'number' ? value : byDefault;
}

/** The cluster with its nodes in the zones they would be in. */
export function changeCluster(cluster: ClusterOptions, overrides: Overrides): ClusterOptions {
  return {
    ...cluster,
    nodes: cluster.nodes.map((node): ClusterNode => {
      const zone = overrides[overrideKey(nodeKey(node.name), 'zone')];
      return typeof zone === 'string' ? { ...node, zone } : node;
    }),
  };
}

/** The changes that a simulation makes. Overrides of objects that are gone are passed over. */
export function whatIfOf(read: ReadScene, overrides: Overrides): WhatIf {
  return {
    pods: podChanges(read, overrides),
    services: serviceChanges(read, overrides),
    workloads: workloadChanges(read, overrides),
  };
}

function podChanges({ scene }: ReadScene, overrides: Overrides): readonly PodChange[] {
  const changes = new Map<string, PodChange>();
  const prefix = podKey(scene.namespace, '');
  for (const [key, value] of Object.entries(overrides)) {
    const hash = key.lastIndexOf('#');
    const [object, field] = [key.slice(0, hash), key.slice(hash + 1)];
    if (!object.startsWith(prefix)) continue;
    const pod = { namespace: scene.namespace, name: object.slice(prefix.length) };
    const change: PodChange = changes.get(object) ?? { pod };
    if (field === 'state') changes.set(object, { ...change, ...stateChange(value) });
    if (field === 'node' && typeof value === 'string') changes.set(object, { ...change, node: value });
  }
  return [...changes.values()];
}

/** What is set of a pod to bring it into a state. One that terminates may well be ready still. */
function stateChange(value: OverrideValue): Pick<PodChange, 'ready' | 'terminating'> {
  switch (value) {
    case 'ready':
      return { ready: true, terminating: false };
    case 'not-ready':
      return { ready: false, terminating: false };
    case 'terminating':
      return { terminating: true };
    default:
      return {};
  }
}

function serviceChanges(read: ReadScene, overrides: Overrides): readonly ServiceChange[] {
  const key = read.scene.service;
  const at = (field: string): OverrideValue | undefined => overrides[overrideKey(key, field)];
  const policy = (field: string): 'Cluster' | 'Local' | undefined => {
    const value = at(field);
    return value === 'Cluster' || value === 'Local' ? value : undefined;
  };
  const internal = policy('internalTrafficPolicy');
  const external = policy('externalTrafficPolicy');
  const distribution = at('trafficDistribution');
  const affinity = affinityOf(at('sessionAffinity'));
  const seconds = at('affinitySeconds');
  const publish = at('publishNotReadyAddresses');
  const fields = {
    ...(internal ? { internalTrafficPolicy: internal } : {}),
    ...(external ? { externalTrafficPolicy: external } : {}),
    ...(typeof distribution === 'string' ? { trafficDistribution: distribution } : {}),
    ...(affinity ? { sessionAffinity: affinity } : {}),
    ...(typeof seconds === 'number' ? { affinitySeconds: seconds } : {}),
    ...(typeof publish === 'boolean' ? { publishNotReadyAddresses: publish } : {}),
  };
  if (Object.keys(fields).length === 0) return [];
  return [{ namespace: read.scene.namespace, name: read.service.ref.name ?? '', ...fields }];
}

function affinityOf(value: OverrideValue | undefined): 'None' | 'ClientIP' | undefined {
  return value === 'None' || value === 'ClientIP' ? value : undefined;
}

function workloadChanges(read: ReadScene, overrides: Overrides): readonly WorkloadChange[] {
  const { namespace } = read.scene;
  return read.objects.filter(isScalable).flatMap((object) => {
    const replicas = overrides[overrideKey(keyOfObject(object, namespace), 'replicas')];
    if (typeof replicas !== 'number') return [];
    return [{ kind: object.ref.kind, namespace, name: object.ref.name ?? '', replicas }];
  });
}
