// nftables rules as `nft list table ip kube-proxy` prints them.
import ipaddr from 'ipaddr.js';
import type {
  NftElement,
  NftFrom,
  NftMapName,
  NftRule,
  NftRules,
  NftVerdict,
} from '../proxy/nftables-rules.ts';
import { sortByKey } from './proxy-nftables-order.ts';
import { baseChains } from './proxy-nftables-base.ts';

/**
 * The table of a node: what kube-proxy always writes, and what it keeps for Services.
 *
 * Source: kubernetes pkg/proxy/nftables/proxier.go, v1.36, as nft prints it.
 * Differs: chains are in the order of the Services, there in any.
 */
export function formatNftables(rules: NftRules): string {
  const { chains, network } = rules;
  const blocks = [
    ...formatSets(rules),
    ...MAPS.map((map) => formatMap(rules, map)),
    ...formatAffinitySets(rules),
    ...baseChains(network),
    ...[...chains].map(([name, list]) =>
      block(
        `chain ${name}`,
        list.map((rule) => formatRule(rule, rules)),
      ),
    ),
  ];
  const family = network.family === 'IPv6' ? 'ip6' : 'ip';
  return `table ${family} kube-proxy {\n\tcomment "rules for kube-proxy"\n${blocks.join('\n')}}\n`;
}

/** A named block of the table, its lines indented. */
function block(head: string, lines: readonly string[]): string {
  return `\t${head} {\n${lines.map((line) => `\t\t${line}\n`).join('')}\t}\n`;
}

function elements(items: readonly string[], nPerLine: number): readonly string[] {
  if (items.length === 0) return [];
  const rows = Array.from({ length: Math.ceil(items.length / nPerLine) }, (_, row) =>
    items.slice(row * nPerLine, (row + 1) * nPerLine).join(', '),
  );
  return [`elements = { ${rows.join(',\n\t\t\t     ')} }`];
}

function formatSets({ clusterIPs, hairpins, network }: NftRules): readonly string[] {
  const address = addressType(network.family);
  const loops = sortByKey(
    hairpins.map(([ip, protocol, port]) => [ip, ip, protocol, port]),
    (key) => key,
  );
  const nodeIPs = network.nodeIP === undefined ? [] : [network.nodeIP];
  return [
    block('set hairpin-connections', [
      `type ${address} . ${address} . inet_proto . inet_service`,
      'comment "service hairpin connections"',
      ...elements(
        loops.map((key) => key.join(' . ')),
        1,
      ),
    ]),
    block('set cluster-ips', [
      `type ${address}`,
      'comment "Active ClusterIPs"',
      ...elements(
        sortByKey(clusterIPs, (ip) => [ip]),
        2,
      ),
    ]),
    block('set nodeport-ips', [
      `type ${address}`,
      'comment "IPs that accept NodePort traffic"',
      ...elements(nodeIPs, 2),
    ]),
  ];
}

interface MapText {
  readonly name: NftMapName;
  readonly hasAddress: boolean;
  readonly comment: string;
}

const MAPS: readonly MapText[] = [
  {
    name: 'no-endpoint-services',
    hasAddress: true,
    comment: 'vmap to drop or reject packets to services with no endpoints',
  },
  {
    name: 'no-endpoint-nodeports',
    hasAddress: false,
    comment: 'vmap to drop or reject packets to service nodeports with no endpoints',
  },
  {
    name: 'firewall-ips',
    hasAddress: true,
    comment: 'destinations that are subject to LoadBalancerSourceRanges',
  },
  { name: 'service-ips', hasAddress: true, comment: 'ClusterIP, ExternalIP and LoadBalancer IP traffic' },
  { name: 'service-nodeports', hasAddress: false, comment: 'NodePort traffic' },
];

function formatMap({ maps, network }: NftRules, { name, hasAddress, comment }: MapText): string {
  const address = hasAddress ? `${addressType(network.family)} . ` : '';
  return block(`map ${name}`, [
    `type ${address}inet_proto . inet_service : verdict`,
    `comment "${comment}"`,
    ...elements(sortByKey(maps[name], ({ key }) => key).map(formatElement), 1),
  ]);
}

function formatElement({ key, comment, verdict }: NftElement): string {
  const note = comment === undefined ? '' : ` comment "${comment}"`;
  return `${key.join(' . ')}${note} : ${formatVerdict(verdict)}`;
}

