// Packets to an address: which node handles them, and as what.
import { keyOf, nameOf } from '../cluster/cluster-names.ts';
import type { ClusterNode } from '../cluster/cluster-options.ts';
import type { ServiceOutcome } from '../cluster/endpoints-of-service.ts';
import { familyOf } from '../cluster/ip-address.ts';
import type { Protocol } from '../model/objects.ts';
import type { ProxyServicePort } from '../proxy/service-port.ts';
import { matchPort, routeAtNode } from './at-node.ts';
import type { ClientView } from './client-view.ts';
import { fieldOf } from './fixes.ts';
import type { End, EndReason, Hop, RouteHop } from './hop.ts';
import { directArrival, ended, isListening, type Route, type RouteContext } from './route.ts';
import type { PodRef } from './scenario.ts';
import { portTexts } from './service-ports.ts';
import { serviceIn, type World } from './world.ts';

/** Whatever its value, kube-proxy leaves a Service with this label alone. */
const PROXY_NAME_LABEL = 'service.kubernetes.io/service-proxy-name';

/** An address with the port that is dialed. */
export interface Destination {
  readonly address: string;
  readonly port: number;
  /** Known where the port was named. */
  readonly protocol?: Protocol | undefined;
  /** Known where a pod was named. */
  readonly pod?: PodRef;
}

/**
 * The route of a packet, after the hops that found the address.
 * 1. From inside, kube-proxy on the client's own node sees the packet first, whichever address of a Service it is for.
 * 2. A node port of another node is that node's to handle; pods arrive there with the address of their node.
 * 3. From outside, only nodes, load balancers and external IPs can be reached.
 * 4. Nobody reaches an address of a family of which it has none itself: the packet is never sent.
 *
 * Source for 4: linux net/ipv4/route.c ip_route_output_key_hash_rcu and its IPv6 twin, ENETUNREACH without a route.
 */
export function toAddress(
  ctx: RouteContext,
  client: ClientView,
  destination: Destination,
  before: readonly Hop[],
): Route {
  const { world } = ctx;
  const { address, port, protocol } = destination;
  if (!client.addresses.some((own) => familyOf(own) === familyOf(address))) {
    return ended(before, otherFamily(world, address));
  }
  const owner = world.options.nodes.find(({ ips }) => ips.includes(address));
  if (client.node) {
    const own = atNode(ctx, client, client.node, destination, before);
    if (own) return own;
    if (world.podsByIp.has(address) && !owner) return toPod(ctx, client, destination, before);
    if (owner) {
      const masked: ClientView = { ...client, addresses: client.node.ips, isPod: false };
      return (
        atNode(ctx, masked, owner, destination, before) ??
        atNodeItself(ctx, masked, owner, destination, before)
      );
    }
    return ended(before, unmatched(ctx, address, port));
  }
  if (owner)
    return (
      atNode(ctx, client, owner, destination, before) ?? atNodeItself(ctx, client, owner, destination, before)
    );
  const [first] = world.options.nodes;
  const found = first && matchPort(world, first, address, port, protocol);
  if (found?.entry === 'load-balancer') {
    return throughLoadBalancer(ctx, client, destination, found.servicePort, before);
  }
  if (found?.entry === 'external-ip') return overAnyNode(ctx, client, destination, before);
  return ended(before, notRouted(world, address));
}

function otherFamily(world: World, address: string): End {
  const owner = serviceAt(world, address);
  const fixes = owner
    ? [fieldOf({ namespace: owner.namespace, name: nameOf(owner.service) }, ['spec', 'ipFamilies'])]
    : [];
  return { outcome: 'unresolved', reason: { code: 'no-such-family', address }, fixes };
}

