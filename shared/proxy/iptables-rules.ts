// The rules that kube-proxy writes for Services in iptables mode, as data. Chains and rules that are always the same are
// left to whoever prints them.
import type { IpFamily } from '../model/objects.ts';
import { verdictsOf, type PortVerdict, type PortVerdicts } from './port-verdicts.ts';
import type { ProxyEndpoint } from './proxy-endpoint.ts';
import type { ProxyNetwork } from './proxy-network.ts';
import type { ProxyServicePort } from './service-port.ts';
import { shortHash } from './short-hash.ts';
import { acceptedSources } from './source-ranges.ts';

/** Where a packet that matches goes on. */
export type IptablesTarget =
  | { readonly jump: string }
  | { readonly dnatTo: string }
  | { readonly verdict: 'ACCEPT' | 'DROP' | 'REJECT' };

/** One rule: a packet has to match all that is said. */
export interface IptablesRule {
  /** An address or a network. */
  readonly source?: string;
  readonly notSource?: string;
  readonly destination?: string;
  readonly protocol?: 'tcp' | 'udp' | 'sctp';
  readonly comment?: string;
  /** The packet comes from (`src`) or is for (`dst`) this node itself. */
  readonly localSide?: 'src' | 'dst';
  /** Matches with a chance of one in this many. */
  readonly oneIn?: number;
  /** Remembers the source address in a list, or matches if it is there and fresh enough. */
  readonly recent?: { readonly list: string; readonly seconds?: number };
  readonly destinationPort?: number;
  /** The name of a kernel counter. */
  readonly counter?: string;
  /** None for a rule that is only there to be read. */
  readonly target?: IptablesTarget;
}

/** Rules by chain; chains in the order in which they are first met, rules in the order in which they are tried. */
export type IptablesChains = ReadonlyMap<string, readonly IptablesRule[]>;

/** The rules for Services in the two tables. */
export interface IptablesRules {
  readonly family: IpFamily;
  readonly podCIDR: string;
  readonly nat: IptablesChains;
  readonly filter: IptablesChains;
}

/** More endpoints than this, and chains of Services and endpoints go without comments. */
const LARGE_CLUSTER = 1000;

const MARK_MASQ = { jump: 'KUBE-MARK-MASQ' };

/** The chains of one Service port. */
interface PortChains {
  readonly cluster: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
}

/** What all rules of one Service port are made from. */
interface PortContext {
  readonly port: ProxyServicePort;
  readonly network: ProxyNetwork;
  readonly verdicts: PortVerdicts;
  readonly chains: PortChains;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  readonly hasComments: boolean;
  /** Networks that may use the load balancer's IPs; empty for all. */
  readonly sources: readonly string[];
}

/** Collects rules, chain by chain. */
interface Sink {
  readonly nat: (chain: string, rule: IptablesRule) => void;
  readonly filter: (chain: string, rule: IptablesRule) => void;
}

/**
 * The rules of all Service ports of one family.
 *
 * Source: kubernetes pkg/proxy/iptables/proxier.go syncProxyRules, v1.36, with kube-proxy's default configuration.
 */
export function iptablesRulesOf(ports: readonly ProxyServicePort[], network: ProxyNetwork): IptablesRules {
  const tables = { nat: new Map<string, IptablesRule[]>(), filter: new Map<string, IptablesRule[]>() };
  const sink: Sink = {
    nat: (chain, rule) => append(tables.nat, chain, rule),
    filter: (chain, rule) => append(tables.filter, chain, rule),
  };
  const nEndpoints = ports.reduce((sum, { endpoints }) => sum + endpoints.length, 0);
  for (const port of ports) {
    const ctx = makeContext(port, network, nEndpoints <= LARGE_CLUSTER);
    captureClusterIP(ctx, sink);
    captureExternalIPs(ctx, sink);
    captureLoadBalancer(ctx, sink);
    captureNodePort(ctx, sink);
    writePolicyChains(ctx, sink);
  }
  return { family: network.family, podCIDR: network.podCIDR, ...tables };
}

function append(table: Map<string, IptablesRule[]>, chain: string, rule: IptablesRule): void {
  const rules = table.get(chain) ?? [];
  table.set(chain, rules);
  rules.push(rule);
}

