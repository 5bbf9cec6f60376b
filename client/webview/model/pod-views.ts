// The cards at the right of the stage: what each pod gets from each port, and why the others get nothing.
import * as l10n from '@vscode/l10n';
import type { ClusterPod } from '../../../shared/cluster/cluster-pod.ts';
import { nameOf } from '../../../shared/cluster/cluster-names.ts';
import type { PodOutcome } from '../../../shared/cluster/endpoints-of-service.ts';
import type { Overrides } from '../../../shared/messages/panel-state.ts';
import type { KubeObject, ServicePort } from '../../../shared/model/objects.ts';
import type { ExclusionReason as TrafficReason } from '../../../shared/traffic/hop.ts';
import type { Backend, Exclusion, Trace } from '../../../shared/traffic/trace.ts';
import type { World } from '../../../shared/traffic/world.ts';
import { exclusionText } from '../words-reason.ts';
import { podKey } from './overrides.ts';
import { anchorAt, keyOfObject, type ReadScene } from './scene.ts';
import type { ExclusionReason, ExclusionView, PodView, TargetView } from './service-view.ts';

/** What requests to one port come to. */
export interface PortTrace {
  readonly key: string;
  readonly index: number;
  readonly port: ServicePort;
  /** `undefined` where the way in does not lead to this port. */
  readonly trace: Trace | undefined;
}

/** A card for each selected pod, for each address without a pod, then for what stands by without being selected. */
export function podViews(
  read: ReadScene,
  world: World,
  traces: readonly PortTrace[],
  overrides: Overrides,
): readonly PodView[] {
  const { service, scene } = read;
  const outcome = world.state.services.find(
    (one) => one.namespace === scene.namespace && nameOf(one.service) === nameOf(service),
  );
  const byPod = indexTraces(traces);
  return [
    ...(outcome?.pods ?? []).map((pod) => podView(pod, read, byPod, traces, overrides)),
    ...(service.type === 'ExternalName' ? [] : addressViews(read, traces)),
    ...unselectedViews(read),
  ];
}

interface Fate {
  readonly targets: TargetView[];
  readonly exclusions: ExclusionView[];
}

/** What each pod gets and lacks, by its name. */
function indexTraces(traces: readonly PortTrace[]): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>();
  const fateOf = (pod: string): Fate => {
    const fate = fates.get(pod) ?? { targets: [], exclusions: [] };
    fates.set(pod, fate);
    return fate;
  };
  for (const { key, trace } of traces) {
    if (!trace) continue;
    const isLost = trace.outcomes.delivered === 0;
    for (const backend of trace.backends) {
      if (!backend.ref || backend.expected === 0 || (isLost && backend.failed > 0)) continue;
      fateOf(backend.pod).targets.push(toTarget(key, backend));
    }
    for (const exclusion of trace.excluded)
      fateOf(exclusion.pod).exclusions.push(toExclusion(key, exclusion));
  }
  return fates;
}

function toTarget(port: string, { container, port: number, expected }: Backend): TargetView {
  return { port, label: `${container ?? ''}:${number}`, number, share: expected };
}

function toExclusion(port: string, exclusion: Exclusion): ExclusionView {
  return { port, reason: REASONS[exclusion.reason], message: exclusionText(exclusion) };
}

const REASONS: Readonly<Record<TrafficReason, ExclusionReason>> = {
  'not-ready': 'not-ready',
  terminating: 'terminating',
  'no-longer-ready': 'terminating',
  terminal: 'terminal',
  'no-ip': 'no-address',
  'other-node': 'elsewhere',
  'other-zone': 'elsewhere',
  'other-family': 'other',
  'other-pod': 'other',
  'source-range': 'other',
  'no-named-port': 'no-port-name',
  'wrong-protocol': 'wrong-protocol',
  'init-container': 'no-port-name',
  'not-in-slices': 'no-port-name',
};

