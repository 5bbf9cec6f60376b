// Who may use the IPs of a load balancer.
import ipaddr from 'ipaddr.js';
import type { ProxyServicePort } from './service-port.ts';

/**
 * The source networks that a firewalled port accepts: its source ranges, and the balancer's own IPs when the node lies in
 * one of the ranges, because packets of the node to such an IP may bear that IP as their source. Empty for no firewall.
 *
 * Source: kubernetes pkg/proxy/iptables/proxier.go syncProxyRules, v1.36, where `allowFromNode` is set.
 */
export function acceptedSources(
  { loadBalancerIPs, sourceRanges }: ProxyServicePort,
  nodeIP: string | undefined,
): readonly string[] {
  if (loadBalancerIPs.length === 0 || sourceRanges.length === 0) return [];
  const isFromNode = nodeIP !== undefined && sourceRanges.some((range) => containsIp(range, nodeIP));
  return isFromNode ? [...sourceRanges, ...loadBalancerIPs] : sourceRanges;
}

/** Whether an address lies in a network, both well formed. Networks of another family contain nothing. */
export function containsIp(range: string, ip: string): boolean {
  const address = ipaddr.parse(ip);
  const [network, bits] = ipaddr.parseCIDR(range);
  return address.kind() === network.kind() && address.match(network, bits);
}