function formatVerdict(verdict: NftVerdict): string {
  return 'goto' in verdict ? `goto ${verdict.goto}` : 'drop';
}

/** Sets that the kernel fills itself hold 65535 elements unless told otherwise. */
function formatAffinitySets({ affinitySets, network }: NftRules): readonly string[] {
  return [...affinitySets].map(([name, seconds]) =>
    block(`set ${name}`, [
      `type ${addressType(network.family)}`,
      'size 65535',
      'flags dynamic,timeout',
      `timeout ${formatSeconds(seconds)}`,
    ]),
  );
}

/** `3h`, `1m30s`: units that are zero are left out. */
function formatSeconds(seconds: number): string {
  const units = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  return units.map(([n, unit]) => (n > 0 ? `${n}${unit}` : '')).join('') || '0s';
}

function formatRule(rule: NftRule, { network }: NftRules): string {
  const ip = network.family === 'IPv6' ? 'ip6' : 'ip';
  const from = (who: NftFrom): string =>
    who === 'pods' ? `${ip} saddr ${network.podCIDR} ` : who === 'node' ? 'fib saddr type local ' : '';
  switch (rule.is) {
    case 'mark-masquerade':
      return `${from(rule.from)}meta mark set meta mark | 0x00004000 comment "${rule.comment}"`;
    case 'goto':
      return `${from(rule.from)}goto ${rule.chain}${rule.comment === undefined ? '' : ` comment "${rule.comment}"`}`;
    case 'bound':
      return `${ip} saddr @${rule.set} goto ${rule.chain}`;
    case 'bind':
      return `update @${rule.set} { ${ip} saddr }`;
    case 'dnat':
      return `meta l4proto ${rule.protocol} dnat to ${rule.to}`;
    case 'choose-endpoint': {
      const pairs = rule.endpoints.map(({ address, port }, index) => `${index} : ${address} . ${port}`);
      return `meta l4proto ${rule.protocol} dnat ${ip} to numgen random mod ${pairs.length} map { ${pairs.join(', ')} }`;
    }
    case 'choose-chain': {
      const gotos = rule.chains.map((chain, index) => `${index} : goto ${chain}`);
      return `numgen random mod ${gotos.length} vmap { ${gotos.join(', ')} }`;
    }
    case 'drop-others':
      return `${ip} saddr != ${formatSources(rule.sources)} drop`;
  }
}

function addressType(family: NftRules['network']['family']): string {
  return family === 'IPv6' ? 'ipv6_addr' : 'ipv4_addr';
}

/**
 * A set of networks in the order of their addresses, those that lie in others left out; a single one without braces.
 * Differs: nft joins networks that border on each other.
 */
function formatSources(sources: readonly string[]): string {
  const networks = [...new Set(sources)].map(parseNetwork).sort(compareNetworks);
  const kept = networks.filter(
    (network, index) => !networks.slice(0, index).some((other) => contains(other, network)),
  );
  const texts = kept.map(({ text }) => text);
  return texts.length === 1 ? texts.join('') : `{ ${texts.join(', ')} }`;
}

interface Network {
  readonly text: string;
  readonly bytes: readonly number[];
  readonly bits: number;
}

/** A full-length network is printed as an address. */
function parseNetwork(text: string): Network {
  const [ip = '', length] = text.split('/');
  const bytes = ipaddr.parse(ip).toByteArray();
  const bits = length === undefined ? bytes.length * 8 : Number(length);
  return { text: bits === bytes.length * 8 ? ip : text, bytes, bits };
}

function compareNetworks(a: Network, b: Network): number {
  const different = a.bytes.findIndex((byte, index) => byte !== b.bytes[index]);
  return different < 0 ? a.bits - b.bits : (a.bytes[different] ?? 0) - (b.bytes[different] ?? 0);
}

function contains(outer: Network, inner: Network): boolean {
  if (outer.bits > inner.bits) return false;
  return outer.bytes.every((byte, index) => {
    const nBits = Math.min(8, Math.max(0, outer.bits - index * 8));
    const mask = (0xff << (8 - nBits)) & 0xff;
    return (byte & mask) === ((inner.bytes[index] ?? 0) & mask);
  });
}
