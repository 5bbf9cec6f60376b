// The order of ports in EndpointSlices and Endpoints, which the controllers take from a hash of each port's Go value.
// kubectl prints ports in that order, so it is worth having.
import type { EndpointPortObject, SlicePortObject } from './api-objects.ts';

/**
 * Sorts the ports of a slice. The result is a new list.
 * Source: kubernetes staging/src/k8s.io/endpointslice/util/controller_utils.go portsInOrder, v1.36.
 */
export function sortSlicePorts(ports: readonly SlicePortObject[]): readonly SlicePortObject[] {
  return sortByHash(
    ports,
    ({ name, protocol, port, appProtocol }) =>
      `(v1.EndpointPort){Name:(*string)${name} Protocol:(*v1.Protocol)${protocol} ` +
      `Port:(*int32)${port ?? '<nil>'} AppProtocol:(*string)${appProtocol ?? '<nil>'}}`,
  );
}

/**
 * Sorts the ports of a subset of Endpoints. The result is a new list.
 * Source: kubernetes pkg/api/v1/endpoints/util.go portsByHash, v1.36.
 */
export function sortEndpointPorts(ports: readonly EndpointPortObject[]): readonly EndpointPortObject[] {
  return sortByHash(
    ports,
    ({ name = '', port, protocol, appProtocol }) =>
      `(v1.EndpointPort){Name:(string)${name} Port:(int32)${port} ` +
      `Protocol:(v1.Protocol)${protocol} AppProtocol:(*string)${appProtocol ?? '<nil>'}}`,
  );
}

function sortByHash<T>(ports: readonly T[], dump: (port: T) => string): readonly T[] {
  if (ports.length < 2) return ports;
  const hashed = ports.map((port) => ({ port, hash: hashText(dump(port)) }));
  return hashed.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0)).map(({ port }) => port);
}

const OFFSET_BASIS = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x1000000000000000000013bn;

/** FNV-1a with 128 bits. Port names and protocols are ASCII, so that a character is a byte. */
function hashText(text: string): bigint {
  let hash = OFFSET_BASIS;
  for (let index = 0; index < text.length; index++) {
    hash = BigInt.asUintN(128, (hash ^ BigInt(text.charCodeAt(index))) * PRIME);
  }
  return hash;
}
