// What the schedulers of IPVS have in common: the real servers with their connections. All weights are 1, as kube-proxy
// sets them; where the kernel takes the first of several equals, the order of the list decides.
import type { BalancerClient, BalancerEndpoint } from './balancer.ts';

/** The real servers of one virtual server. */
export interface RealServers {
  readonly endpoints: readonly BalancerEndpoint[];
  /** Established connections, by index. */
  readonly active: Int32Array;
  /** Connections that linger, by index. */
  readonly inactive: Int32Array;
}

/** Chooses a real server for a new connection. */
export interface Scheduler {
  /** An index, or -1 when no server is to be had. */
  readonly schedule: (client: BalancerClient, nowMs: number) => number;
  /** The servers have changed: indexes now count in the new list. */
  readonly serversChanged: (servers: RealServers, before: RealServers) => void;
  /** See `Balancer.shares`. */
  readonly shares: (client: BalancerClient) => Float64Array;
}

/** Every server alike. */
export function evenShares(nServers: number): Float64Array {
  return new Float64Array(nServers).fill(1 / nServers);
}

/** One server gets everything; for -1 none gets anything. */
export function singleShare(nServers: number, index: number): Float64Array {
  const shares = new Float64Array(nServers);
  if (index >= 0) shares[index] = 1;
  return shares;
}
