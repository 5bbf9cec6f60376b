// Hand-written Endpoints and EndpointSlices as the API server stores them.
import type {
  EndpointAddress,
  EndpointPort,
  Endpoints,
  EndpointSlice,
  SliceEndpoint,
} from '../model/objects.ts';
import { asList, asMap, asString, valueAt, type Value } from '../model/value.ts';
import {
  makeMetadata,
  type AddressObject,
  type EndpointHints,
  type EndpointPortObject,
  type EndpointsObject,
  type EndpointSliceObject,
  type SliceEndpointObject,
  type SlicePortObject,
  type SubsetObject,
  type TargetReference,
} from './api-objects.ts';
import { nameOf, namespaceOf } from './cluster-names.ts';
import type { ClusterOptions } from './cluster-options.ts';

/** Endpoints as stored: protocols are filled in, subsets stay as they were written. */
export function storeEndpoints(endpoints: Endpoints, options: ClusterOptions): EndpointsObject {
  const subsets = endpoints.subsets.map((subset): SubsetObject => {
    const addresses = subset.addresses.flatMap(storeAddress);
    const notReadyAddresses = subset.notReadyAddresses.flatMap(storeAddress);
    const ports = subset.ports.flatMap(storePort);
    return {
      ...(addresses.length > 0 ? { addresses } : {}),
      ...(notReadyAddresses.length > 0 ? { notReadyAddresses } : {}),
      ...(ports.length > 0 ? { ports } : {}),
    };
  });
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: metadataOf(endpoints, options),
    ...(subsets.length > 0 ? { subsets } : {}),
  };
}

/** A slice as stored: port names and protocols are filled in, and no ports are null. */
export function storeSlice(slice: EndpointSlice, options: ClusterOptions): EndpointSliceObject {
  const rawEndpoints = asList(slice.raw['endpoints']);
  return {
    addressType: slice.addressType ?? '',
    apiVersion: 'discovery.k8s.io/v1',
    endpoints: slice.endpoints.map((endpoint, index) => storeEndpoint(endpoint, rawEndpoints[index])),
    kind: 'EndpointSlice',
    metadata: metadataOf(slice, options),
    ports: slice.ports.length > 0 ? slice.ports.map(storeSlicePort) : null,
  };
}

function metadataOf(object: Endpoints | EndpointSlice, options: ClusterOptions): EndpointsObject['metadata'] {
  return makeMetadata({
    annotations: object.annotations,
    generateName: object.generateName,
    labels: object.labels,
    name: nameOf(object),
    namespace: namespaceOf(object, options),
  });
}

function storeAddress({ hostname, ip, nodeName, targetRef }: EndpointAddress): readonly AddressObject[] {
  if (ip === undefined) return [];
  return [
    { ...(hostname ? { hostname } : {}), ip, ...(nodeName ? { nodeName } : {}), ...storeTarget(targetRef) },
  ];
}

function storeTarget(targetRef: EndpointAddress['targetRef']): { readonly targetRef?: TargetReference } {
  if (!targetRef) return {};
  const { kind, name, namespace } = targetRef;
  return { targetRef: { kind, name, ...(namespace === undefined ? {} : { namespace }) } };
}

function storePort({ appProtocol, name, port, protocol }: EndpointPort): readonly EndpointPortObject[] {
  if (port === undefined) return [];
  return [
    { ...(appProtocol === undefined ? {} : { appProtocol }), ...(name ? { name } : {}), port, protocol },
  ];
}

function storeSlicePort({ appProtocol, name = '', port, protocol }: EndpointPort): SlicePortObject {
  return {
    ...(appProtocol === undefined ? {} : { appProtocol }),
    name,
    ...(port === undefined ? {} : { port }),
    protocol,
  };
}

function storeEndpoint(endpoint: SliceEndpoint, raw: Value | undefined): SliceEndpointObject {
  const { addresses, hostname, nodeName, ready, serving, targetRef, terminating, zone } = endpoint;
  const hints = storeHints(raw);
  return {
    addresses,
    conditions: {
      ...(ready === undefined ? {} : { ready }),
      ...(serving === undefined ? {} : { serving }),
      ...(terminating === undefined ? {} : { terminating }),
    },
    ...(hints ? { hints } : {}),
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...storeTarget(targetRef),
    ...(zone === undefined ? {} : { zone }),
  };
}

function storeHints(raw: Value | undefined): EndpointHints | undefined {
  const forNodes = namesAt(raw, 'forNodes');
  const forZones = namesAt(raw, 'forZones');
  if (forNodes.length + forZones.length === 0) return undefined;
  return { ...(forNodes.length > 0 ? { forNodes } : {}), ...(forZones.length > 0 ? { forZones } : {}) };
}

function namesAt(raw: Value | undefined, field: string): readonly { readonly name: string }[] {
  return asList(valueAt(raw, ['hints', field])).map((item) => ({
    name: asString(asMap(item)['name']) ?? '',
  }));
}