const HASH_LETTERS = 16;

function makeContext(port: ProxyServicePort, network: ProxyNetwork, hasComments: boolean): PortContext {
  const protocol = protocolOf(port);
  const hash = shortHash(`${port.id}${protocol}`, HASH_LETTERS);
  return {
    port,
    network,
    verdicts: verdictsOf(port),
    chains: {
      cluster: `KUBE-SVC-${hash}`,
      local: `KUBE-SVL-${hash}`,
      external: `KUBE-EXT-${hash}`,
      firewall: `KUBE-FW-${hash}`,
    },
    protocol,
    hasComments,
    sources: port.categories.hasAny ? acceptedSources(port, network.nodeIP) : [],
  };
}

/** A protocol as Linux spells it. */
export function protocolOf({ protocol }: ProxyServicePort): 'tcp' | 'udp' | 'sctp' {
  return protocol === 'UDP' ? 'udp' : protocol === 'SCTP' ? 'sctp' : 'tcp';
}

/** The chain of one endpoint; affinity lists bear its name too. */
function endpointChain({ port, protocol }: PortContext, { key }: ProxyEndpoint): string {
  return `KUBE-SEP-${shortHash(`${port.id}${protocol}${key}`, HASH_LETTERS)}`;
}

/** The match of packets to one address of the Service. */
function toAddress({ port, protocol }: PortContext, destination: string, comment: string): IptablesRule {
  return { destination, protocol, comment, destinationPort: port.port };
}

/** What stands in for the endpoints when there are none to send to. */
function refusal(ctx: PortContext, verdict: PortVerdict): Pick<IptablesRule, 'comment' | 'target'> {
  const isRejected = verdict.is === 'reject';
  return {
    comment: `${ctx.port.id} has no ${isRejected ? '' : 'local '}endpoints`,
    target: { verdict: isRejected ? 'REJECT' : 'DROP' },
  };
}

function captureClusterIP(ctx: PortContext, sink: Sink): void {
  const { chains, network, port, verdicts } = ctx;
  const match = toAddress(ctx, port.clusterIP, `${port.id} cluster IP`);
  if (verdicts.internal.is !== 'deliver') {
    sink.filter('KUBE-SERVICES', { ...match, ...refusal(ctx, verdicts.internal) });
    return;
  }
  const chain = port.internalPolicyLocal ? chains.local : chains.cluster;
  sink.nat('KUBE-SERVICES', { ...match, target: { jump: chain } });
  sink.nat(chain, { ...match, notSource: network.podCIDR, target: MARK_MASQ });
}

function captureExternalIPs(ctx: PortContext, sink: Sink): void {
  const { chains, port } = ctx;
  for (const ip of port.externalIPs) {
    const match = toAddress(ctx, ip, `${port.id} external IP`);
    if (port.categories.hasAny) sink.nat('KUBE-SERVICES', { ...match, target: { jump: chains.external } });
    refuseExternal(ctx, match, sink);
  }
}

function captureLoadBalancer(ctx: PortContext, sink: Sink): void {
  const { chains, port, sources } = ctx;
  const hasFirewall = sources.length > 0;
  for (const ip of port.loadBalancerIPs) {
    const match = toAddress(ctx, ip, `${port.id} loadbalancer IP`);
    const chain = hasFirewall ? chains.firewall : chains.external;
    if (port.categories.hasAny) sink.nat('KUBE-SERVICES', { ...match, target: { jump: chain } });
    if (hasFirewall) {
      const comment = `${port.id} traffic not accepted by ${chains.firewall}`;
      sink.filter('KUBE-PROXY-FIREWALL', { ...match, comment, target: { verdict: 'DROP' } });
    }
    refuseExternal(ctx, match, sink);
  }
  if (!hasFirewall) return;
  const comment = `${port.id} loadbalancer IP`;
  for (const source of sources) {
    sink.nat(chains.firewall, { comment, source, target: { jump: chains.external } });
  }
  sink.nat(chains.firewall, {
    comment: `other traffic to ${port.id} will be dropped by KUBE-PROXY-FIREWALL`,
  });
}

