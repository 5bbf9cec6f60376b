// The records that the cluster's DNS holds for Services and their endpoints.
import type { EndpointSliceObject, SliceEndpointObject } from '../cluster/api-objects.ts';
import { SERVICE_NAME_LABEL } from '../cluster/api-objects.ts';
import { keyOf, nameOf } from '../cluster/cluster-names.ts';
import type { ServiceOutcome } from '../cluster/endpoints-of-service.ts';
import { isIPv6 } from '../cluster/ip-address.ts';
import { isHeadless } from '../cluster/service-families.ts';
import type { ClusterState } from '../cluster/settle.ts';
import type { DnsOptions, DnsRecord, DnsZone, RecordType } from './dns-record.ts';
import { reverseName } from './reverse-name.ts';

const SRV_PRIORITY = 0;

/** What the targets of one SRV name share between them, each a whole number of it and at least 1. */
const SRV_WEIGHT = 100;

/** An address with the name that its endpoint has below the Service's. */
interface NamedAddress {
  readonly ip: string;
  readonly label: string;
}

type Service = DnsRecord['service'];

/**
 * The zone of a settled cluster, Services in order, records of one Service in the order A, SRV, endpoint names, PTR.
 * 1. A Service with addresses: A and AAAA for its name, SRV for each named port, PTR for its addresses.
 * 2. A headless Service: the same for the addresses of its ready endpoints, with the ports of the endpoints.
 * 3. ExternalName: a CNAME and nothing else.
 * 4. Each ready endpoint of any Service has a name of its own below the Service's: its hostname, else its dashed address.
 *
 * An endpoint whose slice has no ports still has its address, so that a headless name answers pods that lack the named
 * targetPort.
 *
 * Source: coredns/coredns plugin/kubernetes/kubernetes.go findServices and object/endpoint.go, v1.12; the Kubernetes DNS
 * specification 1.1.
 */
export function zoneOf(state: ClusterState, options: DnsOptions): DnsZone {
  const slices = slicesByService(state.endpointSlices);
  const records = unique(
    state.services.flatMap((outcome) =>
      recordsOfService(outcome, slices.get(keyOf(outcome.namespace, nameOf(outcome.service))) ?? [], options),
    ),
  );
  const byName = new Map<string, DnsRecord[]>();
  const parents = new Set<string>();
  for (const record of records) {
    const same = byName.get(record.name);
    if (same) same.push(record);
    else byName.set(record.name, [record]);
    for (let dot = record.name.indexOf('.'); dot >= 0; dot = record.name.indexOf('.', dot + 1)) {
      parents.add(record.name.slice(dot + 1));
    }
  }
  const shortNames = new Set(state.services.flatMap(shortNamesOf));
  return { clusterDomain: options.clusterDomain, records, byName, parents, shortNames };
}

function shortNamesOf({ service, namespace }: ServiceOutcome): readonly string[] {
  const name = nameOf(service).toLowerCase();
  return [name, namespace, `${name}.${namespace}`];
}

function slicesByService(
  slices: readonly EndpointSliceObject[],
): ReadonlyMap<string, readonly EndpointSliceObject[]> {
  const byService = new Map<string, EndpointSliceObject[]>();
  for (const slice of slices) {
    const name = slice.metadata.labels?.[SERVICE_NAME_LABEL];
    if (!name) continue;
    const key = keyOf(slice.metadata.namespace, name);
    byService.set(key, [...(byService.get(key) ?? []), slice]);
  }
  return byService;
}

function recordsOfService(
  { service, namespace }: ServiceOutcome,
  slices: readonly EndpointSliceObject[],
  options: DnsOptions,
): readonly DnsRecord[] {
  const name = nameOf(service);
  const owner = { namespace, name };
  const fqdn = `${name}.${namespace}.svc.${options.clusterDomain}`.toLowerCase();
  if (service.type === 'ExternalName') {
    const target = (service.externalName ?? '').toLowerCase().replace(/\.$/, '');
    return target === '' ? [] : [{ name: fqdn, type: 'CNAME', value: target, service: owner }];
  }
  const endpoints = endpointRecords(fqdn, owner, slices);
  if (isHeadless(service)) return [...headlessRecords(fqdn, owner, slices), ...endpoints];
  const ips = options.clusterIPsOf(namespace, name);
  const srv = service.ports.flatMap((port) =>
    port.name && port.port !== undefined
      ? [srvRecord(fqdn, port.name, port.protocol, port.port, fqdn, owner)]
      : [],
  );
  return [
    ...ips.map((ip) => addressRecord(fqdn, ip, owner)),
    ...srv,
    ...ips.map((ip): DnsRecord => ({ name: reverseName(ip), type: 'PTR', value: fqdn, service: owner })),
    ...endpoints,
  ];
}

