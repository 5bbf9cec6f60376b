// Settled states in a form that leaves out what the data cannot tell: random names, addresses of pods, and the order of
// things that the controllers take from random ids.
import type {
  AddressObject,
  EndpointSliceObject,
  EndpointsObject,
} from '../../shared/cluster/api-objects.ts';
import type { ClusterState } from '../../shared/cluster/settle.ts';
import type { ClusterPod } from '../../shared/cluster/cluster-pod.ts';
import type {
  ExpectedAddress,
  ExpectedEndpoint,
  ExpectedEndpoints,
  ExpectedPod,
  ExpectedPort,
  ExpectedService,
  ExpectedSlice,
  ExpectedState,
} from './load-golden.ts';

type Lines = Readonly<Record<string, readonly string[]>>;

function formatPort(port: ExpectedPort): string {
  const appProtocol = port.appProtocol ? ` ${port.appProtocol}` : '';
  return `${port.name ?? ''}:${port.port ?? ''}/${port.protocol ?? 'TCP'}${appProtocol}`;
}

function formatPorts(ports: readonly ExpectedPort[] | null | undefined): string {
  return (ports ?? []).map(formatPort).sort().join(',');
}

function sortLines(map: Map<string, string[]>): Lines {
  return Object.fromEntries(
    [...map].map(([key, lines]) => [key, lines.sort()] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function add(map: Map<string, string[]>, key: string, ...lines: string[]): void {
  map.set(key, [...(map.get(key) ?? []), ...lines]);
}

/** An endpoint of either side, named alike on both. */
type AnyEndpoint = Omit<ExpectedEndpoint, 'addresses' | 'target'> & { readonly target: string };

interface HintNames {
  readonly forZones?: readonly { readonly name: string }[];
  readonly forNodes?: readonly { readonly name: string }[];
}

function formatEndpoint(endpoint: AnyEndpoint): string {
  const { ready = '', serving = '', terminating = '' } = endpoint.conditions ?? {};
  const { forZones = [], forNodes = [] } = (endpoint.hints ?? {}) as HintNames;
  const hints = [...forZones, ...forNodes].map(({ name }) => name).join('+');
  const place = `${endpoint.nodeName ?? ''} ${endpoint.zone ?? ''} ${endpoint.hostname ?? ''}`;
  return `${endpoint.target} ready=${ready} serving=${serving} terminating=${terminating} ${place} hints=${hints}`;
}

function formatLabels(labels: Readonly<Record<string, string>> | undefined, skip: RegExp): string {
  return Object.entries(labels ?? {})
    .filter(([key]) => !skip.test(key))
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

/** Slices joined by Service, labels, address type and ports; a placeholder is a key without lines. */
export function expectedSlices(slices: readonly ExpectedSlice[]): Lines {
  const map = new Map<string, string[]>();
  for (const slice of slices) {
    const labels = formatLabels(slice.labels, /^$/);
    const key = `${slice.namespace}/${slice.service} ${slice.addressType} [${formatPorts(slice.ports)}] ${labels}`;
    const lines = (slice.endpoints ?? []).map((endpoint) =>
      formatEndpoint({ ...endpoint, target: endpoint.target ?? (endpoint.addresses ?? []).join('+') }),
    );
    add(map, key, ...lines);
  }
  return sortLines(map);
}

/** The same of slices that were predicted. */
export function predictedSlices(slices: readonly EndpointSliceObject[]): Lines {
  const map = new Map<string, string[]>();
  for (const { metadata, addressType, ports, endpoints } of slices) {
    const service = metadata.labels?.['kubernetes.io/service-name'] ?? null;
    const labels = formatLabels(metadata.labels, /^$/);
    const key = `${metadata.namespace}/${service} ${addressType} [${formatPorts(ports)}] ${labels}`;
    const lines = endpoints.map((endpoint) => {
      const { targetRef, addresses } = endpoint;
      const target = targetRef ? `${targetRef.kind}/${targetRef.name}` : addresses.join('+');
      return formatEndpoint({ ...endpoint, target });
    });
    add(map, key, ...lines);
  }
  return sortLines(map);
}

function formatAddress(address: ExpectedAddress, state: string): string {
  const target = address.target ?? address.ip;
  return `${state} ${target} ${address.nodeName ?? ''} ${address.hostname ?? ''}`;
}

/** Endpoints subsets as sets: their order comes from a hash over random ids. */
export function expectedEndpoints(all: readonly ExpectedEndpoints[]): Lines {
  const map = new Map<string, string[]>();
  for (const { namespace, name, labels, annotations, subsets } of all) {
    const notes = formatLabels(annotations, /last-change-trigger-time/);
    const key = `${namespace}/${name} ${formatLabels(labels, /^$/)} ${notes}`;
    add(map, key);
    for (const { addresses = [], notReadyAddresses = [], ports } of subsets ?? []) {
      const ready = addresses.map((address) => formatAddress(address, 'ready'));
      const notReady = notReadyAddresses.map((address) => formatAddress(address, 'notReady'));
      add(map, key, `[${formatPorts(ports)}] ${[...ready, ...notReady].sort().join('; ')}`);
    }
  }
  return sortLines(map);
}

/** The same of Endpoints that were predicted. */
export function predictedEndpoints(all: readonly EndpointsObject[]): Lines {
  const withTarget = (address: AddressObject): ExpectedAddress => {
    const { targetRef, ...rest } = address;
    return targetRef ? { ...rest, target: `${targetRef.kind}/${targetRef.name}` } : rest;
  };
  return expectedEndpoints(
    all.map(({ metadata, subsets = [] }) => ({
      ...metadata,
      subsets: subsets.map((subset) => ({
        addresses: (subset.addresses ?? []).map(withTarget),
        notReadyAddresses: (subset.notReadyAddresses ?? []).map(withTarget),
        ...(subset.ports ? { ports: subset.ports } : {}),
      })),
    })),
  );
}

type Reach = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>>>;

/** The reach of every Service that is not an ExternalName, without the states that nothing is in. */
export function expectedReach(state: ExpectedState): Reach {
  const reach: Record<string, Reach[string]> = {};
  for (const service of state.services ?? []) {
    const id = `${service.namespace}/${service.name}`;
    const ports = state.reach?.[id];
    if (!ports || service.spec.type === 'ExternalName') continue;
    reach[id] = Object.fromEntries(
      Object.entries(ports).map(([port, states]) => [
        port,
        Object.fromEntries(
          Object.entries(states)
            .filter(([, list]) => list.length > 0)
            .map(([name, list]) => [name, [...new Set(list)].sort()] as const)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
      ]),
    );
  }
  return reach;
}

/** Service ports joined with predicted slices by name and protocol, as kube-proxy joins them. */
export function predictedReach(state: ExpectedState, slices: readonly EndpointSliceObject[]): Reach {
  const reach: Record<string, Reach[string]> = {};
  for (const service of state.services ?? []) {
    const id = `${service.namespace}/${service.name}`;
    if (!state.reach?.[id] || service.spec.type === 'ExternalName') continue;
    const own = slices.filter((slice) => isUsedBy(slice, service));
    reach[id] = Object.fromEntries(
      (service.spec.ports ?? []).map((port) => [
        `${port.name ? `${port.name}:` : ''}${port.port}/${port.protocol ?? 'TCP'}`,
        reachOfPort(port, own),
      ]),
    );
  }
  return reach;
}

function isUsedBy(
  { metadata, addressType }: EndpointSliceObject,
  { namespace, name, spec }: ExpectedService,
): boolean {
  const isOwn = metadata.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === name;
  return isOwn && (spec.ipFamilies ?? [addressType]).includes(addressType);
}

function reachOfPort(
  port: ExpectedPort,
  slices: readonly EndpointSliceObject[],
): Readonly<Record<string, readonly string[]>> {
  const states = new Map<string, Set<string>>();
  for (const slice of slices) {
    for (const slicePort of slice.ports ?? []) {
      if (slicePort.name !== (port.name ?? '') || slicePort.protocol !== (port.protocol ?? 'TCP')) continue;
      if (slicePort.port === undefined) continue;
      for (const { conditions, targetRef, addresses } of slice.endpoints) {
        const state =
          (conditions.ready ?? true) ? 'ready' : conditions.terminating ? 'terminating' : 'notReady';
        const list = states.get(state) ?? new Set();
        states.set(state, list);
        for (const to of targetRef ? [targetRef.name] : addresses) list.add(`${to}:${slicePort.port}`);
      }
    }
  }
  return Object.fromEntries(
    [...states]
      .map(([state, list]) => [state, [...list].sort()] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Pods, one line each. `job-name` of a CronJob's pods tells the time of day and is left out. */
export function expectedPods(pods: readonly ExpectedPod[]): readonly string[] {
  return pods
    .map((pod) => {
      const labels = formatLabels(pod.labels, /job-name$/);
      const state = `${pod.phase} ready=${pod.ready === 'True'} terminating=${pod.terminating ?? false}`;
      const names = `${pod.hostname ?? ''}.${pod.subdomain ?? ''}`;
      return `${pod.namespace}/${pod.pod} ${labels} ${state} ${pod.node ?? ''} ${names} ${pod.owner ?? ''}`;
    })
    .sort();
}

/** The same of pods that were predicted. */
export function predictedPods(pods: ClusterState['pods']): readonly string[] {
  return expectedPods(pods.map(describePod));
}

function describePod(pod: ClusterPod): ExpectedPod {
  return {
    namespace: pod.namespace,
    pod: pod.name,
    labels: pod.labels,
    phase: pod.phase,
    ready: pod.ready ? 'True' : 'False',
    node: pod.node ?? null,
    terminating: pod.terminating,
    ...(pod.hostname ? { hostname: pod.hostname } : {}),
    ...(pod.subdomain ? { subdomain: pod.subdomain } : {}),
    ...(pod.owner ? { owner: pod.owner.kind } : {}),
  };
}
