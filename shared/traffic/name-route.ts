// Routes to a name: what the DNS says, and what the client does with the answer.
import { nameOf } from '../cluster/cluster-names.ts';
import type { DnsRecord } from '../dns/dns-record.ts';
import { ask, lookUp, type DnsAnswer, type Lookup } from '../dns/resolve.ts';
import type { FieldPath } from '../model/field-path.ts';
import { assumedResolver, type ClientView } from './client-view.ts';
import { fieldOf } from './fixes.ts';
import type { DnsHop, EndReason, Hop, ServiceHop } from './hop.ts';
import { directArrival, ended, type Arrival, type Route, type RouteContext } from './route.ts';
import { choosePort } from './service-ports.ts';
import { addressFor, toAddress } from './to-address.ts';
import { familyOf } from '../cluster/ip-address.ts';
import { isHeadless } from '../cluster/service-families.ts';
import { targetPortOf } from '../cluster/find-port.ts';
import { serviceIn } from './world.ts';

/**
 * The route to a name.
 * 1. A name of somebody else's, asked for from wherever, and an ExternalName of one lead out of the cluster.
 * 2. A client outside does not ask the cluster's DNS: its names mean nothing there.
 * 3. A node does not either; its route is shown with the address that the DNS would have given.
 * 4. A name with a cluster IP: to that address.
 * 5. A headless name, or that of a single pod: the client picks one of the addresses and dials it at the port it wants.
 */
export function routeToName(
  ctx: RouteContext,
  client: ClientView,
  host: string,
  port: number | string | undefined,
): Route {
  const { world } = ctx;
  const isAssumed = !client.resolver.asksCluster;
  const resolver = isAssumed ? assumedResolver(client, world) : client.resolver;
  const lookup = lookUp(world.zone, resolver, host, ['A', 'AAAA']);
  if (lookup.answer.code === 'forwarded' && lookup.answer.outside !== undefined) {
    // A client with name servers of its own gets there without the cluster's DNS.
    const asked = isAssumed ? { ...lookup, tried: [lookup.answer] } : lookup;
    const hop = dnsHop(host, asked, [], { isAssumed: false, isHeadless: false });
    return toOutside(lookup.answer.outside, port, [hop]);
  }
  if (!client.node) {
    return ended([], { outcome: 'unresolved', reason: { code: 'asks-elsewhere', name: host }, fixes: [] });
  }
  const records = lookup.answer.records.filter(({ type }) => type === 'A' || type === 'AAAA');
  const addresses = usable(client, records);
  const owner = lookup.answer.records[0]?.service;
  const service = owner && serviceIn(world, owner.namespace, owner.name)?.service;
  const isDirect =
    records.some(({ value }) => world.podsByIp.has(value)) || (service ? isHeadless(service) : false);
  const hop = dnsHop(host, lookup, addresses, { isAssumed, isHeadless: isDirect });
  if (lookup.answer.outside !== undefined) return toOutside(lookup.answer.outside, port, [hop]);
  const final = records[0]?.service;
  const outcome = final && serviceIn(world, final.namespace, final.name);
  const [first] = addresses;
  if (first === undefined) return ended([hop], noAddress(ctx, client, host, lookup.answer));
  if (isDirect) return toPods(ctx, client, records, port, hop);
  const chosen = outcome && typeof port !== 'number' ? choosePort(outcome.service, port) : undefined;
  if (chosen && 'code' in chosen) return ended([hop], noPort(chosen, records[0]));
  const number = typeof port === 'number' ? port : (chosen?.port ?? 0);
  return toAddress(ctx, client, { address: first, port: number, protocol: chosen?.protocol }, [hop]);
}

/** Addresses of a family that the client has, in the order of the answer. */
function usable(client: ClientView, records: readonly DnsRecord[]): readonly string[] {
  const addresses = [...new Set(records.map(({ value }) => value))];
  const first = addressFor(client, addresses);
  return first === undefined ? [] : addresses.filter((address) => familyOf(address) === familyOf(first));
}

function dnsHop(
  name: string,
  { tried, answer }: Lookup,
  addresses: readonly string[],
  flags: Pick<DnsHop, 'isAssumed' | 'isHeadless'>,
): DnsHop {
  const outside = answer.outside === undefined ? {} : { outside: answer.outside };
  return { kind: 'dns', name, tried, addresses, ...outside, ...flags };
}

function toOutside(host: string, port: number | string | undefined, hops: readonly Hop[]): Route {
  return { hops, next: { is: 'outside', host, port: typeof port === 'number' ? port : 0 } };
}