function captureNodePort(ctx: PortContext, sink: Sink): void {
  const { chains, port, protocol } = ctx;
  if (port.nodePort !== 0) {
    const match = { protocol, comment: port.id, destinationPort: port.nodePort };
    const target = { jump: chains.external };
    if (port.categories.hasAny) {
      if (port.family === 'IPv4') {
        const counter = 'localhost_nps_accepted_pkts';
        sink.nat('KUBE-NODEPORTS', { ...match, destination: '127.0.0.0/8', counter, target });
      }
      sink.nat('KUBE-NODEPORTS', { ...match, target });
    }
    refuseExternal(ctx, { ...match, localSide: 'dst' }, sink);
  }
  if (port.healthCheckNodePort === 0) return;
  sink.filter('KUBE-NODEPORTS', {
    protocol: 'tcp',
    comment: `${port.id} health check node port`,
    destinationPort: port.healthCheckNodePort,
    target: { verdict: 'ACCEPT' },
  });
}

function refuseExternal(ctx: PortContext, match: IptablesRule, sink: Sink): void {
  const { external } = ctx.verdicts;
  if (external.is !== 'deliver') {
    sink.filter('KUBE-EXTERNAL-SERVICES', { ...match, ...refusal(ctx, external) });
  }
}

/** The chains behind the addresses: external traffic, the endpoints under each policy, each endpoint. */
function writePolicyChains(ctx: PortContext, sink: Sink): void {
  const { chains, port } = ctx;
  const { cluster = [], hasAny, local = [], reachable } = port.categories;
  if (hasAny && port.externallyAccessible) writeExternalChain(ctx, sink);
  writeBalancing(ctx, chains.cluster, cluster, sink);
  writeBalancing(ctx, chains.local, local, sink);
  for (const endpoint of reachable) writeEndpointChain(ctx, endpoint, sink);
}

/** Traffic from pods and from the node itself takes a short cut past a Local policy. */
function writeExternalChain({ chains, network, port, verdicts }: PortContext, sink: Sink): void {
  const write = (rule: IptablesRule): void => sink.nat(chains.external, rule);
  const what = `${port.id} external destinations`;
  if (port.externalPolicyLocal) {
    const target = { jump: chains.cluster };
    write({ source: network.podCIDR, comment: `pod traffic for ${what}`, target });
    write({ comment: `masquerade LOCAL traffic for ${what}`, localSide: 'src', target: MARK_MASQ });
    write({ comment: `route LOCAL traffic for ${what}`, localSide: 'src', target });
  } else {
    write({ comment: `masquerade traffic for ${what}`, target: MARK_MASQ });
  }
  if (verdicts.external.is === 'deliver') {
    write({ target: { jump: port.externalPolicyLocal ? chains.local : chains.cluster } });
  }
}

/** First the endpoint that the client is bound to; else the i-th of n with a chance of 1 in n − i, which is uniform. */
function writeBalancing(
  ctx: PortContext,
  chain: string,
  endpoints: readonly ProxyEndpoint[],
  sink: Sink,
): void {
  const { hasComments, port } = ctx;
  const items = endpoints.map((endpoint) => ({
    ...(hasComments ? { comment: `${port.id} -> ${endpoint.key}` } : {}),
    target: { jump: endpointChain(ctx, endpoint) },
  }));
  const seconds = port.affinitySeconds;
  if (seconds !== undefined) {
    for (const item of items) sink.nat(chain, { ...item, recent: { list: item.target.jump, seconds } });
  }
  items.forEach((item, index) => {
    const nLeft = items.length - index;
    sink.nat(chain, nLeft > 1 ? { ...item, oneIn: nLeft } : item);
  });
}

function writeEndpointChain(ctx: PortContext, endpoint: ProxyEndpoint, sink: Sink): void {
  const { hasComments, port, protocol } = ctx;
  const chain = endpointChain(ctx, endpoint);
  const comment = hasComments ? { comment: port.id } : {};
  sink.nat(chain, { source: endpoint.address, ...comment, target: MARK_MASQ });
  const recent = port.affinitySeconds === undefined ? {} : { recent: { list: chain } };
  sink.nat(chain, { protocol, ...comment, ...recent, target: { dnatTo: endpoint.key } });
}
