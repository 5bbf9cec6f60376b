// The ways to the ports of one Service: by name from inside of the cluster, and by every address that it has outside.
import { keyOf, nameOf } from '../cluster/cluster-names.ts';
import type { ServiceOutcome } from '../cluster/endpoints-of-service.ts';
import { familyOf } from '../cluster/ip-address.ts';
import type { ServicePort } from '../model/objects.ts';
import { findClient } from '../traffic/client-view.ts';
import { findRoute } from '../traffic/find-route.ts';
import type { Route, RouteContext } from '../traffic/route.ts';
import type { ClientPlace, ScenarioClient } from '../traffic/scenario.ts';
import { toAddress } from '../traffic/to-address.ts';
import type { ClientCard, EntryCard, EntryRow } from './reach-graph.ts';
import { sharesOf, type RouteShares } from './reach-shares.ts';

/** One way from a client to one port of a Service. */
export interface Way {
  readonly client: ClientCard;
  readonly entry: Omit<EntryCard, 'rows'>;
  readonly row: EntryRow;
  /** In `spec.ports`; -1 for a Service without ports. */
  readonly portIndex: number;
  readonly route: Route;
  readonly shares: RouteShares;
}

/** A port for asking: an ExternalName and a headless Service need not have any. */
const NO_PORT: ServicePort = {
  name: undefined,
  protocol: 'TCP',
  port: undefined,
  targetPort: undefined,
  nodePort: undefined,
  appProtocol: undefined,
};

/** The ports of a Service with their indexes; one that stands for all of them where there are none. */
export function portsOf({
  service,
}: ServiceOutcome): readonly { readonly index: number; readonly port: ServicePort }[] {
  if (service.ports.length === 0) return [{ index: -1, port: NO_PORT }];
  return service.ports.map((port, index) => ({ index, port }));
}

/**
 * The ways of the clients; without any those from inside and, where there are any, from outside. Alike ones are one.
 * A client outside that has no way in asks by name, in vain.
 */
export function waysTo(
  ctx: RouteContext,
  outcome: ServiceOutcome,
  clients: readonly ScenarioClient[] | undefined,
): readonly Way[] {
  if (!clients) return [...fromEveryNode(ctx, outcome), ...outsideWays(ctx, outcome, OUTSIDE)];
  return clients.flatMap((client) => {
    const ways = client.place.kind === 'external' ? outsideWays(ctx, outcome, client) : [];
    if (ways.length > 0) return ways;
    return byName(ctx, outcome, { key: clientKey(client), place: client.place, isAnywhere: false });
  });
}

/** A client outside, of no address in particular. */
export const OUTSIDE: ScenarioClient = { place: { kind: 'external' } };

/** Pods of every node, as one client where it makes no difference which. */
function fromEveryNode(ctx: RouteContext, outcome: ServiceOutcome): readonly Way[] {
  const { nodes, namespace } = ctx.world.options;
  const byNode = nodes.map((node) => {
    const place: ClientPlace = { kind: 'any-pod', namespace, node: node.name };
    return byName(ctx, outcome, { key: clientKey({ place }), place, isAnywhere: false });
  });
  const [first = []] = byNode;
  if (!areAlike(byNode.map((ways) => ways.map(({ shares }) => shares)))) return byNode.flat();
  return first.map((way) => ({
    ...way,
    client: { key: 'client/inside', place: way.client.place, isAnywhere: true },
  }));
}

function byName(ctx: RouteContext, outcome: ServiceOutcome, client: ClientCard): readonly Way[] {
  const { service, namespace } = outcome;
  const name = nameOf(service);
  const host = `${name}.${namespace}.svc.${ctx.world.zone.clusterDomain}`;
  const key = `entry/dns/${keyOf(namespace, name)}`;
  const entry = { key, kind: 'dns', namespace, name } as const;
  return portsOf(outcome).map(({ index, port }) => {
    // A Service without ports is asked at one all the same: it translates none.
    const target = { kind: 'host', host, port: port.name || (port.port ?? 1) } as const;
    const route = findRoute(ctx, { place: client.place }, 0, target);
    const row = { key: `${key}/name`, host, port: 0, path: '' };
    const shares = sharesOf(ctx, route);
    return { client, entry, row, portIndex: index, route, shares: index < 0 ? atAnyPort(shares) : shares };
  });
}