function headlessRecords(
  fqdn: string,
  owner: Service,
  slices: readonly EndpointSliceObject[],
): readonly DnsRecord[] {
  const addresses = slices.flatMap((slice) => readyAddresses(slice));
  const srv = slices.flatMap((slice) =>
    (slice.ports ?? []).flatMap((port) => {
      if (!port.name || port.port === undefined) return [];
      const { name, protocol, port: number } = port;
      return readyAddresses(slice).map(({ label }) =>
        srvRecord(fqdn, name, protocol, number, `${label}.${fqdn}`, owner),
      );
    }),
  );
  const nByName = new Map<string, number>();
  for (const { name } of srv) nByName.set(name, (nByName.get(name) ?? 0) + 1);
  const shared = srv.map((record) => withWeight(record, nByName.get(record.name) ?? 1));
  return [...addresses.map(({ ip }) => addressRecord(fqdn, ip, owner)), ...shared];
}

/**
 * Names of single endpoints, and the way back from their addresses, whether they have a hostname or not.
 *
 * Source: coredns/coredns plugin/kubernetes/reverse.go serviceRecordForIP, v1.12.1.
 * Differs: v1.11.4 and v1.12.0 alone gave endpoints without a hostname no PTR (#6898, taken back by #7194).
 */
function endpointRecords(
  fqdn: string,
  owner: Service,
  slices: readonly EndpointSliceObject[],
): readonly DnsRecord[] {
  const addresses = slices.flatMap((slice) => readyAddresses(slice));
  return [
    ...addresses.map(({ ip, label }) => addressRecord(`${label}.${fqdn}`, ip, owner)),
    ...addresses.map(({ ip, label }): DnsRecord => ({
      name: reverseName(ip),
      type: 'PTR',
      value: `${label}.${fqdn}`,
      service: owner,
    })),
  ];
}

/** Terminating endpoints are not ready, and the DNS has no use for those that still serve. */
function readyAddresses(slice: EndpointSliceObject): readonly NamedAddress[] {
  if (slice.addressType === 'FQDN') return [];
  return slice.endpoints
    .filter(({ conditions }) => conditions.ready ?? true)
    .flatMap((endpoint) => endpoint.addresses.map((ip) => ({ ip, label: labelOf(endpoint, ip) })));
}

/** Source: coredns/coredns plugin/kubernetes/kubernetes.go endpointHostname, v1.12. */
function labelOf(endpoint: SliceEndpointObject, ip: string): string {
  if (endpoint.hostname) return endpoint.hostname.toLowerCase();
  const dashed = ip.replaceAll(/[.:]/g, '-');
  return isIPv6(ip) && dashed.endsWith('-') ? `${dashed}0` : dashed;
}

function addressRecord(name: string, ip: string, service: Service): DnsRecord {
  const type: RecordType = isIPv6(ip) ? 'AAAA' : 'A';
  return { name, type, value: ip, service };
}

function srvRecord(
  fqdn: string,
  portName: string,
  protocol: string,
  port: number,
  target: string,
  service: Service,
): DnsRecord {
  return {
    name: `_${portName}._${protocol}.${fqdn}`.toLowerCase(),
    type: 'SRV',
    value: srvValue(SRV_WEIGHT, port, target),
    srv: { port, target },
    service,
  };
}

/** Source: coredns/coredns plugin/backend_lookup.go SRV, v1.12. */
function withWeight(record: DnsRecord, nTargets: number): DnsRecord {
  if (!record.srv) return record;
  const { port, target } = record.srv;
  return { ...record, value: srvValue(Math.max(1, Math.floor(SRV_WEIGHT / nTargets)), port, target) };
}

function srvValue(weight: number, port: number, target: string): string {
  return `${SRV_PRIORITY} ${weight} ${port} ${target}`;
}

/** An endpoint in several slices, and a Service with one port twice, have each record once. */
function unique(records: readonly DnsRecord[]): readonly DnsRecord[] {
  const seen = new Set<string>();
  return records.filter(({ name, type, value }) => {
    const key = `${name} ${type} ${value}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
