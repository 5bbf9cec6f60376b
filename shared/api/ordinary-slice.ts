// The quick look at EndpointSlices.
import { isList, isMap, type Value } from '../model/value.ts';
import { dns1123Label, dns1123Subdomain } from './names.ts';
import {
  among,
  anyFlag,
  anyText,
  filledListOf,
  listOf,
  named,
  portNumber,
  structOf,
  type Ordinary,
} from './ordinary-checks.ts';
import { PROTOCOLS } from './validate-ports.ts';

/** No more than a slice, or one endpoint of it, may have of anything. */
const FEW = 100;

const IPV4 = /^(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(?:\.(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])){3}$/;

/** Addresses that nothing can be sent to. */
const SPECIAL = /^(?:127|169\.254|224)\./;

const addresses = filledListOf(
  (value) => typeof value === 'string' && IPV4.test(value) && !SPECIAL.test(value),
);

const endpoint = structOf(
  {
    addresses: (value) => isFew(value) && addresses(value),
    conditions: structOf({ ready: anyFlag, serving: anyFlag, terminating: anyFlag }),
    hostname: named(dns1123Label),
    nodeName: named(dns1123Subdomain),
    zone: anyText,
    targetRef: structOf({ kind: anyText, namespace: anyText, name: anyText }),
  },
  { needs: ['addresses'] },
);
const endpoints = listOf(endpoint);

const ports = listOf(
  structOf({ name: named(dns1123Label), port: portNumber, protocol: among(...PROTOCOLS) }),
);

/** The fields of an EndpointSlice beside its metadata. */
export const ORDINARY_SLICE: Readonly<Record<string, Ordinary>> = {
  addressType: among('IPv4'),
  endpoints: (value) => isFew(value) && endpoints(value),
  ports: (value) => isFew(value) && ports(value) && areNamedApart(value),
};

function isFew(value: Value): boolean {
  return isList(value) && value.length <= FEW;
}

/** A name may be missing, once. */
function areNamedApart(value: Value): boolean {
  const names = isList(value) ? value.map((port) => (isMap(port) ? port['name'] : undefined)) : [];
  return new Set(names).size === names.length;
}