/** Which port a pod was asked at makes no difference. */
function atAnyPort(shares: RouteShares): RouteShares {
  if (shares.at.length === 0) return shares;
  return {
    ...shares,
    at: shares.at.map((one) => ({ ...one, end: undefined })),
    delivered: 1,
    end: undefined,
  };
}

/** By node port, external IP and load balancer, as far as the Service has them. */
function outsideWays(
  ctx: RouteContext,
  outcome: ServiceOutcome,
  scenarioClient: ScenarioClient,
): readonly Way[] {
  const { service, namespace } = outcome;
  const id = keyOf(namespace, nameOf(service));
  const given = ctx.world.addresses.get(id);
  const isV6 = familyOf(given?.clusterIPs[0] ?? '') === 'IPv6';
  const found = findClient(ctx.world, isV6 ? { ...scenarioClient, address: OUTSIDE_V6 } : scenarioClient, 0);
  if ('code' in found || !given || given.clusterIPs.length === 0) return [];
  const client = { key: clientKey(scenarioClient), place: scenarioClient.place, isAnywhere: false };
  const at = (kind: EntryCard['kind'], host: string, address: string, index: number, dialed: number): Way => {
    const key = `entry/${kind}/${id}`;
    const entry = { key, kind, namespace, name: nameOf(service) };
    const protocol = service.ports[index]?.protocol;
    const route = toAddress(ctx, found, { address, port: dialed, ...(protocol ? { protocol } : {}) }, []);
    const row = { key: `${key}/${host}:${dialed}`, host, port: dialed, path: '' };
    return { client, entry, row, portIndex: index, route, shares: sharesOf(ctx, route) };
  };
  const isOwnFamily = (ip: string): boolean => (familyOf(ip) === 'IPv6') === isV6;
  return service.ports.flatMap(({ port = 0 }, index) => {
    const nodePort = given.nodePorts[index] ?? 0;
    const nodeWays =
      nodePort === 0
        ? []
        : ctx.world.options.nodes.flatMap(({ name, ips }) => {
            const address = ips.find(isOwnFamily);
            return address === undefined ? [] : [at('node-port', name, address, index, nodePort)];
          });
    const balancers = (ctx.world.loadBalancerIPs.get(id) ?? []).filter(isOwnFamily);
    return [
      ...mergeNodes(nodeWays),
      ...service.externalIPs.filter(isOwnFamily).map((ip) => at('external-ip', ip, ip, index, port)),
      ...balancers.map((ip) => at('load-balancer', '', ip, index, port)),
    ];
  });
}

/** One of the network for documentation: the simulator's own clients outside have IPv4 addresses. */
const OUTSIDE_V6 = '2001:db8::1';

/** One row for every node, where they are alike. */
function mergeNodes(ways: readonly Way[]): readonly Way[] {
  const [first] = ways;
  if (!first || !areAlike(ways.map(({ shares }) => [shares]))) return ways;
  const row = { ...first.row, key: `${first.entry.key}/:${first.row.port}`, host: '' };
  return [{ ...first, row }];
}

function areAlike(variants: readonly (readonly RouteShares[])[]): boolean {
  const texts = variants.map((list) => list.map(signatureOf).join('\n'));
  return texts.every((text) => text === texts[0]);
}

function signatureOf({ at, delivered, end, outside }: RouteShares): string {
  const places = at.map(({ arrival, share }) => `${arrival.key}=${share.toFixed(9)}`).sort();
  return [...places, delivered.toFixed(9), end?.reason.code ?? '', outside?.host ?? ''].join(' ');
}

/** A client's key by the place that it is at. */
export function clientKey({ place, address }: ScenarioClient): string {
  switch (place.kind) {
    case 'pod':
      return `client/pod/${keyOf(place.namespace, place.name)}`;
    case 'any-pod':
      return `client/${place.node}`;
    case 'node':
      return `client/node/${place.name}`;
    case 'external':
      return `client/outside${address === undefined ? '' : `/${address}`}`;
  }
}
