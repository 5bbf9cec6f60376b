// The controls of "what if": each says what the manifests have, what holds now, and where it would be written.
import { nameOf } from '../../../shared/cluster/cluster-names.ts';
import type { ClusterPod } from '../../../shared/cluster/cluster-pod.ts';
import type { Overrides, OverrideValue } from '../../../shared/messages/panel-state.ts';
import type { FieldEdit } from '../../../shared/messages/preview.ts';
import type { FieldPath } from '../../../shared/model/field-path.ts';
import type { Service, Workload } from '../../../shared/model/objects.ts';
import { asInteger, valueAt } from '../../../shared/model/value.ts';
import type { World } from '../../../shared/traffic/world.ts';
import { PROXY_MODES } from '../../../shared/proxy/balancer.ts';
import { CLUSTER, nodeKey, overrideKey, podKey, SCHEDULERS } from './overrides.ts';
import { anchorAt, isScalable, keyOfObject, type ReadScene } from './scene.ts';

/** Pods beyond this many have no controls of their own. */
const MAX_PODS = 30;

/** Seconds of affinity where the manifest names none. */
const DEFAULT_AFFINITY_SECONDS = 10_800;

/** One control. `field` is what it is about; the words belong to the element. */
export interface Control {
  /** Of its override. */
  readonly key: string;
  readonly field: ControlField;
  /** A whole number from `min`, one of `options`, or yes and no. */
  readonly input: 'number' | 'choice' | 'toggle';
  readonly options: readonly string[];
  readonly min: number;
  /** What holds without what-if. */
  readonly manifest: OverrideValue;
  readonly value: OverrideValue;
  readonly isChanged: boolean;
  /** The edit that makes the manifest say so; `undefined` for what no manifest says. */
  readonly edit: FieldEdit | undefined;
}

/** What a control is about. */
export type ControlField =
  | 'replicas'
  | 'state'
  | 'node'
  | 'zone'
  | 'mode'
  | 'scheduler'
  | 'connectionMs'
  | 'requestsPerConnection'
  | 'gapMs'
  | 'internalTrafficPolicy'
  | 'externalTrafficPolicy'
  | 'trafficDistribution'
  | 'sessionAffinity'
  | 'affinitySeconds'
  | 'publishNotReadyAddresses';

/** Controls about one thing. */
export interface ControlGroup {
  readonly kind: 'service' | 'workload' | 'pod' | 'node' | 'cluster';
  /** The name of the thing; empty for the cluster. */
  readonly name: string;
  readonly controls: readonly Control[];
}

/** What a control is made of, but for what follows from the overrides. */
type Draft = Pick<Control, 'field' | 'manifest'> &
  Partial<Pick<Control, 'options' | 'min'>> & { readonly path?: FieldPath };

/** All controls for a scene: Service, workloads, cluster, nodes, pods. `base` is the cluster as the manifests have it, `world` as it is. */
export function controlsOf(
  read: ReadScene,
  base: World,
  world: World,
  overrides: Overrides,
): readonly ControlGroup[] {
  const make = (object: string, draft: Draft): Control => makeControl(read, object, draft, overrides);
  const { scene, service } = read;
  const key = scene.service;
  const workloads = selectedWorkloads(read, world);
  const groups: ControlGroup[] = [
    {
      kind: 'service',
      name: nameOf(service),
      controls: serviceDrafts(service, overrides, key).map((draft) => make(key, draft)),
    },
    ...workloads.map((workload): ControlGroup => ({
      kind: 'workload',
      name: `${workload.ref.kind} ${nameOf(workload)}`,
      controls: [make(keyOfObject(workload, scene.namespace), replicasDraft(workload))],
    })),
    { kind: 'cluster', name: '', controls: clusterDrafts(overrides).map((draft) => make(CLUSTER, draft)) },
    ...nodeGroups(read, make),
    ...podGroups(read, base, world, make),
  ];
  return groups.filter(({ controls }) => controls.length > 0);
}

function makeControl(read: ReadScene, object: string, draft: Draft, overrides: Overrides): Control {
  const { field, manifest, options = [], min = 0, path } = draft;
  const key = overrideKey(object, field);
  const override = overrides[key];
  const value = override !== undefined && typeof override === typeof manifest ? override : manifest;
  const input = typeof manifest === 'boolean' ? 'toggle' : typeof manifest === 'number' ? 'number' : 'choice';
  const isChanged = value !== manifest;
  const edit =
    path && isChanged && value !== '' ? { anchor: anchorAt(read, object, path), value } : undefined;
  return { key, field, input, options, min, manifest, value, isChanged, edit };
}

const POLICIES = ['Cluster', 'Local'];