function noPort(reason: EndReason, record: DnsRecord | undefined): Parameters<typeof ended>[1] {
  const fixes = record ? [fieldOf(record.service, ['spec', 'ports'])] : [];
  return { outcome: 'unresolved', reason, fixes };
}

/** Why a name has no address: the headless Service that it leads to, the alias that leads nowhere, or the name itself. */
function noAddress(
  { world }: RouteContext,
  client: ClientView,
  name: string,
  { name: asked, deadEnd, records: [alias] }: DnsAnswer,
): Parameters<typeof ended>[1] {
  const [first = '', second] = (deadEnd?.name ?? name.toLowerCase()).split('.');
  const namespace = second ?? client.namespace;
  const here = serviceIn(world, namespace, first);
  if (here && isHeadless(here.service)) {
    const field: FieldPath =
      here.pods.length > 0 ? ['spec', 'publishNotReadyAddresses'] : ['spec', 'selector'];
    const reason: EndReason = { code: 'headless-empty', namespace, name: first };
    return { outcome: 'unresolved', reason, fixes: [fieldOf({ namespace, name: first }, field)] };
  }
  if (deadEnd) {
    const code = deadEnd.why === 'loop' ? 'alias-loop' : 'alias-of-nothing';
    const fixes = alias ? [fieldOf(alias.service, ['spec', 'externalName'])] : [];
    return { outcome: 'unresolved', reason: { code, name: asked, target: deadEnd.name }, fixes };
  }
  const elsewhere = world.state.services
    .filter(({ service }) => nameOf(service) === first)
    .map((one) => one.namespace);
  return { outcome: 'unresolved', reason: { code: 'no-such-name', name, elsewhere }, fixes: [] };
}

/** One of the addresses, at the port that the client asks for: a headless Service translates none. */
function toPods(
  ctx: RouteContext,
  client: ClientView,
  records: readonly DnsRecord[],
  port: number | string | undefined,
  hop: DnsHop,
): Route {
  const owner = records[0]?.service;
  const outcome = owner && serviceIn(ctx.world, owner.namespace, owner.name);
  const service = outcome?.service;
  const chosen = service && typeof port !== 'number' ? choosePort(service, port) : undefined;
  if (chosen && 'code' in chosen) return ended([hop], noPort(chosen, records[0]));
  const dialed = typeof port === 'number' ? port : chosen?.port;
  if (dialed === undefined) return ended([hop], noPort({ code: 'port-needed', ports: [] }, records[0]));
  const srv = typeof port === 'string' && owner ? srvPorts(ctx, owner, port) : undefined;
  const fixes = owner ? [fieldOf(owner, ['spec', 'clusterIP'])] : [];
  const arrivals = hop.addresses.flatMap((address): readonly Arrival[] => {
    // A pod without the named port has no SRV record: a client that asks for one does not hear of it.
    const number = srv ? srv.get(address) : dialed;
    const own = outcome?.pods.find(({ pod }) => pod.ips.includes(address))?.pod;
    return number === undefined ? [] : [directArrival(ctx.world, address, number, fixes, own)];
  });
  const written = service?.ports.find((one) =>
    typeof port === 'string' ? one.name === port : one.port === port,
  );
  const meant: readonly ServiceHop[] =
    owner && service
      ? [
          {
            kind: 'service',
            namespace: owner.namespace,
            name: owner.name,
            type: service.type,
            portName: written?.name ?? '',
            port: dialed,
            protocol: written?.protocol ?? 'TCP',
            targetPort: (written && targetPortOf(written)) ?? dialed,
            address: '',
            isBypassed: false,
          },
        ]
      : [];
  if (arrivals.length === 0)
    return ended([hop, ...meant], noPort({ code: 'no-such-port', port: port ?? 0, ports: [] }, records[0]));
  return {
    hops: [hop, ...meant],
    next: {
      is: 'pick',
      by: 'dns',
      balancer: `dns ${hop.name}`,
      virtualAddress: arrivals[0]?.address ?? '',
      affinitySeconds: undefined,
      arrivals,
      clientAddress: client.addresses[0] ?? '',
    },
  };
}

/** The port of each address by SRV record. */
function srvPorts(
  { world: { zone } }: RouteContext,
  { namespace, name }: DnsRecord['service'],
  portName: string,
): ReadonlyMap<string, number> {
  const fqdn = `${name}.${namespace}.svc.${zone.clusterDomain}`;
  const ports = new Map<string, number>();
  for (const protocol of ['tcp', 'udp', 'sctp']) {
    for (const { srv } of ask(zone, `_${portName}._${protocol}.${fqdn}`, ['SRV']).records) {
      if (!srv) continue;
      for (const { value } of ask(zone, srv.target, ['A', 'AAAA']).records) ports.set(value, srv.port);
    }
  }
  return ports;
}
