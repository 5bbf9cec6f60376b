// The quick look at EndpointSlices.
import { isList, isMap, type Value } from '../model/value.ts';
import {
  among,
  anyFlag,
  anyText,
  filledListOf,
  isOf,
  label,
  listOf,
  own,
  portNumber,
  structOf,
  subdomain,
  textThat,
  type Form,
} from './ordinary-checks.ts';
import { PROTOCOLS } from './validate-ports.ts';

/** No more than a slice, or one endpoint of it, may have of anything. */
const FEW = 100;

const IPV4 = /^(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(?:\.(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])){3}$/;

/** Addresses that nothing can be sent to. */
const SPECIAL = /^(?:127|169\.254|224)\./;

const addresses = filledListOf(textThat((text) => IPV4.test(text) && !SPECIAL.test(text)));

const endpoint = structOf(
  {
    addresses: own((value) => isFew(value) && isOf(value, addresses)),
    conditions: structOf({ ready: anyFlag, serving: anyFlag, terminating: anyFlag }),
    hostname: label,
    nodeName: subdomain,
    zone: anyText,
    targetRef: structOf({ kind: anyText, namespace: anyText, name: anyText }),
  },
  { needs: ['addresses'] },
);
const endpoints = listOf(endpoint);

const ports = listOf(structOf({ name: label, port: portNumber, protocol: among(...PROTOCOLS) }));

/** The fields of an EndpointSlice beside its metadata. */
export const ORDINARY_SLICE: Readonly<Record<string, Form>> = {
  addressType: among('IPv4'),
  endpoints: own((value) => isFew(value) && isOf(value, endpoints)),
  ports: own((value) => isFew(value) && isOf(value, ports) && areNamedApart(value)),
};

function isFew(value: Value): boolean {
  return isList(value) && value.length <= FEW;
}

/** A name may be missing, once. */
function areNamedApart(value: Value): boolean {
  const names = isList(value) ? value.map((port) => (isMap(port) ? port['name'] : undefined)) : [];
  return new Set(names).size === names.length;
}