function serviceDrafts(service: Service, overrides: Overrides, key: string): readonly Draft[] {
  if (service.type === 'ExternalName') return [];
  const isOutside =
    service.type === 'NodePort' || service.type === 'LoadBalancer' || service.externalIPs.length > 0;
  const affinity = service.sessionAffinity ?? 'None';
  const isSticky = (overrides[overrideKey(key, 'sessionAffinity')] ?? affinity) === 'ClientIP';
  const timeoutPath = ['spec', 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds'];
  return [
    ...(isOutside
      ? [
          {
            field: 'externalTrafficPolicy',
            manifest: service.externalTrafficPolicy ?? 'Cluster',
            options: POLICIES,
            path: ['spec', 'externalTrafficPolicy'],
          } as const,
        ]
      : []),
    {
      field: 'internalTrafficPolicy',
      manifest: service.internalTrafficPolicy ?? 'Cluster',
      options: POLICIES,
      path: ['spec', 'internalTrafficPolicy'],
    },
    {
      field: 'trafficDistribution',
      manifest: service.trafficDistribution ?? '',
      options: ['', 'PreferSameZone', 'PreferSameNode', 'PreferClose'],
      path: ['spec', 'trafficDistribution'],
    },
    {
      field: 'sessionAffinity',
      manifest: affinity,
      options: ['None', 'ClientIP'],
      path: ['spec', 'sessionAffinity'],
    },
    ...(isSticky
      ? [
          {
            field: 'affinitySeconds',
            manifest: asInteger(valueAt(service.raw, timeoutPath)) ?? DEFAULT_AFFINITY_SECONDS,
            min: 1,
            path: timeoutPath,
          } as const,
        ]
      : []),
    {
      field: 'publishNotReadyAddresses',
      manifest: service.publishNotReadyAddresses,
      path: ['spec', 'publishNotReadyAddresses'],
    },
  ];
}

/** The workloads behind the Service's pods, and those that would be behind them with more replicas. */
function selectedWorkloads({ objects, scene }: ReadScene, { state }: World): readonly Workload[] {
  const unselected = new Set(scene.unselected.map(({ object }) => object));
  return objects
    .filter(isScalable)
    .filter((workload) => !unselected.has(keyOfObject(workload, scene.namespace)))
    .filter((workload) => workload.replicas !== 0 || state.services.length > 0);
}

function replicasDraft(workload: Workload): Draft {
  const isJob = workload.ref.kind === 'Job';
  return {
    field: 'replicas',
    manifest: workload.replicas ?? 1,
    path: ['spec', isJob ? 'parallelism' : 'replicas'],
  };
}

function clusterDrafts(overrides: Overrides): readonly Draft[] {
  const isIpvs = overrides[overrideKey(CLUSTER, 'mode')] === 'ipvs';
  return [
    { field: 'mode', manifest: 'iptables', options: PROXY_MODES },
    ...(isIpvs ? [{ field: 'scheduler', manifest: 'rr', options: SCHEDULERS } as const] : []),
    { field: 'gapMs', manifest: 0 },
    { field: 'connectionMs', manifest: 0 },
    { field: 'requestsPerConnection', manifest: 1, min: 1 },
  ];
}

type Make = (object: string, draft: Draft) => Control;

function nodeGroups({ cluster }: ReadScene, make: Make): readonly ControlGroup[] {
  const zones = [...new Set(cluster.nodes.map(({ zone }) => zone))];
  return cluster.nodes.map(({ name, zone }) => ({
    kind: 'node',
    name,
    controls: [make(nodeKey(name), { field: 'zone', manifest: zone, options: zones })],
  }));
}

function podGroups(read: ReadScene, base: World, world: World, make: Make): readonly ControlGroup[] {
  const { scene, service, cluster } = read;
  const outcome = world.state.services.find(
    (one) => one.namespace === scene.namespace && nameOf(one.service) === nameOf(service),
  );
  const before = new Map(base.state.pods.map((pod) => [podKey(pod.namespace, pod.name), pod]));
  const nodes = cluster.nodes.map(({ name }) => name);
  return (outcome?.pods ?? []).slice(0, MAX_PODS).map(({ pod }): ControlGroup => {
    const key = podKey(pod.namespace, pod.name);
    const original = before.get(key);
    const node = original?.node ?? nodes[0] ?? '';
    return {
      kind: 'pod',
      name: pod.name,
      controls: [
        make(key, { field: 'state', manifest: stateOf(original), options: POD_STATES }),
        make(key, { field: 'node', manifest: node, options: nodes }),
      ],
    };
  });
}

/** The states that a pod can be put in. */
const POD_STATES = ['ready', 'not-ready', 'terminating'];

/** The state of a pod, of those that it can be put in; a new replica is ready. */
function stateOf(pod: ClusterPod | undefined): string {
  if (pod?.terminating) return 'terminating';
  return pod && !pod.ready ? 'not-ready' : 'ready';
}

/** The overrides without those that say what the manifest says. */
export function pruneOverrides(read: ReadScene, overrides: Overrides): Overrides {
  const { service, scene } = read;
  const drafts: (readonly [string, Draft])[] = [
    ...serviceDrafts(service, overrides, scene.service).map((draft) => [scene.service, draft] as const),
    ...read.objects
      .filter(isScalable)
      .map((workload) => [keyOfObject(workload, scene.namespace), replicasDraft(workload)] as const),
  ];
  const same = new Set(
    drafts
      .filter(([object, { field, manifest }]) => overrides[overrideKey(object, field)] === manifest)
      .map(([object, { field }]) => overrideKey(object, field)),
  );
  if (same.size === 0) return overrides;
  return Object.fromEntries(Object.entries(overrides).filter(([key]) => !same.has(key)));
}