function podView(
  { pod, ready }: PodOutcome,
  read: ReadScene,
  fates: ReadonlyMap<string, Fate>,
  traces: readonly PortTrace[],
  overrides: Overrides,
): PodView {
  const { targets = [], exclusions = [] } = fates.get(pod.name) ?? {};
  const override = podKey(pod.namespace, pod.name);
  const key = keyOfObject(pod.source, read.scene.namespace);
  return {
    key: pod.name,
    name: pod.name,
    source: sourceName(pod.source),
    node: pod.node ?? '',
    status: statusOf(pod),
    isReady: ready && pod.ready,
    isChanged: ['state', 'node'].some((field) => `${override}#${field}` in overrides),
    override,
    targets,
    exclusions: withoutRepeats(exclusions, traces.filter(({ trace }) => trace).length),
    anchor: anchorAt(read, key, pod.source.template.path),
  };
}

/** A reason that holds for every port is said once. */
function withoutRepeats(exclusions: readonly ExclusionView[], nPorts: number): readonly ExclusionView[] {
  const [first] = exclusions;
  const isSame = exclusions.every(({ message }) => message === first?.message);
  return first && isSame && exclusions.length === nPorts ? [{ ...first, port: '' }] : exclusions;
}

function statusOf({ phase, ready, terminating }: ClusterPod): string {
  if (phase === 'Failed') return l10n.t('Failed');
  if (phase === 'Succeeded') return l10n.t('Completed');
  if (terminating) return l10n.t('Terminating');
  if (ready) return l10n.t('Ready');
  return phase === 'Pending' ? l10n.t('Pending') : l10n.t('Not ready');
}

function sourceName(source: KubeObject): string {
  return source.is === 'Pod' ? 'Pod' : `${source.ref.kind} ${nameOf(source)}`;
}

/** Endpoints that stand for no pod: hand-written addresses. */
function addressViews(read: ReadScene, traces: readonly PortTrace[]): readonly PodView[] {
  const targets = new Map<string, TargetView[]>();
  const left = new Map<string, ExclusionView[]>();
  const podNames = new Set(read.objects.map(nameOf));
  for (const { key, trace } of traces) {
    for (const backend of trace?.backends ?? []) {
      if (backend.ref || backend.expected === 0) continue;
      targets.set(backend.address, [...(targets.get(backend.address) ?? []), toTarget(key, backend)]);
    }
    for (const exclusion of trace?.excluded ?? []) {
      if (exclusion.pod !== exclusion.address || podNames.has(exclusion.pod)) continue;
      left.set(exclusion.pod, [...(left.get(exclusion.pod) ?? []), toExclusion(key, exclusion)]);
    }
  }
  const written = read.objects.find((one) => one.is === 'Endpoints' || one.is === 'EndpointSlice');
  const path = written?.is === 'Endpoints' ? ['subsets'] : ['endpoints'];
  const key = written ? keyOfObject(written, read.scene.namespace) : read.scene.service;
  return [...new Set([...targets.keys(), ...left.keys()])].map((address) => {
    const isReady = targets.has(address);
    return {
      ...NO_POD,
      key: `address ${address}`,
      name: address,
      source: l10n.t('Address'),
      status: isReady ? l10n.t('Ready') : l10n.t('Not ready'),
      isReady,
      targets: targets.get(address) ?? [],
      exclusions: isReady ? [] : withoutRepeats(left.get(address) ?? [], traces.length),
      anchor: anchorAt(read, key, written ? path : []),
    };
  });
}

const NO_POD = { node: '', isChanged: false, override: '', targets: [], exclusions: [] } as const;

/** Pods of the same file that the selector passes over. */
function unselectedViews(read: ReadScene): readonly PodView[] {
  return read.scene.unselected.flatMap(({ object, unmet }): PodView[] => {
    const source = read.byKey.get(object);
    if (source?.is !== 'Pod' && source?.is !== 'Workload') return [];
    return [
      {
        ...NO_POD,
        key: `unselected ${object}`,
        name: nameOf(source),
        source: sourceName(source),
        status: l10n.t('Not selected'),
        isReady: false,
        exclusions: [{ port: '', reason: 'labels-differ', message: l10n.t('does not have {0}', unmet) }],
        anchor: anchorAt(read, object, [...source.template.path, 'metadata', 'labels']),
      },
    ];
  });
}
