// Balancing in userspace mode, which kube-proxy had until 1.25: a proxy process that dials endpoints itself.
import type { Balancer, BalancerOptions } from './balancer.ts';
import { evenShares } from './ipvs-scheduler.ts';
import { indexByKey } from './uniform-balancer.ts';

/**
 * Round robin with a retry: an endpoint that does not answer is left for the next one, and the client's affinity with it.
 *
 * Source: kubernetes pkg/proxy/userspace/roundrobin.go NextEndpoint, OnEndpointSliceUpdate, v1.25.
 * Differs: the list is not shuffled when it changes.
 */
export function createUserspaceBalancer(options: BalancerOptions): Balancer {
  const { affinitySeconds } = options;
  const bound = new Map<string, { key: string; usedMs: number }>();
  let endpoints = options.endpoints;
  let indexOf = indexByKey(endpoints);
  let next = 0;
  const takeNext = (): number => {
    const index = next;
    next = (next + 1) % endpoints.length;
    return index;
  };
  return {
    pick: (client, nowMs) => {
      if (endpoints.length === 0) return -1;
      if (affinitySeconds === undefined) return takeNext();
      const binding = bound.get(client.address);
      const isAlive = binding !== undefined && nowMs - binding.usedMs < affinitySeconds * 1000;
      const index = (isAlive ? indexOf.get(binding.key) : undefined) ?? takeNext();
      const key = endpoints[index]?.key ?? '';
      if (binding) {
        binding.key = key;
        binding.usedMs = nowMs;
      } else bound.set(client.address, { key, usedMs: nowMs });
      return index;
    },
    connectionOpened: () => {},
    connectionClosed: () => {},
    connectionExpired: () => {},
    connectionFailed: (client) => {
      bound.delete(client.address);
    },
    setEndpoints: (list) => {
      endpoints = list;
      indexOf = indexByKey(list);
      next = 0;
      for (const [client, { key }] of bound) if (!indexOf.has(key)) bound.delete(client);
    },
    shares: () => evenShares(endpoints.length),
  };
}
