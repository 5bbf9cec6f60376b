// How a client turns the name it was given into names to ask for: `/etc/resolv.conf` as the kubelet writes it.
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import { asList, asMap, asString, valueAt } from '../model/value.ts';

/** What a client's `/etc/resolv.conf` says. */
export interface Resolver {
  /** False for a client that asks the node's own name servers, to which names of the cluster mean nothing. */
  readonly asksCluster: boolean;
  readonly search: readonly string[];
  /** A name with fewer dots is tried with the search list first. */
  readonly ndots: number;
}

/** Names with fewer dots than this are looked up in the search list first. */
const CLUSTER_NDOTS = 5;

/** A pod that says nothing about DNS, in this namespace. */
export function clusterResolver(namespace: string, clusterDomain: string): Resolver {
  return {
    asksCluster: true,
    search: [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain],
    ndots: CLUSTER_NDOTS,
  };
}

/** A node, or a pod that resolves as its node does. What a node's own search list holds cannot be known. */
export const NODE_RESOLVER: Resolver = { asksCluster: false, search: [], ndots: 1 };

/**
 * The resolver of a pod, from `dnsPolicy` and `dnsConfig`.
 * 1. `ClusterFirst`, which is the default: the cluster's, but the node's for a pod on the host network.
 * 2. `ClusterFirstWithHostNet`: the cluster's. `Default`: the node's. `None`: only what `dnsConfig` says.
 * 3. Searches of `dnsConfig` come after those of the policy, and its `ndots` wins.
 *
 * Source: kubernetes pkg/kubelet/network/dns/dns.go GetPodDNS, v1.36.
 * Differs: name servers that `dnsConfig` lists for policy None are taken to be the cluster's.
 */
export function resolverOf(pod: ClusterPod, clusterDomain: string): Resolver {
  const spec = asMap(valueAt(pod.source.raw, [...pod.source.template.path, 'spec']));
  const base = baseResolver(asString(spec['dnsPolicy']) ?? 'ClusterFirst', pod, clusterDomain);
  const config = asMap(spec['dnsConfig']);
  const searches = asList(config['searches']).filter((item) => typeof item === 'string');
  const ndots = asList(config['options'])
    .map(asMap)
    .filter(({ name }) => name === 'ndots')
    .map(({ value }) => Number(value))
    .at(-1);
  return {
    ...base,
    search: [...new Set([...base.search, ...searches])],
    ndots: ndots !== undefined && Number.isInteger(ndots) ? ndots : base.ndots,
  };
}

function baseResolver(policy: string, pod: ClusterPod, clusterDomain: string): Resolver {
  if (policy === 'None') return { asksCluster: true, search: [], ndots: 1 };
  if (policy === 'Default' || (policy === 'ClusterFirst' && pod.template.hostNetwork)) return NODE_RESOLVER;
  return clusterResolver(pod.namespace, clusterDomain);
}

/**
 * The complete names to ask for, in order, until one is answered.
 * 1. A name that ends in a dot is complete.
 * 2. With at least `ndots` dots it is tried as it is, then with the search list.
 * 3. With fewer the search list comes first.
 *
 * Source: resolv.conf(5); glibc and Go agree, musl stops at the first answer that is not NXDOMAIN.
 */
export function candidatesOf(name: string, { search, ndots }: Resolver): readonly string[] {
  const lower = name.toLowerCase();
  if (lower.endsWith('.')) return [lower.slice(0, -1)];
  const nDots = lower.split('.').length - 1;
  const suffixed = search.map((suffix) => `${lower}.${suffix}`);
  return nDots < ndots ? [...suffixed, lower] : [lower, ...suffixed];
}
