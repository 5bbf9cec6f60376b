// The addresses of the cluster that kube-proxy is told on its command line, and those of its node.
import type { ClusterNode } from '../cluster/cluster-options.ts';
import { familyOf } from '../cluster/ip-address.ts';
import { DEFAULT_RANGES } from '../cluster/service-addresses.ts';
import type { IpFamily } from '../model/objects.ts';

/** The networks of one address family, as seen from one node. */
export interface ProxyNetwork {
  readonly family: IpFamily;
  /** Addresses of pods: `--cluster-cidr`. What comes from elsewhere to a cluster IP is masqueraded. */
  readonly podCIDR: string;
  readonly serviceCIDR: string;
  /** `undefined` when the node has no address of this family. */
  readonly nodeIP: string | undefined;
}

/** The ranges that pods get their addresses from: see `placePods`. */
const POD_CIDRS: Readonly<Record<IpFamily, string>> = { IPv4: '10.244.0.0/16', IPv6: 'fd00:10:244::/48' };

/** The networks around a node of the default cluster. */
export function networkOf(node: ClusterNode, family: IpFamily): ProxyNetwork {
  return {
    family,
    podCIDR: POD_CIDRS[family],
    serviceCIDR: DEFAULT_RANGES.clusterIPs[family],
    nodeIP: node.ips.find((ip) => familyOf(ip) === family),
  };
}
