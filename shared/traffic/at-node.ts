// A packet on a node: what kube-proxy has written there for its destination.
import type { ClusterNode } from '../cluster/cluster-options.ts';
import { targetPortOf } from '../cluster/find-port.ts';
import { familyOf } from '../cluster/ip-address.ts';
import type { Protocol } from '../model/objects.ts';
import type { ProxyMode } from '../proxy/balancer.ts';
import { topologyModeOf } from '../proxy/categorize-endpoints.ts';
import { ipvsEndpoints } from '../proxy/ipvs-servers.ts';
import { verdictsOf, type PortVerdict } from '../proxy/port-verdicts.ts';
import type { ProxyEndpoint } from '../proxy/proxy-endpoint.ts';
import { networkOf } from '../proxy/proxy-network.ts';
import type { ProxyServicePort } from '../proxy/service-port.ts';
import { acceptedSources, containsIp } from '../proxy/source-ranges.ts';
import { addressOf, type ClientView } from './client-view.ts';
import { fieldOf, fixNoEndpoints } from './fixes.ts';
import type { End, Hop, Masquerade, ProxyHop, ServiceHop } from './hop.ts';
import { arrivalsAt, ended, type Route, type RouteContext } from './route.ts';
import type { World } from './world.ts';

/** A packet that a node handles. */
export interface Packet {
  readonly client: ClientView;
  readonly node: ClusterNode;
  readonly address: string;
  readonly port: number;
  /** `cluster-ip` is internal traffic; the others are external, wherever they come from. */
  readonly entry: 'cluster-ip' | 'node-port' | 'external-ip' | 'load-balancer';
}

/** The Service port that a destination belongs to on a node, and as what; `undefined` for a destination of no Service. */
export function matchPort(
  world: World,
  node: ClusterNode,
  address: string,
  port: number,
  protocol?: Protocol,
): { readonly servicePort: ProxyServicePort; readonly entry: Packet['entry'] } | undefined {
  const isNodeAddress = node.ips.includes(address);
  const ports = world.portsOn(node, familyOf(address));
  // Without a protocol TCP is meant, where both are there.
  const ranked = protocol
    ? ports.filter((one) => one.protocol === protocol)
    : [...ports].sort((a, b) => Number(a.protocol !== 'TCP') - Number(b.protocol !== 'TCP'));
  for (const servicePort of ranked) {
    const { clusterIP, externalIPs, loadBalancerIPs, nodePort } = servicePort;
    if (servicePort.port === port) {
      if (clusterIP === address) return { servicePort, entry: 'cluster-ip' };
      if (externalIPs.includes(address)) return { servicePort, entry: 'external-ip' };
      if (loadBalancerIPs.includes(address)) return { servicePort, entry: 'load-balancer' };
    }
    if (isNodeAddress && nodePort === port && nodePort !== 0) return { servicePort, entry: 'node-port' };
  }
  return undefined;
}

/** What becomes of a packet to a Service port, after the hops that brought it to the node. */
export function routeAtNode(
  ctx: RouteContext,
  packet: Packet,
  servicePort: ProxyServicePort,
  before: readonly Hop[],
): Route {
  const service = serviceHop(servicePort, packet.address);
  const refused = refuseSource(packet, servicePort);
  if (refused) return { ...ended([...before, service], refused), servicePort };
  const decision = decide(ctx.mode, packet, servicePort);
  const proxy = proxyHop(ctx, packet, servicePort, decision);
  const hops = [...before, service, proxy];
  if (decision.end && decision.to.length === 0) return { ...ended(hops, decision.end), servicePort };
  return {
    hops,
    servicePort,
    next: {
      is: 'pick',
      by: 'proxy',
      balancer: balancerKey(ctx.mode, packet, servicePort, decision.list),
      virtualAddress: packet.address,
      affinitySeconds: servicePort.affinitySeconds,
      arrivals: arrivalsAt(ctx, decision.to),
      clientAddress: addressOf(packet.client, servicePort.family),
      ...(decision.end ? { replyLost: decision.end } : {}),
    },
  };
}

