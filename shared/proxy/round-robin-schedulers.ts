// `rr` and `wrr`: one after the other.
import { evenShares, type RealServers, type Scheduler } from './ipvs-scheduler.ts';

/**
 * Round robin: goes on behind the server that was last, or behind the one before it when the last one has gone.
 * Source: linux net/netfilter/ipvs/ip_vs_rr.c ip_vs_rr_schedule, ip_vs_rr_del_dest.
 */
export function createRoundRobin(first: RealServers): Scheduler {
  let nServers = first.endpoints.length;
  let last = -1;
  return {
    schedule: () => {
      if (nServers === 0) return -1;
      last = last + 1 < nServers ? last + 1 : 0;
      return last;
    },
    serversChanged: (servers, before) => {
      nServers = servers.endpoints.length;
      last = lastSurvivor(servers, before, last);
    },
    shares: () => evenShares(nServers),
  };
}

/** The new index of the last server up to `index` that is still there; -1, the head of the list, for none. */
function lastSurvivor(servers: RealServers, before: RealServers, index: number): number {
  const indexOf = new Map(servers.endpoints.map(({ key }, place) => [key, place]));
  for (let place = index; place >= 0; place--) {
    const found = indexOf.get(before.endpoints[place]?.key ?? '');
    if (found !== undefined) return found;
  }
  return -1;
}

/**
 * Weighted round robin: with all weights 1 a round robin that starts over whenever the servers change.
 * Source: linux net/netfilter/ipvs/ip_vs_wrr.c ip_vs_wrr_schedule, ip_vs_wrr_dest_changed.
 */
export function createWeightedRoundRobin(first: RealServers): Scheduler {
  let inner = createRoundRobin(first);
  return {
    schedule: (client, nowMs) => inner.schedule(client, nowMs),
    serversChanged: (servers) => {
      inner = createRoundRobin(servers);
    },
    shares: (client) => inner.shares(client),
  };
}
