// The sets, maps and chains that kube-proxy keeps for Services in nftables mode, as data. Chains that are always the same
// are left to whoever prints them.
import { protocolOf } from './iptables-rules.ts';
import { verdictsOf, type PortVerdict } from './port-verdicts.ts';
import type { ProxyEndpoint } from './proxy-endpoint.ts';
import type { ProxyNetwork } from './proxy-network.ts';
import type { ProxyServicePort } from './service-port.ts';
import { shortHash } from './short-hash.ts';
import { acceptedSources } from './source-ranges.ts';

/** Where a packet goes on. */
export type NftVerdict = { readonly goto: string } | { readonly drop: true };

/** An element of a verdict map: the parts of its key, and what becomes of packets with that key. */
export interface NftElement {
  readonly key: readonly string[];
  readonly verdict: NftVerdict;
  readonly comment?: string;
}

/** Whom a rule is for: everybody, the pods of the cluster, or the node itself. */
export type NftFrom = 'anywhere' | 'pods' | 'node';

/** One rule of a Service's or an endpoint's chain. */
export type NftRule =
  | { readonly is: 'mark-masquerade'; readonly from: NftFrom; readonly comment: string }
  | { readonly is: 'goto'; readonly from: NftFrom; readonly chain: string; readonly comment?: string }
  | { readonly is: 'bound'; readonly set: string; readonly chain: string }
  | { readonly is: 'bind'; readonly set: string }
  | { readonly is: 'dnat'; readonly protocol: string; readonly to: string }
  | {
      readonly is: 'choose-endpoint';
      readonly protocol: string;
      readonly endpoints: readonly ProxyEndpoint[];
    }
  | { readonly is: 'choose-chain'; readonly chains: readonly string[] }
  | { readonly is: 'drop-others'; readonly sources: readonly string[] };

/** The maps that lead packets to chains. */
export type NftMapName =
  'no-endpoint-services' | 'no-endpoint-nodeports' | 'firewall-ips' | 'service-ips' | 'service-nodeports';

/** All that depends on Services. */
export interface NftRules {
  readonly network: ProxyNetwork;
  readonly clusterIPs: readonly string[];
  /** Local endpoints as address, port and protocol: connections of these to themselves are masqueraded. */
  readonly hairpins: readonly (readonly [address: string, protocol: string, port: string])[];
  readonly maps: Readonly<Record<NftMapName, readonly NftElement[]>>;
  /** Sets of clients by the endpoint they are bound to; seconds until a binding that is not used lapses. */
  readonly affinitySets: ReadonlyMap<string, number>;
  readonly chains: ReadonlyMap<string, readonly NftRule[]>;
}

/** The names of one Service port's chains. */
interface PortNames {
  readonly cluster: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
}

/** What is being collected. */
interface Draft {
  readonly clusterIPs: Set<string>;
  readonly hairpins: Map<string, readonly [string, string, string]>;
  readonly maps: Record<NftMapName, Map<string, NftElement>>;
  readonly affinitySets: Map<string, number>;
  readonly chains: Map<string, readonly NftRule[]>;
}

/**
 * What kube-proxy keeps for all Service ports of one family. Of elements with the same key the first one counts.
 *
 * Source: kubernetes pkg/proxy/nftables/proxier.go syncProxyRules, v1.36, with kube-proxy's default configuration.
 * Differs: Services come in the order of their names, there in any: of two that claim one address and port either may win.
 */
export function nftRulesOf(ports: readonly ProxyServicePort[], network: ProxyNetwork): NftRules {
  const draft = emptyDraft();
  for (const port of ports) {
    const names = namesOf(port);
    captureClusterIP(port, names, draft);
    captureExternal(port, names, network, draft);
    addHairpins(port, draft);
    addChains(port, names, network, draft);
  }
  return {
    network,
    clusterIPs: [...draft.clusterIPs],
    hairpins: [...draft.hairpins.values()],
    maps: {
      'no-endpoint-services': [...draft.maps['no-endpoint-services'].values()],
      'no-endpoint-nodeports': [...draft.maps['no-endpoint-nodeports'].values()],
      'firewall-ips': [...draft.maps['firewall-ips'].values()],
      'service-ips': [...draft.maps['service-ips'].values()],
      'service-nodeports': [...draft.maps['service-nodeports'].values()],
    },
    affinitySets: draft.affinitySets,
    chains: draft.chains,
  };
}

function emptyDraft(): Draft {
  return {
    clusterIPs: new Set(),
    hairpins: new Map(),
    maps: {
      'no-endpoint-services': new Map(),
      'no-endpoint-nodeports': new Map(),
      'firewall-ips': new Map(),
      'service-ips': new Map(),
      'service-nodeports': new Map(),
    },
    affinitySets: new Map(),
    chains: new Map(),
  };
}

const HASH_LETTERS = 8;
const MAX_NAME_LENGTH = 240;

/** A name behind its hash, cut off where the kernel would refuse it. */
function hashed(name: string): string {
  const whole = `${shortHash(name, HASH_LETTERS)}-${name}`;
  return whole.length > MAX_NAME_LENGTH ? `${whole.slice(0, MAX_NAME_LENGTH - 3)}...` : whole;
}

function pathOf(port: ProxyServicePort): string {
  return `${port.namespace}/${port.name}/${protocolOf(port)}/${port.portName}`;
}

function namesOf(port: ProxyServicePort): PortNames {
  const base = hashed(pathOf(port));
  return {
    cluster: `service-${base}`,
    local: `local-${base}`,
    external: `external-${base}`,
    firewall: `firewall-${base}`,
  };
}

