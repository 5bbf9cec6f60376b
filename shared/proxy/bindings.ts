// Client-IP affinity of iptables and nftables: one list of clients per endpoint.
import type { Bindings } from './balancer.ts';

/** What differs between the two. */
interface BindingRules {
  /** Whether a binding of exactly this age still counts. */
  readonly countsAtLimit: boolean;
  /** How many clients one list holds. */
  readonly capacity: number;
  /** Whether a full list makes room by forgetting the client that it has not seen for longest. */
  readonly forgetsOldest: boolean;
}

/**
 * The lists of the `recent` match: a hundred clients each, the newest ones.
 * Source: linux net/netfilter/xt_recent.c recent_mt, recent_entry_init; `ip_list_tot` is 100 unless the module is told
 * otherwise, and kube-proxy does not.
 */
const IPTABLES_RULES: BindingRules = { countsAtLimit: true, capacity: 100, forgetsOldest: true };

/**
 * Dynamic sets: 65535 clients each; those that no longer fit are balanced anew each time.
 * Source: linux net/netfilter/nft_dynset.c nft_dynset_eval; nft gives dynamic sets that size.
 */
const NFTABLES_RULES: BindingRules = { countsAtLimit: false, capacity: 65_535, forgetsOldest: false };

/** Bindings that last `seconds` from the last new connection on. Finding one takes the time of the client's bindings. */
export function createBindings(mode: 'iptables' | 'nftables', seconds: number): Bindings {
  const rules = mode === 'iptables' ? IPTABLES_RULES : NFTABLES_RULES;
  const lifeMs = seconds * 1000;
  // Maps keep the order in which clients were last seen.
  const lists = new Map<string, Map<string, number>>();
  const endpointsOf = new Map<string, string[]>();

  const isAlive = (seenMs: number, nowMs: number): boolean =>
    rules.countsAtLimit ? nowMs - seenMs <= lifeMs : nowMs - seenMs < lifeMs;

  const forget = (address: string, endpointKey: string): void => {
    lists.get(endpointKey)?.delete(address);
    const keys = endpointsOf.get(address) ?? [];
    if (keys.length <= 1) endpointsOf.delete(address);
    else keys.splice(keys.indexOf(endpointKey), 1);
  };

  /** Whether a list has room for one more client now. */
  const makeRoom = (list: Map<string, number>, endpointKey: string, nowMs: number): boolean => {
    for (const [address, seenMs] of list) {
      if (list.size < rules.capacity) return true;
      if (isAlive(seenMs, nowMs) && !rules.forgetsOldest) return false;
      forget(address, endpointKey);
    }
    return true;
  };

  return {
    find: (address, nowMs, indexOf) => {
      let least = -1;
      for (const key of endpointsOf.get(address) ?? NO_KEYS) {
        const index = indexOf.get(key);
        const seenMs = lists.get(key)?.get(address);
        if (index === undefined || seenMs === undefined || !isAlive(seenMs, nowMs)) continue;
        if (least < 0 || index < least) least = index;
      }
      return least;
    },
    bind: (address, nowMs, endpointKey) => {
      const list = lists.get(endpointKey) ?? new Map<string, number>();
      lists.set(endpointKey, list);
      const isKnown = list.delete(address);
      if (!isKnown && !makeRoom(list, endpointKey, nowMs)) return;
      list.set(address, nowMs);
      if (isKnown) return;
      const keys = endpointsOf.get(address);
      if (keys) keys.push(endpointKey);
      else endpointsOf.set(address, [endpointKey]);
    },
    retain: (endpointKeys) => {
      for (const [key, list] of lists) {
        if (endpointKeys.has(key)) continue;
        for (const address of list.keys()) forget(address, key);
        lists.delete(key);
      }
    },
  };
}

const NO_KEYS: readonly string[] = [];