/** Source: kubernetes pkg/proxy/iptables/proxier.go syncProxyRules, v1.36, chain KUBE-FW. */
function refuseSource({ client, node, entry }: Packet, servicePort: ProxyServicePort): End | undefined {
  if (entry !== 'load-balancer') return undefined;
  const { family } = servicePort;
  const ranges = acceptedSources(servicePort, networkOf(node, family).nodeIP);
  const address = addressOf(client, family);
  if (ranges.length === 0 || ranges.some((range) => contains(range, address))) return undefined;
  return {
    outcome: 'dropped',
    reason: { code: 'source-range', address, ranges: servicePort.sourceRanges },
    fixes: [fieldOf(servicePort, ['spec', 'loadBalancerSourceRanges'])],
  };
}

function contains(range: string, address: string): boolean {
  return range.includes('/') ? containsIp(range, address) : range === address;
}

/** The endpoints of one kind of traffic. With `end` and endpoints both, requests arrive and their answers do not. */
interface Decision {
  readonly list: ProxyHop['list'];
  readonly to: readonly ProxyEndpoint[];
  readonly end?: End;
  readonly isInsideException: boolean;
  readonly isFallback: boolean;
}

function decide(mode: ProxyMode, packet: Packet, port: ProxyServicePort): Decision {
  if (mode === 'userspace') return decideUserspace(packet, port);
  if (mode === 'ipvs') return decideIpvs(packet, port);
  const isInternal = packet.entry === 'cluster-ip';
  const isInside = isShortCircuit(packet);
  const verdicts = verdictsOf(port);
  const verdict = isInternal ? verdicts.internal : isInside ? verdicts.shortCircuit : verdicts.external;
  const isLocal = isInternal ? port.internalPolicyLocal : port.externalPolicyLocal && !isInside;
  return {
    list: isLocal ? 'local' : 'cluster',
    isInsideException: !isInternal && isInside && port.externalPolicyLocal,
    isFallback: false,
    ...fromVerdict(verdict, packet, port),
  };
}

function fromVerdict(
  verdict: PortVerdict,
  packet: Packet,
  port: ProxyServicePort,
): Pick<Decision, 'to' | 'end'> {
  switch (verdict.is) {
    case 'deliver':
      return { to: verdict.to };
    case 'reject':
      return { to: [], end: noEndpoints(port) };
    case 'drop':
      return { to: [], end: noLocalEndpoints(packet, port, 'dropped') };
  }
}

/** Traffic of this node's own, and of pods wherever they are, to an address that is meant for the outside. */
function isShortCircuit({ client, node }: Packet): boolean {
  return client.node !== undefined && (client.isPod || client.node === node);
}

/**
 * A Local policy without local endpoints lets IPVS send to all of them.
 * Source: kubernetes pkg/proxy/ipvs/proxier.go syncEndpoint, v1.36.
 */
function decideIpvs(packet: Packet, port: ProxyServicePort): Decision {
  const isInternal = packet.entry === 'cluster-ip';
  const isLocal = isInternal ? port.internalPolicyLocal : port.externalPolicyLocal;
  const to = ipvsEndpoints(port, isLocal);
  const isFallback = isLocal && to.length > 0 && (port.categories.local ?? []).length === 0;
  const list = isLocal && !isFallback ? 'local' : 'cluster';
  const base = { list, to, isInsideException: false, isFallback } as const;
  if (to.length === 0) {
    return {
      ...base,
      end: port.categories.hasAny ? noLocalEndpoints(packet, port, 'refused') : noEndpoints(port),
    };
  }
  // On the node itself, the answer passes the node again and is given back the address that was called.
  if (!isFallback || packet.client.node === packet.node) return base;
  const fixes = [fieldOf(port, ['spec', 'externalTrafficPolicy'])];
  return {
    ...base,
    end: { outcome: 'dropped', reason: { code: 'reply-lost', node: packet.node.name }, fixes },
  };
}

/** Knows neither policies nor hints. Source: kubernetes pkg/proxy/userspace/roundrobin.go, v1.25. */
function decideUserspace(_packet: Packet, port: ProxyServicePort): Decision {
  const to = port.endpoints.filter(({ ready }) => ready);
  const base = { list: 'cluster', to, isInsideException: false, isFallback: false } as const;
  return to.length > 0 ? base : { ...base, end: noEndpoints(port) };
}