/** The Service that a cluster IP, load balancer or external IP belongs to. */
export function serviceAt(world: World, address: string): ServiceOutcome | undefined {
  return world.state.services.find(({ service, namespace }) => {
    const key = keyOf(namespace, nameOf(service));
    const own = world.addresses.get(key)?.clusterIPs ?? [];
    const balancer = world.loadBalancerIPs.get(key) ?? [];
    return [...own, ...balancer, ...service.externalIPs].includes(address);
  });
}

function notRouted(world: World, address: string): End {
  const isKnown =
    world.podsByIp.has(address) ||
    [...world.addresses.values()].some(({ clusterIPs }) => clusterIPs.includes(address));
  const code = isKnown ? 'not-routed' : 'unknown-address';
  const service = serviceOfIP(world, address);
  const fixes = service ? [fieldOf(service, ['spec', 'type'])] : [];
  return { outcome: 'dropped', reason: { code, address }, fixes };
}

function serviceOfIP(
  { addresses }: World,
  ip: string,
): { readonly namespace: string; readonly name: string } | undefined {
  for (const [key, { clusterIPs }] of addresses) {
    const [namespace = '', name = ''] = key.split('/');
    if (clusterIPs.includes(ip)) return { namespace, name };
  }
  return undefined;
}

/** `undefined` when no Service has the destination. */
function atNode(
  ctx: RouteContext,
  client: ClientView,
  node: ClusterNode,
  { address, port, protocol }: Destination,
  before: readonly Hop[],
): Route | undefined {
  const found = matchPort(ctx.world, node, address, port, protocol);
  if (!found) return undefined;
  const { entry, servicePort } = found;
  const packet = { client, node, address, port, entry };
  const via: readonly RouteHop[] =
    entry === 'node-port' || entry === 'external-ip'
      ? [{ kind: 'route', via: entry, node: node.name, address, port }]
      : [];
  return routeAtNode(ctx, packet, servicePort, [...before, ...via]);
}

/** Past every Service. */
function toPod(
  ctx: RouteContext,
  client: ClientView,
  { address, port, pod }: Destination,
  before: readonly Hop[],
): Route {
  return {
    hops: before,
    next: {
      is: 'pick',
      by: 'dns',
      balancer: `direct ${address}:${port}`,
      virtualAddress: address,
      affinitySeconds: undefined,
      arrivals: [directArrival(ctx.world, address, port, [], pod)],
      clientAddress: client.addresses[0] ?? '',
    },
  };
}

/**
 * At a port that no Service has. On `healthCheckNodePort` kube-proxy itself says whether the node has a ready pod.
 * Source: kubernetes pkg/proxy/healthcheck/service_health.go ServeHTTP, v1.36.
 */
function atNodeItself(
  ctx: RouteContext,
  client: ClientView,
  node: ClusterNode,
  destination: Destination,
  before: readonly Hop[],
): Route {
  const { address, port } = destination;
  const checked = ctx.world
    .portsOn(node, familyOf(address))
    .find(({ healthCheckNodePort }) => healthCheckNodePort === port && port !== 0);
  if (!checked) return onHostNetwork(ctx, client, destination, before);
  if (hasReady(ctx, node, checked)) {
    return { hops: before, next: { is: 'outside', host: `kube-proxy on ${node.name}`, port } };
  }
  const fixes = [fieldOf(checked, ['spec', 'externalTrafficPolicy'])];
  const reason: EndReason = { code: 'fails-health-check', node: node.name };
  return ended(before, { outcome: 'refused', httpStatus: 503, reason, fixes });
}

/** At a port of the node's own: a pod on the host network may listen there. A pod that was named is taken at its word. */
function onHostNetwork(
  ctx: RouteContext,
  client: ClientView,
  destination: Destination,
  before: readonly Hop[],
): Route {
  const { address, port, pod } = destination;
  if (pod || isListening(ctx.world, address, port)) return toPod(ctx, client, destination, before);
  return ended(before, { outcome: 'refused', reason: { code: 'port-closed', port }, fixes: [] });
}

