// Hand-written Endpoints and EndpointSlices.
import type { ValueMap } from '../model/value.ts';
import {
  called,
  child,
  duplicate,
  invalid,
  invalidEach,
  item,
  oneOf,
  required,
  requiredOneOf,
  ROOT,
  tooMany,
  type Cause,
  type Place,
} from './cause.ts';
import { STRICT_IP_SINCE, type Context } from './context.ts';
import { canonicalIp, familyOf, validateIp, validateNonSpecialIp } from './ip.ts';
import { dns1123Label, dns1123Subdomain, labelValue, portNumber, qualifiedName } from './names.ts';
import {
  isSet,
  mapItems,
  number,
  struct,
  structs,
  text,
  textMap,
  texts,
  withDefaults,
  withNonZero,
} from './read.ts';
import { validateLabels, validateMeta } from './validate-meta.ts';
import { PROTOCOLS, validateProtocol } from './validate-ports.ts';

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const MAX_ENDPOINTS = 1000;
const MAX_ADDRESSES = 100;
const MAX_PORTS = 20_000;
const MAX_TOPOLOGY_LABELS = 16;
const MAX_HINTS = 8;

/** Endpoints with the protocol of each port. Source: pkg/apis/core/v1/defaults.go SetDefaults_Endpoints, v1.36. */
export function defaultEndpoints(endpoints: ValueMap): ValueMap {
  return mapItems(endpoints, 'subsets', (subset) =>
    mapItems(subset, 'ports', (port) => withNonZero(port, { protocol: 'TCP' })),
  );
}

/** A slice with name and protocol of each port. Source: pkg/apis/discovery/v1/defaults.go, v1.36. */
export function defaultEndpointSlice(slice: ValueMap): ValueMap {
  return mapItems(slice, 'ports', (port) => withDefaults(port, { name: '', protocol: 'TCP' }));
}

/**
 * The causes for which Endpoints are refused.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateEndpointsCreate, v1.36.
 */
export function validateEndpoints(ctx: Context, endpoints: ValueMap): readonly Cause[] {
  const name = { check: dns1123Subdomain, isNamespaced: true };
  const subsetsAt = child(ROOT, 'subsets');
  return [
    ...validateMeta(ctx, struct(endpoints, 'metadata'), name, child(ROOT, 'metadata')),
    ...structs(endpoints, 'subsets').flatMap((subset, index) =>
      validateSubset(ctx, subset, item(subsetsAt, index)),
    ),
  ];
}

function validateSubset(ctx: Context, subset: ValueMap, at: Place): readonly Cause[] {
  const [ready, notReady] = [structs(subset, 'addresses'), structs(subset, 'notReadyAddresses')];
  const ports = structs(subset, 'ports');
  return [
    ...(ready.length + notReady.length === 0
      ? [required(at, 'must specify `addresses` or `notReadyAddresses`')]
      : []),
    ...ready.flatMap((address, index) => validateAddress(ctx, address, item(child(at, 'addresses'), index))),
    ...notReady.flatMap((address, index) =>
      validateAddress(ctx, address, item(child(at, 'notReadyAddresses'), index)),
    ),
    ...ports.flatMap((port, index) =>
      validatePort(ctx, port, ports.length > 1, item(child(at, 'ports'), index)),
    ),
  ];
}

/** An address that is none is told twice, by its form and by its range. */
function validateAddress(ctx: Context, address: ValueMap, at: Place): readonly Cause[] {
  const [ip, hostname] = [text(address, 'ip'), text(address, 'hostname')];
  return [
    ...validateIp(ctx, ip, child(at, 'ip')),
    ...(hostname === '' ? [] : invalidEach(child(at, 'hostname'), hostname, dns1123Label(hostname))),
    ...validateNodeName(address, at),
    ...validateNonSpecialIp(ip, child(at, 'ip')),
  ];
}

