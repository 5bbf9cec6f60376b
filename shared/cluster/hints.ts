// Hints: from which zone or node an endpoint would rather be used.
import type { Service } from '../model/objects.ts';
import type { EndpointHints, SliceEndpointObject } from './api-objects.ts';
import { isAtLeast, type ClusterOptions } from './cluster-options.ts';

const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';

/** No zone may get more than this many times its share of the traffic. */
const OVERLOAD = 1.2;

/**
 * The endpoints of one Service and one address type with their hints.
 * The topology annotation wins over `spec.trafficDistribution`; without either there are none.
 *
 * Source: kubernetes staging/src/k8s.io/endpointslice/reconciler.go reconcileByAddressType, v1.36.
 */
export function addHints(
  service: Service,
  endpoints: readonly SliceEndpointObject[],
  options: ClusterOptions,
): readonly SliceEndpointObject[] {
  const mode = service.annotations[TOPOLOGY_HINTS] ?? service.annotations[TOPOLOGY_MODE];
  if (mode === 'Auto' || mode === 'auto') return shareOverZones(endpoints, options);
  const distribution = distributionOf(service, options);
  if (!distribution) return endpoints;
  return endpoints.map((endpoint) => withHints(endpoint, closeHints(endpoint, distribution)));
}

type Distribution = 'zone' | 'node';

function distributionOf(service: Service, options: ClusterOptions): Distribution | undefined {
  const value = service.trafficDistribution;
  if (value === 'PreferClose') return 'zone';
  if (!isAtLeast(options.kubernetesVersion, '1.34')) return undefined;
  if (value === 'PreferSameZone') return 'zone';
  return value === 'PreferSameNode' ? 'node' : undefined;
}

function closeHints(endpoint: SliceEndpointObject, distribution: Distribution): EndpointHints | undefined {
  if (!endpoint.conditions.ready) return undefined;
  const forNodes = distribution === 'node' && endpoint.nodeName ? [{ name: endpoint.nodeName }] : undefined;
  const forZones = endpoint.zone ? [{ name: endpoint.zone }] : undefined;
  if (!forNodes && !forZones) return undefined;
  return { ...(forNodes ? { forNodes } : {}), ...(forZones ? { forZones } : {}) };
}

function withHints(endpoint: SliceEndpointObject, hints: EndpointHints | undefined): SliceEndpointObject {
  return hints ? { ...endpoint, hints } : endpoint;
}

/**
 * Shares the ready endpoints over the zones in proportion to their CPUs: nodes count alike.
 * 1. There are no hints with fewer than two zones, with fewer ready endpoints than zones, with an endpoint outside any
 *    zone, or when the shares cannot be kept within the overload limit.
 * 2. Every endpoint starts with its own zone; zones that have too many give to those that have too few.
 *
 * Source: kubernetes staging/src/k8s.io/endpointslice/topologycache/topologycache.go AddHints, v1.36.
 * Differs: between zones that need the same the first by name is taken, there any.
 */
function shareOverZones(
  endpoints: readonly SliceEndpointObject[],
  options: ClusterOptions,
): readonly SliceEndpointObject[] {
  const ready = endpoints.filter((endpoint) => endpoint.conditions.ready);
  const desired = desiredByZone(ready.length, options);
  if (!desired || ready.some((endpoint) => !endpoint.zone)) return endpoints;
  const surplus = new Map(desired.map(([zone, wanted]) => [zone, -wanted]));
  for (const { zone = '' } of ready) surplus.set(zone, (surplus.get(zone) ?? 0) + 1);
  const moves = planMoves(surplus);
  return endpoints.map((endpoint) => {
    if (!endpoint.conditions.ready || !endpoint.zone) return endpoint;
    const zone = moves.get(endpoint.zone)?.shift() ?? endpoint.zone;
    return { ...endpoint, hints: { forZones: [{ name: zone }] } };
  });
}

/** Zones by name with the number of endpoints each should serve, not a whole number. `undefined` for no hints. */
function desiredByZone(
  nReady: number,
  options: ClusterOptions,
): readonly (readonly [string, number])[] | undefined {
  const zones = [...new Set(options.nodes.map((node) => node.zone))].sort();
  if (zones.length < 2 || zones.includes('') || nReady < zones.length) return undefined;
  let nLeft = nReady;
  const desired = zones.map((zone): readonly [string, number] => {
    const share = (options.nodes.filter((node) => node.zone === zone).length / options.nodes.length) * nReady;
    const minimum = Math.ceil(share * (1 / OVERLOAD));
    nLeft -= minimum;
    return [zone, Math.max(share, minimum)];
  });
  return nLeft < 0 ? undefined : desired;
}

/**
 * For each giving zone the zones that its endpoints go to, in the order in which its endpoints are met.
 * Source: kubernetes staging/src/k8s.io/endpointslice/topologycache/utils.go getGivingAndReceivingZones, v1.36.
 */
function planMoves(surplus: ReadonlyMap<string, number>): ReadonlyMap<string, string[]> {
  const rest = new Map(surplus);
  const moves = new Map<string, string[]>();
  for (;;) {
    const zones = [...rest].sort(([, a], [, b]) => b - a);
    const [giver, nToGive] = zones[0] ?? ['', 0];
    const [receiver, negative] = zones[zones.length - 1] ?? ['', 0];
    const nToReceive = -negative;
    if ((nToGive < 1 && nToReceive < 1) || nToGive < 0.5 || nToReceive < 0.5) return moves;
    moves.set(giver, [...(moves.get(giver) ?? []), receiver]);
    rest.set(giver, nToGive - 1);
    rest.set(receiver, negative + 1);
  }
}
