// `dh`, `sh`, `mh`: the same address always leads to the same server.
import type { BalancerClient } from './balancer.ts';
import { foldAddress } from './client-address.ts';
import { singleShare, type RealServers, type Scheduler } from './ipvs-scheduler.ts';
import { maglevHash, maglevTable } from './maglev.ts';

/** The tables of `dh` and `sh` have 256 buckets. */
const TABLE_BITS = 8;

/**
 * A bucket by multiplicative hashing.
 * Source: linux include/linux/hash.h hash_32.
 * Differs: kernels before 4.8 multiply by another number and take the low bits.
 */
function bucketOf(bits: number): number {
  return Math.imul(bits, 0x61c88647) >>> (32 - TABLE_BITS);
}

/** The server of a bucket: buckets are dealt out in turn. */
function serverOfBucket(bucket: number, nServers: number): number {
  return nServers === 0 ? -1 : bucket % nServers;
}

/**
 * Destination hashing: all connections to one virtual address go to one server, so that one pod gets everything.
 * Source: linux net/netfilter/ipvs/ip_vs_dh.c ip_vs_dh_schedule, ip_vs_dh_reassign.
 */
export function createDestinationHashing(first: RealServers, virtualAddress: string): Scheduler {
  const bucket = bucketOf(foldAddress(virtualAddress));
  let nServers = first.endpoints.length;
  return {
    schedule: () => serverOfBucket(bucket, nServers),
    serversChanged: (servers) => {
      nServers = servers.endpoints.length;
    },
    shares: () => singleShare(nServers, serverOfBucket(bucket, nServers)),
  };
}

/**
 * Source hashing: a client address always leads to the same server; kube-proxy leaves the source port out of it.
 * Source: linux net/netfilter/ipvs/ip_vs_sh.c ip_vs_sh_schedule, ip_vs_sh_reassign.
 */
export function createSourceHashing(first: RealServers): Scheduler {
  let nServers = first.endpoints.length;
  const schedule = (client: BalancerClient): number => serverOfBucket(bucketOf(client.bits), nServers);
  return {
    schedule,
    serversChanged: (servers) => {
      nServers = servers.endpoints.length;
    },
    shares: (client) => singleShare(nServers, schedule(client)),
  };
}

/**
 * Maglev hashing: of the source address and, as kube-proxy asks for, the source port. Few clients change their server when
 * servers come or go.
 * Source: linux net/netfilter/ipvs/ip_vs_mh.c ip_vs_mh_schedule and kubernetes pkg/proxy/ipvs/proxier.go, v1.36, where
 * FlagSourceHash is set.
 */
export function createMaglevHashing(first: RealServers): Scheduler {
  let table = maglevTable(first.endpoints);
  let nServers = first.endpoints.length;
  return {
    schedule: (client) => table[maglevHash(client.bits, client.port)] ?? -1,
    serversChanged: (servers) => {
      table = maglevTable(servers.endpoints);
      nServers = servers.endpoints.length;
    },
    // Over many source ports the client's connections spread as the table does.
    shares: () => {
      const shares = new Float64Array(nServers);
      for (const index of table) if (index >= 0) shares[index] = (shares[index] ?? 0) + 1 / table.length;
      return shares;
    },
  };
}