/** The chain and the affinity set of one endpoint bear the same name behind different prefixes. */
function endpointName(port: ProxyServicePort, { address, port: number }: ProxyEndpoint): string {
  return hashed(`${pathOf(port)}__${address.replaceAll(':', '.')}/${number}`);
}

function addElement(draft: Draft, map: NftMapName, element: NftElement): void {
  const key = element.key.join(' . ');
  if (!draft.maps[map].has(key)) draft.maps[map].set(key, element);
}

function refusal(verdict: PortVerdict): NftVerdict {
  return verdict.is === 'reject' ? { goto: 'reject-chain' } : { drop: true };
}

function captureClusterIP(port: ProxyServicePort, names: PortNames, draft: Draft): void {
  const { internal } = verdictsOf(port);
  const key = [port.clusterIP, protocolOf(port), String(port.port)];
  draft.clusterIPs.add(port.clusterIP);
  if (internal.is === 'deliver') {
    const verdict = { goto: port.internalPolicyLocal ? names.local : names.cluster };
    addElement(draft, 'service-ips', { key, verdict });
  } else {
    addElement(draft, 'no-endpoint-services', { key, verdict: refusal(internal), comment: port.id });
  }
}

function captureExternal(
  port: ProxyServicePort,
  names: PortNames,
  network: ProxyNetwork,
  draft: Draft,
): void {
  const { external } = verdictsOf(port);
  const protocol = protocolOf(port);
  const capture = (key: readonly string[], map: NftMapName, refusals: NftMapName): void => {
    if (port.categories.hasAny) addElement(draft, map, { key, verdict: { goto: names.external } });
    if (external.is !== 'deliver') {
      addElement(draft, refusals, { key, verdict: refusal(external), comment: port.id });
    }
  };
  for (const ip of [...port.externalIPs, ...port.loadBalancerIPs]) {
    capture([ip, protocol, String(port.port)], 'service-ips', 'no-endpoint-services');
  }
  if (acceptedSources(port, network.nodeIP).length > 0) {
    for (const ip of port.loadBalancerIPs) {
      const key = [ip, protocol, String(port.port)];
      addElement(draft, 'firewall-ips', { key, verdict: { goto: names.firewall } });
    }
  }
  if (port.nodePort !== 0) {
    capture([protocol, String(port.nodePort)], 'service-nodeports', 'no-endpoint-nodeports');
  }
}

function addHairpins(port: ProxyServicePort, draft: Draft): void {
  for (const { isLocal, key, address, port: number } of port.categories.reachable) {
    const protocol = protocolOf(port);
    if (isLocal) draft.hairpins.set(`${key}/${protocol}`, [address, protocol, String(number)]);
  }
}

/** In kube-proxy's order: endpoints, the policies, external traffic, the firewall. */
function addChains(port: ProxyServicePort, names: PortNames, network: ProxyNetwork, draft: Draft): void {
  const { cluster = [], hasAny, local = [], reachable } = port.categories;
  if (port.affinitySeconds !== undefined) {
    for (const endpoint of reachable) addEndpointChain(port, endpoint, port.affinitySeconds, draft);
  }
  if (cluster.length > 0) draft.chains.set(names.cluster, balancingRules(port, cluster));
  if (local.length > 0) draft.chains.set(names.local, balancingRules(port, local));
  if (hasAny && port.externallyAccessible) draft.chains.set(names.external, externalRules(port, names));
  const sources = acceptedSources(port, network.nodeIP);
  if (sources.length > 0) draft.chains.set(names.firewall, [{ is: 'drop-others', sources }]);
}

function addEndpointChain(
  port: ProxyServicePort,
  endpoint: ProxyEndpoint,
  seconds: number,
  draft: Draft,
): void {
  const name = endpointName(port, endpoint);
  draft.affinitySets.set(`affinity-${name}`, seconds);
  draft.chains.set(`endpoint-${name}`, [
    { is: 'bind', set: `affinity-${name}` },
    { is: 'dnat', protocol: protocolOf(port), to: endpoint.key },
  ]);
}

/** With affinity first the endpoint that the client is bound to, then any; without it no endpoint needs a chain. */
function balancingRules(port: ProxyServicePort, endpoints: readonly ProxyEndpoint[]): readonly NftRule[] {
  if (port.affinitySeconds === undefined) {
    return [{ is: 'choose-endpoint', protocol: protocolOf(port), endpoints }];
  }
  const names = endpoints.map((endpoint) => endpointName(port, endpoint));
  return [
    ...names.map((name): NftRule => ({ is: 'bound', set: `affinity-${name}`, chain: `endpoint-${name}` })),
    { is: 'choose-chain', chains: names.map((name) => `endpoint-${name}`) },
  ];
}

/** Traffic from pods and from the node itself takes a short cut past a Local policy. */
function externalRules(port: ProxyServicePort, names: PortNames): readonly NftRule[] {
  const { external } = verdictsOf(port);
  const chain = names.cluster;
  const before: readonly NftRule[] = port.externalPolicyLocal
    ? [
        { is: 'goto', from: 'pods', chain, comment: 'short-circuit pod traffic' },
        { is: 'mark-masquerade', from: 'node', comment: 'masquerade local traffic' },
        { is: 'goto', from: 'node', chain, comment: 'short-circuit local traffic' },
      ]
    : [{ is: 'mark-masquerade', from: 'anywhere', comment: 'masquerade' }];
  if (external.is !== 'deliver') return before;
  return [
    ...before,
    { is: 'goto', from: 'anywhere', chain: port.externalPolicyLocal ? names.local : names.cluster },
  ];
}
