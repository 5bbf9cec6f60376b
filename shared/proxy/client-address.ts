// Clients as the balancers know them.
import ipaddr from 'ipaddr.js';
import type { BalancerClient } from './balancer.ts';

/** A client by its address and source port. */
export function makeClient(address: string, port: number): BalancerClient {
  return { address, bits: foldAddress(address), port };
}

/**
 * An address as a number from 0 to 2³² − 1: IPv4 as it reads, the four quarters of IPv6 combined by exclusive or.
 * Source: linux net/netfilter/ipvs/ip_vs_sh.c ip_vs_sh_hashkey.
 */
export function foldAddress(address: string): number {
  const bytes = ipaddr.parse(address).toByteArray();
  let folded = 0;
  bytes.forEach((byte, index) => {
    folded ^= byte << (24 - 8 * (index % 4));
  });
  return folded >>> 0;
}
