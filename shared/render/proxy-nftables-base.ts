// The chains of kube-proxy's nftables table that are there whatever the Services are.
import type { ProxyNetwork } from '../proxy/proxy-network.ts';

const DISPATCH = 'meta l4proto . th dport vmap';

/**
 * The chains as nft lists them, a text block each, indented by one tab.
 * Source: kubernetes pkg/proxy/nftables/proxier.go setupNFTables, v1.36, as nft prints it.
 */
export function baseChains({ family, podCIDR, serviceCIDR }: ProxyNetwork): readonly string[] {
  const ip = family === 'IPv6' ? 'ip6' : 'ip';
  const mark = '0x00004000';
  const checkServices = 'ct state new jump service-endpoints-check';
  const checkClusterIPs = 'ct state new jump cluster-ips-check';
  return [
    hooked('filter-prerouting-pre-dnat', 'filter hook prerouting priority dstnat - 10', [
      'ct state new jump firewall-check',
    ]),
    hooked('filter-output-pre-dnat', 'filter hook output priority -110', [
      'ct state new jump firewall-check',
    ]),
    hooked('filter-input', 'filter hook input priority filter', [
      'ct state new jump nodeport-endpoints-check',
      checkServices,
    ]),
    hooked('filter-forward', 'filter hook forward priority filter', [checkServices, checkClusterIPs]),
    hooked('filter-output', 'filter hook output priority filter', [checkServices, checkClusterIPs]),
    hooked('nat-prerouting', 'nat hook prerouting priority dstnat', ['jump services']),
    hooked('nat-output', 'nat hook output priority -100', ['jump services']),
    hooked('nat-postrouting', 'nat hook postrouting priority srcnat', ['jump masquerading']),
    chain('nodeport-endpoints-check', [`${ip} daddr @nodeport-ips ${DISPATCH} @no-endpoint-nodeports`]),
    chain('service-endpoints-check', [`${ip} daddr . ${DISPATCH} @no-endpoint-services`]),
    chain('firewall-check', [`${ip} daddr . ${DISPATCH} @firewall-ips`]),
    chain('services', [
      `${ip} daddr @cluster-ips ${ip} saddr != ${podCIDR} meta mark set meta mark | ${mark} comment "masquerade clusterIP traffic from outside cluster"`,
      `${ip} daddr . ${DISPATCH} @service-ips`,
      `${ip} daddr @nodeport-ips ${DISPATCH} @service-nodeports`,
    ]),
    chain('masquerading', [
      `meta mark & ${mark} != 0x00000000 meta mark set meta mark ^ ${mark} masquerade fully-random`,
      `ct status dnat ${ip} saddr . ${ip} daddr . meta l4proto . th dport @hairpin-connections masquerade fully-random`,
    ]),
    chain('cluster-ips-check', [
      `${ip} daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"`,
      `${ip} daddr ${serviceCIDR} drop comment "Drop traffic to unallocated ClusterIPs"`,
    ]),
    chain('reject-chain', ['comment "helper for @no-endpoint-services / @no-endpoint-nodeports"', 'reject']),
  ];
}

function hooked(name: string, hook: string, rules: readonly string[]): string {
  return chain(name, [`type ${hook}; policy accept;`, ...rules]);
}

function chain(name: string, lines: readonly string[]): string {
  return `\tchain ${name} {\n${lines.map((line) => `\t\t${line}\n`).join('')}\t}\n`;
}