function validateNodeName(owner: ValueMap, at: Place): readonly Cause[] {
  if (!isSet(owner, 'nodeName')) return [];
  const name = text(owner, 'nodeName');
  return invalidEach(child(at, 'nodeName'), name, dns1123Subdomain(name));
}

function validatePort(ctx: Context, port: ValueMap, isNameNeeded: boolean, at: Place): readonly Cause[] {
  const [name, value] = [text(port, 'name'), number(port, 'port')];
  return [
    ...(name === '' && isNameNeeded ? [required(child(at, 'name'))] : []),
    ...(name === '' ? [] : invalidEach(child(at, 'name'), name, dns1123Label(name))),
    ...invalidEach(child(at, 'port'), value, portNumber(value)),
    ...validateProtocol(text(port, 'protocol'), child(at, 'protocol')),
    ...validateAppProtocol(ctx, port, at),
  ];
}

function validateAppProtocol(ctx: Context, port: ValueMap, at: Place): readonly Cause[] {
  if (!isSet(port, 'appProtocol')) return [];
  const value = text(port, 'appProtocol');
  return invalidEach(child(at, 'appProtocol'), value, qualifiedName(value, ctx.minor));
}

/**
 * The causes for which an EndpointSlice is refused.
 * Source: kubernetes/kubernetes pkg/apis/discovery/validation/validation.go ValidateEndpointSliceCreate, v1.36.
 */
export function validateEndpointSlice(ctx: Context, slice: ValueMap): readonly Cause[] {
  const name = { check: dns1123Subdomain, isNamespaced: true };
  const type = text(slice, 'addressType');
  const [endpoints, endpointsAt] = [structs(slice, 'endpoints'), child(ROOT, 'endpoints')];
  return [
    ...validateMeta(ctx, struct(slice, 'metadata'), name, child(ROOT, 'metadata')),
    ...validateAddressType(type),
    ...(endpoints.length > MAX_ENDPOINTS
      ? [tooMany(endpointsAt, endpoints.length, MAX_ENDPOINTS)]
      : endpoints.flatMap((endpoint, index) =>
          validateEndpoint(ctx, endpoint, type, item(endpointsAt, index)),
        )),
    ...validateSlicePorts(ctx, structs(slice, 'ports'), child(ROOT, 'ports')),
  ];
}

function validateAddressType(type: string): readonly Cause[] {
  return requiredOneOf(child(ROOT, 'addressType'), type, ADDRESS_TYPES);
}

function validateEndpoint(ctx: Context, endpoint: ValueMap, type: string, at: Place): readonly Cause[] {
  const [addresses, addressesAt] = [texts(endpoint, 'addresses'), child(at, 'addresses')];
  const causes: Cause[] = [];
  if (addresses.length === 0) causes.push(required(addressesAt, 'must contain at least 1 address'));
  if (addresses.length > MAX_ADDRESSES) causes.push(tooMany(addressesAt, addresses.length, MAX_ADDRESSES));
  addresses.forEach((address, index) => {
    if (type === 'FQDN') causes.push(...validateDomainName(address, item(addressesAt, index)));
    else if (type !== 'IPv4' && type !== 'IPv6')
      return; // An unknown type says nothing about addresses.
    else if (ctx.minor >= 33) causes.push(...validateSliceIp(ctx, address, type, addressesAt, index));
    else causes.push(...validateSliceIpBefore33(address, type, item(addressesAt, index)));
  });
  causes.push(...validateNodeName(endpoint, at));
  const topology = textMap(endpoint, 'deprecatedTopology');
  const topologyAt = child(at, 'deprecatedTopology');
  const nLabels = Object.keys(topology ?? {}).length;
  if (nLabels > MAX_TOPOLOGY_LABELS) causes.push(tooMany(topologyAt, nLabels, MAX_TOPOLOGY_LABELS));
  causes.push(...validateLabels(ctx, topology, topologyAt));
  if (isSet(endpoint, 'hostname')) {
    const hostname = text(endpoint, 'hostname');
    causes.push(...invalidEach(child(at, 'hostname'), hostname, dns1123Label(hostname)));
  }
  return [...causes, ...validateHints(ctx, struct(endpoint, 'hints'), child(at, 'hints'))];
}