/**
 * An address that no rule is for. A cluster IP at a port that its Service does not have: iptables knows nothing of it and
 * lets the packet go astray; nftables rejects it, and so does the kernel where IPVS or userspace has the address.
 */
function unmatched(ctx: RouteContext, address: string, port: number): End {
  const service = serviceOfIP(ctx.world, address);
  const outcome = service && serviceIn(ctx.world, service.namespace, service.name);
  if (!service || !outcome)
    return { outcome: 'dropped', reason: { code: 'unknown-address', address }, fixes: [] };
  if (PROXY_NAME_LABEL in outcome.service.labels) {
    const fixes = [fieldOf(service, ['metadata', 'labels', PROXY_NAME_LABEL])];
    return { outcome: 'dropped', reason: { code: 'other-proxy', label: PROXY_NAME_LABEL }, fixes };
  }
  return {
    outcome: ctx.mode === 'iptables' ? 'dropped' : 'refused',
    reason: { code: 'no-such-port', port, ports: portTexts(outcome.service) },
    fixes: [fieldOf(service, ['spec', 'ports'])],
  };
}

/** Routers may send an external IP to any node; each is taken to be as likely. */
function overAnyNode(
  ctx: RouteContext,
  client: ClientView,
  destination: Destination,
  before: readonly Hop[],
): Route {
  const routes = ctx.world.options.nodes.flatMap(
    (node) => atNode(ctx, client, node, destination, before) ?? [],
  );
  const [only] = routes;
  return routes.length === 1 && only ? only : { hops: [], next: { is: 'split', routes } };
}

/**
 * Over a load balancer that hands packets on as they are, each connection to any node that passes its health check.
 * With the Local policy kube-proxy answers the check on `healthCheckNodePort` for nodes with a ready endpoint only.
 *
 * Source: kubernetes pkg/proxy/healthcheck/service_health.go, v1.36.
 */
function throughLoadBalancer(
  ctx: RouteContext,
  client: ClientView,
  destination: Destination,
  servicePort: ProxyServicePort,
  before: readonly Hop[],
): Route {
  const { address, port } = destination;
  const { nodes } = ctx.world.options;
  const healthy = nodes.filter(
    (node) => !servicePort.externalPolicyLocal || hasReady(ctx, node, servicePort),
  );
  const unhealthy = nodes.filter((node) => !healthy.includes(node)).map(({ name }) => name);
  const { healthCheckNodePort } = servicePort;
  const hop = (node?: ClusterNode): RouteHop => ({
    kind: 'route',
    via: 'load-balancer',
    address,
    port,
    nodes: healthy.map(({ name }) => name),
    unhealthy,
    healthCheckNodePort,
    ...(node ? { node: node.name } : {}),
  });
  if (healthy.length === 0) {
    const fixes = [
      fieldOf(servicePort, ['spec', 'externalTrafficPolicy']),
      fieldOf(servicePort, ['spec', 'selector']),
    ];
    const end: End = { outcome: 'dropped', reason: { code: 'no-healthy-node' }, fixes };
    return { ...ended([...before, hop()], end), servicePort };
  }
  const routes = healthy.flatMap((node) => {
    return atNode(ctx, client, node, destination, [...before, hop(node)]) ?? [];
  });
  return { hops: [], next: { is: 'split', routes }, servicePort };
}

function hasReady(
  { world }: RouteContext,
  node: ClusterNode,
  { id, protocol, family }: ProxyServicePort,
): boolean {
  const here = world.portsOn(node, family).find((one) => one.id === id && one.protocol === protocol);
  return (here?.endpoints ?? []).some(({ isLocal, ready }) => isLocal && ready);
}

/** The first address of a Service in the first family that the client has. */
export function addressFor(client: ClientView, addresses: readonly string[]): string | undefined {
  const families = new Set(client.addresses.map(familyOf));
  return addresses.find((address) => families.has(familyOf(address))) ?? addresses[0];
}