function noEndpoints(port: ProxyServicePort): End {
  return {
    outcome: 'refused',
    reason: { code: 'no-endpoints', nExcluded: port.endpoints.length },
    fixes: fixNoEndpoints(port),
  };
}

function noLocalEndpoints(
  { entry, node }: Packet,
  port: ProxyServicePort,
  outcome: 'dropped' | 'refused',
): End {
  const policy = entry === 'cluster-ip' ? 'internal' : 'external';
  return {
    outcome,
    reason: { code: 'no-local-endpoints', policy, node: node.name },
    fixes: [fieldOf(port, ['spec', `${policy}TrafficPolicy`])],
  };
}

/** iptables and nftables share what they remember between the addresses of a port; IPVS has a server for each address. */
function balancerKey(
  mode: ProxyMode,
  { node, address, port: number }: Packet,
  port: ProxyServicePort,
  list: ProxyHop['list'],
): string {
  const what = mode === 'ipvs' ? `${address}:${number}` : `${port.family} ${list}`;
  return `${node.name} ${port.id}/${port.protocol} ${what}`;
}

/** The hop for a Service port that is reached through an address. */
export function serviceHop(port: ProxyServicePort, address: string): ServiceHop {
  const written = port.service.ports.find(
    (one) => (one.name ?? '') === port.portName && one.protocol === port.protocol,
  );
  return {
    kind: 'service',
    namespace: port.namespace,
    name: port.name,
    type: port.service.type,
    portName: port.portName,
    port: port.port,
    protocol: port.protocol,
    targetPort: (written && targetPortOf(written)) ?? port.port,
    address,
    isBypassed: false,
  };
}

function proxyHop(
  { mode, scheduler }: RouteContext,
  packet: Packet,
  port: ProxyServicePort,
  { list, to, isInsideException, isFallback }: Decision,
): ProxyHop {
  const narrowedBy = mode === 'userspace' ? undefined : whyNarrow(packet, port, list, to);
  const masquerade = masqueradeOf(mode, packet, port, isInsideException);
  return {
    kind: 'proxy',
    mode,
    ...(mode === 'ipvs' ? { scheduler } : {}),
    node: packet.node.name,
    list,
    ...(narrowedBy ? { narrowedBy } : {}),
    isInsideException,
    isFallback,
    nEndpoints: to.length,
    ...(port.affinitySeconds === undefined ? {} : { affinitySeconds: port.affinitySeconds }),
    ...(masquerade ? { masquerade } : {}),
  };
}

function whyNarrow(
  { node }: Packet,
  port: ProxyServicePort,
  list: ProxyHop['list'],
  to: readonly ProxyEndpoint[],
): ProxyHop['narrowedBy'] {
  if (to.length > 0 && to.every(({ ready }) => !ready)) return 'terminating';
  if (list === 'local') return 'policy';
  const mode = topologyModeOf(port.endpoints, node);
  return mode === 'none' ? undefined : mode;
}

/**
 * Why the packet leaves the node with the node's address, told before an endpoint is chosen: a hairpin shows only then.
 * 1. To a cluster IP from anywhere but a pod.
 * 2. To an external address under the Cluster policy, from anywhere; under the Local policy from the node itself.
 *
 * Source: kubernetes pkg/proxy/iptables/proxier.go syncProxyRules, v1.36, chains KUBE-SVC and KUBE-EXT.
 */
function masqueradeOf(
  mode: ProxyMode,
  { client, node, entry }: Packet,
  port: ProxyServicePort,
  isInsideException: boolean,
): Masquerade | undefined {
  const from = addressOf(client, port.family);
  const to = networkOf(node, port.family).nodeIP ?? '';
  if (from === to) return undefined;
  if (mode === 'userspace') return { why: 'external', from, to };
  if (entry === 'cluster-ip') return client.isPod ? undefined : { why: 'off-cluster', from, to };
  if (!port.externalPolicyLocal) return { why: 'external', from, to };
  return isInsideException && !client.isPod ? { why: 'external', from, to } : undefined;
}
