// From a client and a target to the route between them.
import { keyOf } from '../cluster/cluster-names.ts';
import { isTerminal } from '../cluster/cluster-pod.ts';
import { familyOf } from '../cluster/ip-address.ts';
import { lookUp } from '../dns/resolve.ts';
import { assumedResolver, findClient, type ClientView } from './client-view.ts';
import { fieldOf } from './fixes.ts';
import type { End, EndReason } from './hop.ts';
import { throughIngress } from './ingress-route.ts';
import { routeToName } from './name-route.ts';
import { ended, type Route, type RouteContext } from './route.ts';
import type { ScenarioClient, Target } from './scenario.ts';
import { choosePort, portTexts } from './service-ports.ts';
import { addressFor, serviceAt, toAddress } from './to-address.ts';
import { isPod } from './what-if.ts';
import { serviceIn } from './world.ts';

/** The route of one of a scenario's clients. */
export function findRoute(
  ctx: RouteContext,
  scenarioClient: ScenarioClient,
  index: number,
  target: Target,
): Route {
  const client = findClient(ctx.world, scenarioClient, index);
  if ('code' in client) return unresolved(client);
  switch (target.kind) {
    case 'host':
      return toHost(ctx, client, target.host, target.port);
    case 'url':
      return toUrl(ctx, client, target);
    case 'node':
      return toNode(ctx, client, target);
    case 'load-balancer':
      return toLoadBalancer(ctx, client, target);
    case 'pod':
      return toNamedPod(ctx, client, target);
  }
}

function unresolved(reason: EndReason): Route {
  const end: End = { outcome: 'unresolved', reason, fixes: [] };
  return ended([], end);
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^\d+(\.\d+){3}$/.test(host);
}

function toHost(
  ctx: RouteContext,
  client: ClientView,
  host: string,
  port: number | string | undefined,
): Route {
  const node = ctx.world.options.nodes.find(({ name }) => name === host);
  if (node && typeof port === 'number' && !serviceIn(ctx.world, client.namespace, host)) {
    return toNode(ctx, client, { node: node.name, port });
  }
  if (!isAddress(host)) return routeToName(ctx, client, host, port);
  const outcome = serviceAt(ctx.world, host);
  if (typeof port === 'number') return toAddress(ctx, client, { address: host, port }, []);
  const chosen = outcome && choosePort(outcome.service, port);
  if (!chosen || 'code' in chosen) {
    return unresolved(chosen ?? { code: 'port-needed', ports: outcome ? portTexts(outcome.service) : [] });
  }
  return toAddress(ctx, client, { address: host, port: chosen.port ?? 0, protocol: chosen.protocol }, []);
}

const HTTP_PORT = 80;

/** A host that is a name of the cluster is called as it is; any other is taken to lead to the Ingress controller. */
function toUrl(ctx: RouteContext, client: ClientView, target: Extract<Target, { kind: 'url' }>): Route {
  const { host, path, port = HTTP_PORT } = target;
  const isNode = ctx.world.options.nodes.some(({ name }) => name === host);
  if (isNode || isAddress(host)) return toHost(ctx, client, host, port);
  const isNamed = ctx.world.ingresses.some(({ backends }) => backends.some((one) => one.host === host));
  if (client.node && !isNamed) {
    const { answer } = lookUp(ctx.world.zone, assumedResolver(client, ctx.world), host, ['A', 'AAAA']);
    if (answer.records.length > 0) return toHost(ctx, client, host, port);
  }
  return throughIngress(ctx, client, { host, path });
}

/**
 * To the first address of a node on which something listens, of those in a family that the client has: clients try one
 * address after the other.
 *
 * Source: RFC 8305 section 5.
 */
function toNode(
  ctx: RouteContext,
  client: ClientView,
  { node: name, port }: { readonly node: string; readonly port: number },
): Route {
  const node = ctx.world.options.nodes.find((one) => one.name === name);
  if (!node) return unresolved({ code: 'no-such-node', name });
  const families = new Set(client.addresses.map(familyOf));
  const own = node.ips.filter((ip) => families.has(familyOf(ip)));
  const routes = (own.length > 0 ? own : node.ips).map((address) =>
    toAddress(ctx, client, { address, port }, []),
  );
  const open = routes.find(({ next }) => next.is !== 'end' || next.end.reason.code !== 'port-closed');
  return open ?? routes[0] ?? unresolved({ code: 'no-such-node', name });
}

function toLoadBalancer(
  ctx: RouteContext,
  client: ClientView,
  { namespace, name, port }: Extract<Target, { kind: 'load-balancer' }>,
): Route {
  const outcome = serviceIn(ctx.world, namespace, name);
  if (!outcome) return unresolved({ code: 'no-such-service', namespace, name });
  const { service } = outcome;
  const address = addressFor(client, ctx.world.loadBalancerIPs.get(keyOf(namespace, name)) ?? []);
  if (address === undefined) {
    const reason: EndReason = { code: 'no-load-balancer', type: service.type };
    return ended([], {
      outcome: 'unresolved',
      reason,
      fixes: [fieldOf({ namespace, name }, ['spec', 'type'])],
    });
  }
  const chosen = choosePort(service, port);
  if ('code' in chosen) return unresolved(chosen);
  return toAddress(ctx, client, { address, port: chosen.port ?? 0, protocol: chosen.protocol }, []);
}

function toNamedPod(ctx: RouteContext, client: ClientView, target: Extract<Target, { kind: 'pod' }>): Route {
  const pod = ctx.world.state.pods.find((one) => isPod(one, target) && !isTerminal(one));
  const address = pod && addressFor(client, pod.ips);
  if (address === undefined) {
    return unresolved({ code: 'no-such-pod', namespace: target.namespace, name: target.name });
  }
  return toAddress(ctx, client, { address, port: target.port, pod: target }, []);
}
