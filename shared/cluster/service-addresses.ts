// The addresses and ports that Services have in the cluster: those they name, and for the rest what the API server gives.
import ipaddr from 'ipaddr.js';
import type { IpFamily, Service } from '../model/objects.ts';
import { keyOf, nameOf } from './cluster-names.ts';
import type { ClusterOptions } from './cluster-options.ts';
import type { ServiceOutcome } from './endpoints-of-service.ts';
import { familyOf } from './ip-address.ts';
import { familiesOf, isHeadless } from './service-families.ts';

/** What one Service has got. */
export interface ServiceAddresses {
  /** In the order of the Service's families, in their usual spelling; empty for headless Services and ExternalNames. */
  readonly clusterIPs: readonly string[];
  /** One per port of the Service; 0 for none. */
  readonly nodePorts: readonly number[];
  /** 0 for none. */
  readonly healthCheckNodePort: number;
}

/** What the cluster gives addresses and ports out of. */
export interface AddressRanges {
  readonly clusterIPs: Readonly<Record<IpFamily, string>>;
  readonly nodePorts: { readonly first: number; readonly last: number };
}

/** The ranges that predictions are made with. The first address belongs to the Service `default/kubernetes`. */
export const DEFAULT_RANGES: AddressRanges = {
  clusterIPs: { IPv4: '10.96.0.0/16', IPv6: 'fd00:10:96::/112' },
  nodePorts: { first: 30000, last: 32767 },
};

/**
 * The addresses of every Service by `namespace/name`. What a Service names it gets; the others take the first free ones
 * of the part of a range that the server prefers, in the order of the Services.
 *
 * Source: kubernetes pkg/registry/core/service/ipallocator/ipallocator.go calculateRangeOffset and
 * pkg/registry/core/service/portallocator/allocator.go calculateRangeOffset, v1.36.
 * Differs: there they are chosen at random in that part.
 */
export function assignAddresses(
  services: readonly ServiceOutcome[],
  options: ClusterOptions,
  ranges: AddressRanges = DEFAULT_RANGES,
): ReadonlyMap<string, ServiceAddresses> {
  const nextIp = {
    IPv4: ipGiver(ranges.clusterIPs.IPv4, services),
    IPv6: ipGiver(ranges.clusterIPs.IPv6, services),
  };
  const nextPort = portGiver(ranges.nodePorts, services);
  return new Map(
    services.map(({ service, namespace }) => [
      keyOf(namespace, nameOf(service)),
      {
        clusterIPs: clusterIPsOf(service, options, nextIp),
        nodePorts: nodePortsOf(service, nextPort),
        healthCheckNodePort: healthCheckPortOf(service, nextPort),
      },
    ]),
  );
}

type Giver<T> = () => T;

function clusterIPsOf(
  service: Service,
  options: ClusterOptions,
  nextIp: Readonly<Record<IpFamily, Giver<string>>>,
): readonly string[] {
  if (service.type === 'ExternalName' || isHeadless(service)) return [];
  const named = namedIPs(service);
  return familiesOf(service, options).map(
    (family) => named.find((ip) => familyOf(ip) === family) ?? nextIp[family](),
  );
}

/** The cluster IPs that a Service names, in their usual spelling. */
function namedIPs({ clusterIP, clusterIPs }: Service): readonly string[] {
  const named = clusterIPs.length > 0 ? clusterIPs : clusterIP ? [clusterIP] : [];
  return named.filter((ip) => ipaddr.isValid(ip)).map((ip) => ipaddr.parse(ip).toString());
}

/** Ports of one number share a node port, whatever their protocols. */
function nodePortsOf(service: Service, nextPort: Giver<number>): readonly number[] {
  const { type, allocatesNodePorts, ports } = service;
  const hasNodePorts = type === 'NodePort' || type === 'LoadBalancer';
  const isGiven = type === 'NodePort' || (type === 'LoadBalancer' && allocatesNodePorts);
  const byNumber = new Map<number | undefined, number>();
  for (const { port, nodePort } of ports) if (nodePort && !byNumber.has(port)) byNumber.set(port, nodePort);
  return ports.map(({ port, nodePort }) => {
    if (!hasNodePorts) return 0;
    if (nodePort) return nodePort;
    if (!isGiven) return 0;
    const given = byNumber.get(port) ?? nextPort();
    byNumber.set(port, given);
    return given;
  });
}

function healthCheckPortOf(service: Service, nextPort: Giver<number>): number {
  if (!hasHealthCheck(service)) return 0;
  return service.healthCheckNodePort ? service.healthCheckNodePort : nextPort();
}

function hasHealthCheck({ type, externalTrafficPolicy }: Service): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

/** Gives the addresses of a range from the end of its static part on, those that a Service names left out. */
function ipGiver(range: string, services: readonly ServiceOutcome[]): Giver<string> {
  const [base, bits] = ipaddr.parseCIDR(range);
  const taken = new Set(services.flatMap(({ service }) => namedIPs(service)));
  const start = base.toByteArray();
  const hostBits = start.length * 8 - bits;
  // The network itself and, in IPv4, the broadcast address are not given out.
  const nAddresses = 2 ** Math.min(hostBits, 24) - 2;
  let offset = staticSize(nAddresses, 16, 16, 256) + 1;
  return () => {
    for (;;) {
      const ip = ipaddr.fromByteArray([...addTo(start, offset++)]).toString();
      if (!taken.has(ip)) return ip;
    }
  };
}

function addTo(bytes: readonly number[], offset: number): readonly number[] {
  let carry = offset;
  return bytes
    .toReversed()
    .map((byte) => {
      const sum = byte + carry;
      carry = Math.floor(sum / 256);
      return sum % 256;
    })
    .toReversed();
}

function portGiver(
  { first, last }: AddressRanges['nodePorts'],
  services: readonly ServiceOutcome[],
): Giver<number> {
  const taken = new Set(
    services.flatMap(({ service }) => [
      ...service.ports.map(({ nodePort }) => nodePort),
      service.healthCheckNodePort,
    ]),
  );
  let port = first + staticSize(last - first + 1, 16, 32, 128);
  return () => {
    while (taken.has(port)) port++;
    return port++;
  };
}

/** How many addresses at the start of a range are kept for Services that name theirs; a small range keeps none. */
function staticSize(size: number, least: number, step: number, most: number): number {
  return size < least ? 0 : Math.min(Math.max(least, Math.floor(size / step)), most);
}
