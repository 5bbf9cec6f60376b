// `lblc` and `lblcr`: made for caches, they keep the connections to one destination together. In a cluster the destination
// is always the virtual address, so that they keep all connections on few servers until these are overloaded.
import { singleShare, type RealServers, type Scheduler } from './ipvs-scheduler.ts';
import { leastConnections } from './least-connection-schedulers.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** More than one established connection, while another server has none. */
function isOverloaded({ active }: RealServers, index: number): boolean {
  return (active[index] ?? 0) > 1 && active.includes(0);
}

/**
 * Locality-based least connections: stays with one server until it is overloaded.
 * Source: linux net/netfilter/ipvs/ip_vs_lblc.c ip_vs_lblc_schedule, ip_vs_lblc_full_check.
 * Differs: an entry that has not been used for a day is forgotten at once, there within half an hour.
 */
export function createLocality(first: RealServers): Scheduler {
  let servers = first;
  let kept = -1;
  let usedMs = 0;
  const schedule = (nowMs: number): number => {
    const isKept = kept >= 0 && nowMs - usedMs < DAY_MS && !isOverloaded(servers, kept);
    return isKept ? kept : leastConnections(servers);
  };
  return {
    schedule: (_client, nowMs) => {
      kept = schedule(nowMs);
      usedMs = nowMs;
      return kept;
    },
    serversChanged: (next, before) => {
      servers = next;
      kept = moveIndex(kept, next, before);
    },
    shares: () => singleShare(servers.endpoints.length, schedule(usedMs)),
  };
}

/**
 * Locality-based least connections with replication: keeps a set of servers, takes the least busy of them, adds another
 * when that one is overloaded, and drops the busiest when the set has not changed for a day.
 * Source: linux net/netfilter/ipvs/ip_vs_lblcr.c ip_vs_lblcr_schedule.
 */
export function createReplicatedLocality(first: RealServers): Scheduler {
  let servers = first;
  // The newest first, as the kernel's list has it.
  let kept: number[] = [];
  let changedMs = 0;
  /** The least busy of the set; -1 when it is empty or that server has too much to do. */
  const findKept = (): number => {
    const least = leastOf(kept, servers);
    return least >= 0 && isOverloaded(servers, least) ? -1 : least;
  };
  return {
    schedule: (_client, nowMs) => {
      const found = findKept();
      if (kept.length > 1 && nowMs - changedMs > DAY_MS) {
        kept.splice(kept.indexOf(busiestOf(kept, servers)), 1);
        changedMs = nowMs;
      }
      if (found >= 0) return found;
      const added = leastConnections(servers);
      if (added >= 0 && !kept.includes(added)) {
        kept.unshift(added);
        changedMs = nowMs;
      }
      return added;
    },
    serversChanged: (next, before) => {
      servers = next;
      kept = kept.map((index) => moveIndex(index, next, before)).filter((index) => index >= 0);
    },
    shares: () => {
      const found = findKept();
      return singleShare(servers.endpoints.length, found >= 0 ? found : leastConnections(servers));
    },
  };
}

function loadOf({ active, inactive }: RealServers, index: number): number {
  return (active[index] ?? 0) * 256 + (inactive[index] ?? 0);
}

function leastOf(kept: readonly number[], servers: RealServers): number {
  let least = -1;
  for (const index of kept) if (least < 0 || loadOf(servers, index) < loadOf(servers, least)) least = index;
  return least;
}

function busiestOf(kept: readonly number[], servers: RealServers): number {
  let most = -1;
  for (const index of kept) if (most < 0 || loadOf(servers, index) > loadOf(servers, most)) most = index;
  return most;
}

/** Where a server stands in the new list; -1 when it has gone. */
function moveIndex(index: number, next: RealServers, before: RealServers): number {
  const key = before.endpoints[index]?.key;
  return key === undefined ? -1 : next.endpoints.findIndex((endpoint) => endpoint.key === key);
}
