// Which endpoints of a Service port a node may send to, under each traffic policy.
import type { ProxyEndpoint, ProxyNode } from './proxy-endpoint.ts';

/** What of a Service port decides which endpoints it uses. */
export interface TrafficPolicies {
  readonly internalPolicyLocal: boolean;
  readonly externalPolicyLocal: boolean;
  /** Reachable through more than its cluster IP: a node port, an external IP or a load balancer's IP. */
  readonly externallyAccessible: boolean;
}

/** The endpoints of a Service port by use. The lists keep the order of the endpoints they are taken from. */
export interface EndpointCategories {
  /** Usable under the Cluster traffic policy, hints considered; `undefined` when the port never uses that policy. */
  readonly cluster: readonly ProxyEndpoint[] | undefined;
  /** Usable under the Local traffic policy; `undefined` when the port never uses that policy. */
  readonly local: readonly ProxyEndpoint[] | undefined;
  /** All that this node may send to: the union of the two. */
  readonly reachable: readonly ProxyEndpoint[];
  /** Whether anything in the cluster could answer; may hold while nothing is reachable from this node. */
  readonly hasAny: boolean;
}

/** How far a hint binds: to the node, to the zone, or not at all. */
export type TopologyMode = 'none' | 'same-node' | 'same-zone';

/** Whether a port ever follows the Cluster policy. External traffic from inside the cluster does, even under Local. */
function usesClusterEndpoints({ internalPolicyLocal, externallyAccessible }: TrafficPolicies): boolean {
  return !internalPolicyLocal || externallyAccessible;
}

/** Whether a port ever follows the Local policy. */
function usesLocalEndpoints(policies: TrafficPolicies): boolean {
  return policies.internalPolicyLocal || (policies.externalPolicyLocal && policies.externallyAccessible);
}

/**
 * Sorts endpoints into those usable under each policy.
 * 1. Usable are the ready ones; if there are none, those that serve while they terminate. Each policy falls back alone.
 * 2. Under the Cluster policy hints narrow the ready ones, if a topology mode applies.
 * 3. Under the Local policy only endpoints on this node count, and hints do not.
 *
 * Source: kubernetes pkg/proxy/topology.go CategorizeEndpoints, v1.36.
 * Differs: the union of two lists is in the order of the endpoints, there in any.
 */
export function categorizeEndpoints(
  endpoints: readonly ProxyEndpoint[],
  policies: TrafficPolicies,
  node: ProxyNode,
): EndpointCategories {
  const usesCluster = usesClusterEndpoints(policies);
  const usesLocal = usesLocalEndpoints(policies);
  const cluster = usesCluster ? clusterEndpoints(endpoints, node) : undefined;
  const local = usesLocal ? usable(endpoints.filter((endpoint) => endpoint.isLocal)) : undefined;
  const used = new Set([...(cluster ?? []), ...(local ?? [])]);
  return {
    cluster,
    local,
    reachable:
      cluster && local ? endpoints.filter((endpoint) => used.has(endpoint)) : (cluster ?? local ?? []),
    hasAny: usesLocal
      ? endpoints.some((endpoint) => endpoint.ready || isDraining(endpoint))
      : (cluster ?? []).length > 0,
  };
}

/**
 * Which hints count on a node.
 * 1. Every ready endpoint has a node hint, and one names this node: only those.
 * 2. Every ready endpoint has a zone hint, and one names this zone: only those.
 * 3. Otherwise hints do not count.
 *
 * Source: kubernetes pkg/proxy/topology.go topologyModeFromHints, v1.36.
 */
export function topologyModeOf(endpoints: readonly ProxyEndpoint[], node: ProxyNode): TopologyMode {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  if (ready.length === 0) return 'none';
  const isNodeMode =
    ready.every(({ nodeHints }) => nodeHints.length > 0) &&
    ready.some(({ nodeHints }) => nodeHints.includes(node.name));
  if (isNodeMode) return 'same-node';
  const isZoneMode =
    ready.every(({ zoneHints }) => zoneHints.length > 0) &&
    ready.some(({ zoneHints }) => zoneHints.includes(node.zone));
  return isZoneMode ? 'same-zone' : 'none';
}

function clusterEndpoints(endpoints: readonly ProxyEndpoint[], node: ProxyNode): readonly ProxyEndpoint[] {
  const mode = topologyModeOf(endpoints, node);
  if (mode === 'none') return usable(endpoints);
  return endpoints.filter((endpoint) => {
    if (!endpoint.ready) return false;
    return mode === 'same-node'
      ? endpoint.nodeHints.includes(node.name)
      : endpoint.zoneHints.includes(node.zone);
  });
}

/** The ready ones, or else those that still serve while they terminate. */
function usable(endpoints: readonly ProxyEndpoint[]): readonly ProxyEndpoint[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  return ready.length > 0 ? ready : endpoints.filter(isDraining);
}

function isDraining({ serving, terminating }: ProxyEndpoint): boolean {
  return serving && terminating;
}
