// What becomes of traffic to a Service port on this node, before any endpoint is chosen.
import type { ProxyEndpoint } from './proxy-endpoint.ts';
import type { ProxyServicePort } from './service-port.ts';

/** Where one kind of traffic goes. `drop`: the client waits in vain; `reject`: it is told at once. */
export type PortVerdict =
  { readonly is: 'deliver'; readonly to: readonly ProxyEndpoint[] } | { readonly is: 'drop' | 'reject' };

/** The verdicts of one Service port on one node. */
export interface PortVerdicts {
  /** Traffic to the cluster IP. */
  readonly internal: PortVerdict;
  /** Traffic from outside to node ports, external IPs and load balancer IPs. */
  readonly external: PortVerdict;
  /** Traffic to these from pods of the cluster and from this node: no policy counts for it. */
  readonly shortCircuit: PortVerdict;
}

/**
 * The verdicts of iptables and nftables mode.
 * 1. Without any endpoint that could answer, all traffic is rejected.
 * 2. Under a Local policy without a local endpoint, that traffic is dropped.
 *
 * Source: kubernetes pkg/proxy/iptables/proxier.go syncProxyRules, v1.36, where `hasInternalEndpoints` is set.
 */
export function verdictsOf(port: ProxyServicePort): PortVerdicts {
  const { categories, externalPolicyLocal, internalPolicyLocal } = port;
  const { cluster = [], hasAny, local = [] } = categories;
  const decide = (isLocal: boolean): PortVerdict => {
    if (!hasAny) return { is: 'reject' };
    const to = isLocal ? local : cluster;
    return to.length > 0 ? { is: 'deliver', to } : { is: 'drop' };
  };
  return {
    internal: decide(internalPolicyLocal),
    external: decide(externalPolicyLocal),
    shortCircuit: decide(false),
  };
}
