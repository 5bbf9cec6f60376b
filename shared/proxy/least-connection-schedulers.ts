// `lc`, `wlc`, `sed`, `nq`: the server with the least to do. They look at every server for every connection.
import { evenShares, type RealServers, type Scheduler } from './ipvs-scheduler.ts';

/** An index for the servers as they are now; -1 without servers. */
type Choice = (servers: RealServers) => number;

/**
 * Least connections: an established connection counts as much as 256 that linger.
 * Source: linux net/netfilter/ipvs/ip_vs_lc.c ip_vs_lc_schedule; ip_vs_wlc.c is the same with all weights 1.
 */
export function leastConnections({ active, inactive }: RealServers): number {
  let least = -1;
  let leastLoad = Infinity;
  for (let index = 0; index < active.length; index++) {
    const load = (active[index] ?? 0) * 256 + (inactive[index] ?? 0);
    if (load >= leastLoad) continue;
    least = index;
    leastLoad = load;
  }
  return least;
}

/**
 * Shortest expected delay: with all weights 1 the fewest established connections; those that linger do not count.
 * Source: linux net/netfilter/ipvs/ip_vs_sed.c ip_vs_sed_schedule.
 */
function shortestDelay({ active }: RealServers): number {
  let least = -1;
  for (let index = 0; index < active.length; index++) {
    if (least < 0 || (active[index] ?? 0) < (active[least] ?? 0)) least = index;
  }
  return least;
}

/**
 * Never queue: the first server without an established connection, else the shortest expected delay. With all weights 1
 * the two are the same.
 * Source: linux net/netfilter/ipvs/ip_vs_nq.c ip_vs_nq_schedule.
 */
function neverQueue(servers: RealServers): number {
  const idle = servers.active.indexOf(0);
  return idle >= 0 ? idle : shortestDelay(servers);
}

const CHOICES: Readonly<Record<'lc' | 'wlc' | 'sed' | 'nq', Choice>> = {
  lc: leastConnections,
  wlc: leastConnections,
  sed: shortestDelay,
  nq: neverQueue,
};

/** A scheduler that only looks at the connections there are. Connections that stay open spread evenly. */
export function createLeastConnections(name: 'lc' | 'wlc' | 'sed' | 'nq', first: RealServers): Scheduler {
  const choose = CHOICES[name];
  let current = first;
  return {
    schedule: () => choose(current),
    serversChanged: (servers) => {
      current = servers;
    },
    shares: () => evenShares(current.endpoints.length),
  };
}
