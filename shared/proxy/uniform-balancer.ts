// Balancing in iptables and nftables mode: any endpoint with the same chance, unless the client is bound to one.
import type { Balancer, BalancerEndpoint, BalancerOptions } from './balancer.ts';
import { createBindings } from './bindings.ts';
import { evenShares } from './ipvs-scheduler.ts';

/**
 * A balancer that draws.
 *
 * Source: kubernetes pkg/proxy/iptables/proxier.go writeServiceToEndpointRules and pkg/proxy/nftables/proxier.go
 * writeServiceToEndpointRules, v1.36.
 * Differs: in iptables mode the kernel draws once per rule with 31 bits, so that shares are off by less than a millionth.
 */
export function createUniformBalancer(
  options: BalancerOptions & { mode: 'iptables' | 'nftables' },
): Balancer {
  const { affinitySeconds, mode } = options;
  if (affinitySeconds === undefined) return createFreeBalancer(options.endpoints);
  const bindings = options.bindings ?? createBindings(mode, affinitySeconds);
  let endpoints = options.endpoints;
  let indexOf = indexByKey(endpoints);
  return {
    pick: (client, nowMs, uniformInt) => {
      if (endpoints.length === 0) return -1;
      const bound = bindings.find(client.address, nowMs, indexOf);
      const index = bound < 0 ? uniformInt(endpoints.length) : bound;
      bindings.bind(client.address, nowMs, endpoints[index]?.key ?? '');
      return index;
    },
    ...UNCONCERNED,
    setEndpoints: (next) => {
      endpoints = next;
      indexOf = indexByKey(next);
      if (!options.bindings) bindings.retain(indexOf);
    },
    shares: () => evenShares(endpoints.length),
  };
}

/** Without affinity there is nothing to remember but how many endpoints there are. */
function createFreeBalancer(endpoints: readonly BalancerEndpoint[]): Balancer {
  let nEndpoints = endpoints.length;
  return {
    pick: (_client, _nowMs, uniformInt) => (nEndpoints === 0 ? -1 : uniformInt(nEndpoints)),
    ...UNCONCERNED,
    setEndpoints: (next) => {
      nEndpoints = next.length;
    },
    shares: () => evenShares(nEndpoints),
  };
}

/** Nothing that happens to a connection changes what comes next. */
const UNCONCERNED = {
  connectionOpened: () => {},
  connectionClosed: () => {},
  connectionExpired: () => {},
  connectionFailed: () => {},
};
/** The place of each endpoint in a list, by its key. */
export function indexByKey(endpoints: readonly BalancerEndpoint[]): ReadonlyMap<string, number> {
  return new Map(endpoints.map(({ key }, index) => [key, index]));
}
