// The virtual servers that kube-proxy keeps in the kernel in ipvs mode.
import type { IpvsScheduler } from './balancer.ts';
import type { ProxyEndpoint } from './proxy-endpoint.ts';
import type { ProxyNetwork } from './proxy-network.ts';
import type { ProxyServicePort } from './service-port.ts';

/** One virtual server: an address and port that answers, with its real servers, all of weight 1. */
export interface IpvsServer {
  readonly protocol: ProxyServicePort['protocol'];
  readonly address: string;
  readonly port: number;
  readonly scheduler: IpvsScheduler;
  /** Seconds that a client stays with its real server; `undefined` for no persistence. */
  readonly persistentSeconds: number | undefined;
  readonly realServers: readonly ProxyEndpoint[];
}

/**
 * The virtual servers of all Service ports of one family: the cluster IP, external IPs, the load balancer's IPs, and each
 * node port on the node's address. A server without endpoints is there all the same: the kernel refuses its connections.
 *
 * Source: kubernetes pkg/proxy/ipvs/proxier.go syncProxyRules, v1.36.
 * Differs: real servers are in the order of their addresses, there in any; node ports of further addresses of the node
 * are not known.
 */
export function ipvsServersOf(
  ports: readonly ProxyServicePort[],
  network: ProxyNetwork,
  scheduler: IpvsScheduler = 'rr',
): readonly IpvsServer[] {
  const servers = new Map<string, IpvsServer>();
  for (const service of ports) {
    const add = (address: string, port: number, realServers: readonly ProxyEndpoint[]): void => {
      const { affinitySeconds: persistentSeconds, protocol } = service;
      const server = { protocol, address, port, scheduler, persistentSeconds, realServers };
      servers.set(`${protocol} ${address} ${port}`, server);
    };
    add(service.clusterIP, service.port, ipvsEndpoints(service, service.internalPolicyLocal));
    const external = ipvsEndpoints(service, service.externalPolicyLocal);
    for (const ip of [...service.externalIPs, ...service.loadBalancerIPs]) add(ip, service.port, external);
    if (service.nodePort !== 0 && network.nodeIP) add(network.nodeIP, service.nodePort, external);
  }
  return [...servers.values()];
}

/**
 * The endpoints behind an address. A Local policy without local endpoints falls back to those of the cluster, unlike in
 * the other modes; the replies to clients outside the cluster are then lost.
 *
 * Source: kubernetes pkg/proxy/ipvs/proxier.go syncEndpoint, v1.36.
 */
export function ipvsEndpoints(
  { categories: { cluster = [], local = [] } }: ProxyServicePort,
  isLocalOnly: boolean,
): readonly ProxyEndpoint[] {
  return isLocalOnly && local.length > 0 ? local : cluster;
}
