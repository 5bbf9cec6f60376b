// What kube-proxy makes of EndpointSlices for one Service port: the endpoints it would send to.
import type { EndpointSliceObject, SliceEndpointObject } from '../cluster/api-objects.ts';
import type { ServicePort } from '../model/objects.ts';

/** An endpoint of one Service port. */
export interface Backend {
  /** The pod's name; for an endpoint that stands for nothing, its address. */
  readonly target: string;
  readonly isPod: boolean;
  readonly address: string;
  readonly port: number;
  readonly nodeName: string | undefined;
  readonly condition: 'ready' | 'terminating' | 'not-ready';
  /** The chance that a new connection goes here, 0 to 1; 0 for an endpoint that is not used. */
  readonly share: number;
}

/**
 * The endpoints of a Service port from any client under the Cluster traffic policy, in slice order.
 * 1. Slice ports join the Service port by name and protocol; a slice without ports has no endpoints.
 * 2. Of several addresses of an endpoint only the first counts; the same address and port twice is one backend.
 * 3. Ready endpoints are used; if there are none, those that still serve while they terminate.
 * 4. Each used endpoint is chosen with the same chance.
 *
 * Source: kubernetes pkg/proxy/topology.go CategorizeEndpoints and pkg/proxy/endpointslicecache.go, v1.36.
 * Differs: traffic policies, topology hints and session affinity are the simulator's, not looked at here.
 */
export function backendsOf(port: ServicePort, slices: readonly EndpointSliceObject[]): readonly Backend[] {
  const found = new Map<string, Omit<Backend, 'share'>>();
  for (const slice of slices) {
    for (const slicePort of slice.ports ?? []) {
      const isSame = (slicePort.name ?? '') === (port.name ?? '') && slicePort.protocol === port.protocol;
      if (!isSame || slicePort.port === undefined) continue;
      for (const endpoint of slice.endpoints) {
        const backend = toBackend(endpoint, slicePort.port);
        const key = backend && `${backend.address}:${backend.port}`;
        if (backend && key && !found.has(key)) found.set(key, backend);
      }
    }
  }
  const all = [...found.values()];
  const used = all.some(({ condition }) => condition === 'ready') ? 'ready' : 'terminating';
  const nUsed = all.filter(({ condition }) => condition === used).length;
  return all.map((backend) => ({ ...backend, share: backend.condition === used ? 1 / nUsed : 0 }));
}

function toBackend(endpoint: SliceEndpointObject, port: number): Omit<Backend, 'share'> | undefined {
  const address = endpoint.addresses[0];
  if (address === undefined) return undefined;
  const { ready = true, serving = ready, terminating = false } = endpoint.conditions;
  const isPod = endpoint.targetRef?.kind === 'Pod';
  return {
    target: isPod ? (endpoint.targetRef?.name ?? address) : address,
    isPod,
    address,
    port,
    nodeName: endpoint.nodeName,
    condition: ready ? 'ready' : serving && terminating ? 'terminating' : 'not-ready',
  };
}
