// The lookup table of Maglev hashing, as the kernel fills it.
import type { BalancerEndpoint } from './balancer.ts';
import { foldAddress } from './client-address.ts';
import { hsiphash, type SipKey } from './hsiphash.ts';

/** The size for CONFIG_IP_VS_MH_TAB_INDEX=12, which is what distributions leave it at. */
const TABLE_SIZE = 4093;

const OFFSET_KEY: SipKey = [0, 2_654_435_761, 0, 2_654_435_761];
const SKIP_KEY: SipKey = [0, 2_654_446_892, 0, 2_654_446_892];

/** The place in the table of a client with this address and source port. */
export function maglevHash(bits: number, port: number): number {
  return hsiphash((bits + port) >>> 0, OFFSET_KEY) % TABLE_SIZE;
}

/**
 * The index of a server for each place. Every server goes through the table in an order of its own and, in turn, takes the
 * next place that is free. -1 everywhere without servers; servers beyond the size of the table get nothing.
 *
 * Source: linux net/netfilter/ipvs/ip_vs_mh.c ip_vs_mh_permutate, ip_vs_mh_populate, with all weights 1.
 * Differs: turns go in the order of the list given; in a cluster that order is arbitrary.
 */
export function maglevTable(endpoints: readonly BalancerEndpoint[]): Int32Array {
  const table = new Int32Array(TABLE_SIZE).fill(-1);
  const servers = endpoints.slice(0, TABLE_SIZE).map(({ address, port }) => {
    const sum = (foldAddress(address) + port) >>> 0;
    return {
      place: hsiphash(sum, OFFSET_KEY) % TABLE_SIZE,
      skip: (hsiphash(sum, SKIP_KEY) % (TABLE_SIZE - 1)) + 1,
    };
  });
  let nTaken = 0;
  while (servers.length > 0 && nTaken < TABLE_SIZE) {
    for (const [index, server] of servers.entries()) {
      while (table[server.place] !== -1) server.place = (server.place + server.skip) % TABLE_SIZE;
      table[server.place] = index;
      if (++nTaken === TABLE_SIZE) break;
    }
  }
  return table;
}
