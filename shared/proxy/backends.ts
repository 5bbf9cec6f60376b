// The endpoints of one Service port as every client of the cluster sees them, whichever node it is on.
import type { EndpointSliceObject } from '../cluster/api-objects.ts';
import type { ServicePort } from '../model/objects.ts';
import { categorizeEndpoints } from './categorize-endpoints.ts';
import { readEndpoints, type ProxyEndpoint } from './proxy-endpoint.ts';

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

const NO_POLICIES = {
  internalPolicyLocal: false,
  externalPolicyLocal: false,
  externallyAccessible: false,
};

/** A node in no zone, for which hints do not count. */
const ANY_NODE = { name: '', zone: '' };

/**
 * The endpoints of a Service port under the Cluster traffic policy, in slice order: those that are used are chosen with the
 * same chance. Traffic policies, hints and session affinity are left out: they depend on the client and its node.
 */
export function backendsOf(port: ServicePort, slices: readonly EndpointSliceObject[]): readonly Backend[] {
  const all = readEndpoints(slices, { portName: port.name ?? '', protocol: port.protocol });
  const used = new Set(categorizeEndpoints(all, NO_POLICIES, ANY_NODE).cluster);
  return all.map((endpoint) => {
    const { address, isPod, nodeName, port: number, target } = endpoint;
    const share = used.has(endpoint) ? 1 / used.size : 0;
    return { target, isPod, address, port: number, nodeName, condition: conditionOf(endpoint), share };
  });
}

function conditionOf({ ready, serving, terminating }: ProxyEndpoint): Backend['condition'] {
  if (ready) return 'ready';
  return serving && terminating ? 'terminating' : 'not-ready';
}
