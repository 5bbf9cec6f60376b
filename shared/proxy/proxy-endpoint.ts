// The endpoints of one Service port as kube-proxy reads them out of EndpointSlices on one node.
import { joinHostPort } from '../cluster/ip-address.ts';
import type { EndpointSliceObject, SliceEndpointObject } from '../cluster/api-objects.ts';
import { addressFamily } from './address-family.ts';
import type { IpFamily, Protocol } from '../model/objects.ts';

/** The node that kube-proxy runs on. `zone` is empty for a node without a zone label. */
export interface ProxyNode {
  readonly name: string;
  readonly zone: string;
}

/** One endpoint of one Service port. */
export interface ProxyEndpoint {
  readonly address: string;
  readonly port: number;
  /** `address:port`, IPv6 in brackets: what makes an endpoint the same as another. */
  readonly key: string;
  readonly nodeName: string | undefined;
  readonly zone: string | undefined;
  /** On the node that kube-proxy runs on. */
  readonly isLocal: boolean;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  /** Zones that may use it when hints count; empty for no hint. */
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
  /** The pod's name; for an endpoint that stands for nothing, its address. */
  readonly target: string;
  /** The pod's namespace; absent where nobody says. */
  readonly targetNamespace?: string;
  readonly isPod: boolean;
}

/** Which endpoints of the slices of a Service are asked for. `portName` is empty for an unnamed port. */
export interface EndpointQuery {
  readonly portName: string;
  readonly protocol: Protocol;
  /** Absent for both families. */
  readonly family?: IpFamily;
  /** The node whose endpoints are local; absent for none. */
  readonly nodeName?: string;
}

/** The endpoints of one Service port in the slices of its Service, sorted by key as text: kube-proxy's order. */
export function endpointsOfPort(
  slices: readonly EndpointSliceObject[],
  query: EndpointQuery,
): readonly ProxyEndpoint[] {
  return [...readEndpoints(slices, query)].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/**
 * The endpoints of one Service port in the slices of its Service, as they come.
 * 1. Slice ports join the Service port by name and protocol; a slice port without number, or 0, is passed over.
 * 2. Of several addresses of an endpoint only the first counts, and only when it is one of the family: names are none.
 * 3. The same address and port twice is one endpoint: a local one wins, else the first.
 * 4. Conditions that are absent count as ready and serving, and not terminating.
 *
 * Source: kubernetes pkg/proxy/endpointslicecache.go newEndpointSliceInfo, addEndpoints, v1.36.
 */
export function readEndpoints(
  slices: readonly EndpointSliceObject[],
  query: EndpointQuery,
): readonly ProxyEndpoint[] {
  const found = new Map<string, ProxyEndpoint>();
  for (const slice of slices) {
    if (query.family && slice.addressType !== query.family) continue;
    for (const { name, protocol, port } of slice.ports ?? []) {
      if (name !== query.portName || protocol !== query.protocol || !port) continue;
      for (const sliceEndpoint of slice.endpoints) {
        const endpoint = toEndpoint(sliceEndpoint, port, query);
        if (endpoint && (endpoint.isLocal || !found.has(endpoint.key))) found.set(endpoint.key, endpoint);
      }
    }
  }
  return [...found.values()];
}

function toEndpoint(
  { addresses, conditions, hints, nodeName, targetRef, zone }: SliceEndpointObject,
  port: number,
  query: EndpointQuery,
): ProxyEndpoint | undefined {
  const address = addresses[0];
  if (address === undefined || (query.family && addressFamily(address) !== query.family)) return undefined;
  const isPod = targetRef?.kind === 'Pod';
  return {
    address,
    port,
    key: joinHostPort(address, port),
    nodeName,
    zone,
    isLocal: nodeName !== undefined && nodeName !== '' && nodeName === query.nodeName,
    ready: conditions.ready ?? true,
    serving: conditions.serving ?? true,
    terminating: conditions.terminating ?? false,
    zoneHints: (hints?.forZones ?? []).map(({ name }) => name),
    nodeHints: (hints?.forNodes ?? []).map(({ name }) => name),
    target: isPod ? (targetRef?.name ?? address) : address,
    ...(isPod && targetRef.namespace ? { targetNamespace: targetRef.namespace } : {}),
    isPod,
  };
}
