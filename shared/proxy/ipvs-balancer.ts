// Balancing in ipvs mode: a virtual server with its scheduler, and persistence for client-IP affinity.
import type { Balancer, BalancerEndpoint, BalancerOptions, IpvsScheduler } from './balancer.ts';
import { createDestinationHashing, createMaglevHashing, createSourceHashing } from './hash-schedulers.ts';
import type { RealServers, Scheduler } from './ipvs-scheduler.ts';
import { createLeastConnections } from './least-connection-schedulers.ts';
import { createLocality, createReplicatedLocality } from './locality-schedulers.ts';
import { createRoundRobin, createWeightedRoundRobin } from './round-robin-schedulers.ts';
import { indexByKey } from './uniform-balancer.ts';

/** The connection template of a client: where it goes until when. */
interface Template {
  key: string;
  expiresMs: number;
}

/**
 * One virtual server. A client with a template goes where the template says, and each new connection prolongs it.
 *
 * Source: linux net/netfilter/ipvs/ip_vs_core.c ip_vs_sched_persist, and kubernetes pkg/proxy/ipvs/proxier.go, v1.36,
 * which has `expire_nodest_conn` and `expire_quiescent_template` on.
 * Differs: open connections do not prolong a template; a server that is removed is gone at once, where kube-proxy keeps it
 * with weight 0 until its connections have ended.
 */
export function createIpvsBalancer(options: BalancerOptions): Balancer {
  const { affinitySeconds, scheduler: name = 'rr', virtualAddress } = options;
  const templates = new Map<string, Template>();
  let servers = makeServers(options.endpoints);
  let indexOf = indexByKey(options.endpoints);
  const scheduler = createScheduler(name, servers, virtualAddress);
  const lifeMs = (affinitySeconds ?? 0) * 1000;
  return {
    pick: (client, nowMs) => {
      if (affinitySeconds === undefined) return scheduler.schedule(client, nowMs);
      const template = templates.get(client.address);
      const bound = template && nowMs < template.expiresMs ? indexOf.get(template.key) : undefined;
      const index = bound ?? scheduler.schedule(client, nowMs);
      if (index < 0) return -1;
      const key = servers.endpoints[index]?.key ?? '';
      if (template) {
        template.key = key;
        template.expiresMs = nowMs + lifeMs;
      } else templates.set(client.address, { key, expiresMs: nowMs + lifeMs });
      return index;
    },
    connectionOpened: (index) => add(servers.active, index, 1),
    connectionClosed: (index) => {
      add(servers.active, index, -1);
      add(servers.inactive, index, 1);
    },
    connectionExpired: (index) => add(servers.inactive, index, -1),
    connectionFailed: () => {},
    setEndpoints: (endpoints) => {
      const before = servers;
      servers = makeServers(endpoints, before, indexOf);
      indexOf = indexByKey(endpoints);
      scheduler.serversChanged(servers, before);
      for (const [client, { key }] of templates) if (!indexOf.has(key)) templates.delete(client);
    },
    shares: (client) => scheduler.shares(client),
  };
}

/** Counts never fall below zero: a connection may outlive its server. */
function add(counts: Int32Array, index: number, change: number): void {
  if (index >= 0 && index < counts.length) counts[index] = Math.max(0, (counts[index] ?? 0) + change);
}

/** Servers without connections, but for those that were there before. */
function makeServers(
  endpoints: readonly BalancerEndpoint[],
  before?: RealServers,
  indexBefore?: ReadonlyMap<string, number>,
): RealServers {
  const active = new Int32Array(endpoints.length);
  const inactive = new Int32Array(endpoints.length);
  endpoints.forEach(({ key }, index) => {
    const old = indexBefore?.get(key) ?? -1;
    active[index] = before?.active[old] ?? 0;
    inactive[index] = before?.inactive[old] ?? 0;
  });
  return { endpoints, active, inactive };
}

function createScheduler(name: IpvsScheduler, servers: RealServers, virtualAddress: string): Scheduler {
  switch (name) {
    case 'rr':
      return createRoundRobin(servers);
    case 'wrr':
      return createWeightedRoundRobin(servers);
    case 'lc':
    case 'wlc':
    case 'sed':
    case 'nq':
      return createLeastConnections(name, servers);
    case 'lblc':
      return createLocality(servers);
    case 'lblcr':
      return createReplicatedLocality(servers);
    case 'dh':
      return createDestinationHashing(servers, virtualAddress);
    case 'sh':
      return createSourceHashing(servers);
    case 'mh':
      return createMaglevHashing(servers);
  }
}
