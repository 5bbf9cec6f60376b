// A scenario's clients as the network sees them.
import type { ClusterNode } from '../cluster/cluster-options.ts';
import { familyOf } from '../cluster/ip-address.ts';
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import { clusterResolver, NODE_RESOLVER, resolverOf, type Resolver } from '../dns/resolver.ts';
import type { IpFamily } from '../model/objects.ts';
import type { EndReason } from './hop.ts';
import type { ClientPlace, ScenarioClient } from './scenario.ts';
import { isPod } from './what-if.ts';
import type { World } from './world.ts';

/** One client, found in the cluster. */
export interface ClientView {
  readonly place: ClientPlace;
  /** At most one address per family. */
  readonly addresses: readonly string[];
  /** The node that its packets leave from; `undefined` for one outside. */
  readonly node: ClusterNode | undefined;
  /** Whether it has an address of its own among the pods: not so on the host network. */
  readonly isPod: boolean;
  readonly resolver: Resolver;
  /** Where short names are looked for. */
  readonly namespace: string;
}

/** A client, or why it cannot be one. `index` tells external clients without an address apart. */
export function findClient(
  world: World,
  { place, address }: ScenarioClient,
  index: number,
): ClientView | EndReason {
  const { options, zone } = world;
  switch (place.kind) {
    case 'pod': {
      const pod = world.state.pods.find((one) => isPod(one, place));
      const node = pod && options.nodes.find(({ name }) => name === pod.node);
      if (!pod || !node || pod.ips.length === 0) {
        return { code: 'no-such-pod', namespace: place.namespace, name: place.name };
      }
      return podClient(place, pod, node, zone.clusterDomain);
    }
    case 'any-pod': {
      const nodeIndex = options.nodes.findIndex(({ name }) => name === place.node);
      const node = options.nodes[nodeIndex];
      if (!node) return { code: 'no-such-node', name: place.node };
      const { namespace } = place;
      const addresses = options.ipFamilies.map((family) => strangerAddress(nodeIndex + 1, family));
      return {
        place,
        addresses,
        node,
        isPod: true,
        resolver: clusterResolver(namespace, zone.clusterDomain),
        namespace,
      };
    }
    case 'node': {
      const node = options.nodes.find(({ name }) => name === place.name);
      if (!node) return { code: 'no-such-node', name: place.name };
      const { namespace } = options;
      return { place, addresses: node.ips, node, isPod: false, resolver: NODE_RESOLVER, namespace };
    }
    case 'external': {
      const addresses =
        address === undefined
          ? options.ipFamilies.map((family) => externalAddress(index, family))
          : [address];
      const { namespace } = options;
      return { place, addresses, node: undefined, isPod: false, resolver: NODE_RESOLVER, namespace };
    }
  }
}

function podClient(
  place: ClientPlace,
  pod: ClusterPod,
  node: ClusterNode,
  clusterDomain: string,
): ClientView {
  return {
    place,
    addresses: pod.ips,
    node,
    isPod: !pod.template.hostNetwork,
    resolver: resolverOf(pod, clusterDomain),
    namespace: pod.namespace,
  };
}

/** The last address of a node's pods. */
function strangerAddress(nodeNumber: number, family: IpFamily): string {
  return family === 'IPv6' ? `fd00:10:244:${nodeNumber.toString(16)}::fffe` : `10.244.${nodeNumber}.254`;
}

/** The addresses of 198.18.0.0/15 but its first and last. */
const N_EXTERNAL_IPV4 = 2 ** 17 - 2;

/**
 * One of the networks for benchmarks, which no cluster uses: 198.18.0.0/15 or 2001:2::/48. When the addresses of IPv4
 * have all been given, clients share them.
 *
 * Source: RFC 2544 appendix C.2.2 and RFC 5180 section 8.
 */
function externalAddress(index: number, family: IpFamily): string {
  if (family === 'IPv6') {
    const number = index + 1;
    const high = Math.floor(number / 2 ** 16);
    return `2001:2::${high > 0 ? `${high.toString(16)}:` : ''}${(number % 2 ** 16).toString(16)}`;
  }
  const number = (index % N_EXTERNAL_IPV4) + 1;
  return `198.${18 + (number >> 16)}.${(number >> 8) & 0xff}.${number & 0xff}`;
}

/** The client's address of a family; its first where it has none of that family. */
export function addressOf({ addresses }: ClientView, family: IpFamily): string {
  return addresses.find((ip) => familyOf(ip) === family) ?? addresses[0] ?? '';
}

/** The resolver to look names up with, for a client to which names of the cluster mean nothing by themselves. */
export function assumedResolver({ namespace }: ClientView, { zone }: World): Resolver {
  return clusterResolver(namespace, zone.clusterDomain);
}