/** Addresses are written in one way only. The field of an address of the wrong family has no index. */
function validateSliceIp(
  ctx: Context,
  address: string,
  type: string,
  at: Place,
  index: number,
): readonly Cause[] {
  const causes = validateIp(ctx, address, item(at, index));
  if (causes.length > 0) return causes;
  const canonical = canonicalIp(address);
  if (ctx.minor >= STRICT_IP_SINCE && address !== canonical) {
    return [invalid(item(at, index), address, `must be in canonical form ("${canonical}")`)];
  }
  const wrongFamily = called(item(at, index), at.field);
  return [
    ...(familyOf(address) === type ? [] : [invalid(wrongFamily, address, `must be an ${type} address`)]),
    ...validateNonSpecialIp(address, item(at, index)),
  ];
}

function validateSliceIpBefore33(address: string, type: string, at: Place): readonly Cause[] {
  return [
    ...(familyOf(address) === type ? [] : [invalid(at, address, `must be a valid ${type} address`)]),
    ...validateNonSpecialIp(address, at),
  ];
}

/** Source: apimachinery pkg/util/validation/validation.go IsFullyQualifiedDomainName, v1.36. */
function validateDomainName(given: string, at: Place): readonly Cause[] {
  if (given === '') return [required(at)];
  const name = given.replace(/\.$/, '');
  const problems = dns1123Subdomain(name);
  if (problems.length > 0) return [invalid(at, name, problems.join(','))];
  const labels = name.split('.');
  if (labels.length < 2)
    return [invalid(at, name, 'should be a domain with at least two segments separated by dots')];
  return labels.flatMap((label) => {
    const faults = dns1123Label(label);
    return faults.length > 0 ? [invalid(at, label, faults.join(','))] : [];
  });
}

function validateHints(ctx: Context, hints: ValueMap, at: Place): readonly Cause[] {
  const zones = validateHintList(structs(hints, 'forZones'), child(at, 'forZones'), (name) =>
    labelValue(name, ctx.minor),
  );
  return [...zones, ...validateHintList(structs(hints, 'forNodes'), child(at, 'forNodes'), dns1123Subdomain)];
}

function validateHintList(
  hints: readonly ValueMap[],
  at: Place,
  check: (name: string) => readonly string[],
): readonly Cause[] {
  if (hints.length > MAX_HINTS) return [tooMany(at, hints.length, MAX_HINTS)];
  const names = hints.map((hint) => text(hint, 'name'));
  return names.flatMap((name, index) => {
    const here = child(item(at, index), 'name');
    return [
      ...(names.indexOf(name) < index ? [duplicate(here, name)] : []),
      ...invalidEach(here, name, check(name)),
    ];
  });
}

/** Names occur once, the empty one as well. */
function validateSlicePorts(ctx: Context, ports: readonly ValueMap[], at: Place): readonly Cause[] {
  if (ports.length > MAX_PORTS) return [tooMany(at, ports.length, MAX_PORTS)];
  const names = ports.map((port) => text(port, 'name'));
  return ports.flatMap((port, index) => {
    const here = item(at, index);
    const [name, protocol] = [names[index] ?? '', text(port, 'protocol')];
    return [
      ...(name === '' ? [] : invalidEach(child(here, 'name'), name, dns1123Label(name))),
      ...(names.indexOf(name) < index ? [duplicate(child(here, 'name'), name)] : []),
      ...oneOf(child(here, 'protocol'), protocol, PROTOCOLS),
      ...validateAppProtocol(ctx, port, here),
    ];
  });
}
