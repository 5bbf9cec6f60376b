// The EndpointSlices that mirror hand-made Endpoints, for a Service that has no selector.
import type { IpFamily, Service } from '../model/objects.ts';
import {
  MANAGED_BY_LABEL,
  makeMetadata,
  SERVICE_NAME_LABEL,
  type AddressObject,
  type EndpointPortObject,
  type EndpointsObject,
  type EndpointSliceObject,
  type SliceEndpointObject,
  type SlicePortObject,
  type SubsetObject,
} from './api-objects.ts';
import { familyOf } from './ip-address.ts';
import { sortSlicePorts } from './port-order.ts';
import { repackSubsets } from './repack-subsets.ts';

/** The controller's name, as slices bear it. */
export const MIRRORING_CONTROLLER = 'endpointslicemirroring-controller.k8s.io';

/** Only so many addresses of a subset are mirrored. */
const MAX_MIRRORED_PER_SUBSET = 1000;

const SKIP_MIRROR_LABEL = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader';

/** The annotations of Endpoints that do not go to slices. */
const NOT_COPIED: ReadonlySet<string> = new Set([
  'endpoints.kubernetes.io/last-change-trigger-time',
  'kubectl.kubernetes.io/last-applied-configuration',
]);

/** Why hand-made Endpoints are not mirrored. */
export type NotMirroredReason =
  'no-service' | 'service-has-selector' | 'skip-mirror-label' | 'leader-election';

/**
 * The first reason that holds; `undefined` for Endpoints that are mirrored.
 * Source: kubernetes pkg/controller/endpointslicemirroring/endpointslicemirroring_controller.go syncEndpoints, v1.36.
 *
 * @param service the Service with the same name in the same namespace.
 */
export function whyNotMirrored(
  endpoints: EndpointsObject,
  service: Service | undefined,
): NotMirroredReason | undefined {
  if (endpoints.metadata.labels?.[SKIP_MIRROR_LABEL] === 'true') return 'skip-mirror-label';
  if (endpoints.metadata.annotations?.[LEADER_ANNOTATION] !== undefined) return 'leader-election';
  if (!service) return 'no-service';
  return service.selector ? 'service-has-selector' : undefined;
}

/**
 * One slice for each address family of each set of ports, after the subsets were brought into canonical form.
 * An address keeps its state, host name and node; it says neither `serving` nor `terminating`, and has no zone.
 *
 * Source: kubernetes pkg/controller/endpointslicemirroring/reconciler.go reconcile, v1.36.
 */
export function mirrorEndpoints(endpoints: EndpointsObject): readonly EndpointSliceObject[] {
  const slices = repackSubsets(endpoints.subsets ?? []).flatMap(mirrorSubset);
  return slices.map((slice, index) => ({ ...slice, metadata: mirroredMetadata(endpoints, index + 1) }));
}

function mirrorSubset(subset: SubsetObject): readonly Omit<EndpointSliceObject, 'metadata'>[] {
  const all = [
    ...(subset.addresses ?? []).map((address) => mirrorAddress(address, true)),
    ...(subset.notReadyAddresses ?? []).map((address) => mirrorAddress(address, false)),
  ].slice(0, MAX_MIRRORED_PER_SUBSET);
  return (['IPv4', 'IPv6'] satisfies IpFamily[]).flatMap((addressType) => {
    const endpoints = all.filter(({ addresses }) => familyOf(addresses[0] ?? '') === addressType);
    if (endpoints.length === 0) return [];
    const ports = subset.ports ? sortSlicePorts(subset.ports.map(mirrorPort)) : null;
    return [{ addressType, apiVersion: 'discovery.k8s.io/v1', endpoints, kind: 'EndpointSlice', ports }];
  });
}

function mirrorAddress(address: AddressObject, ready: boolean): SliceEndpointObject {
  const { hostname, ip, nodeName, targetRef } = address;
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(targetRef === undefined ? {} : { targetRef }),
  };
}

function mirrorPort({ appProtocol, name = '', port, protocol }: EndpointPortObject): SlicePortObject {
  return { ...(appProtocol === undefined ? {} : { appProtocol }), name, port, protocol };
}

function mirroredMetadata({ metadata }: EndpointsObject, ordinal: number): EndpointSliceObject['metadata'] {
  const { annotations = {}, labels = {}, name, namespace } = metadata;
  return makeMetadata({
    annotations: Object.fromEntries(Object.entries(annotations).filter(([key]) => !NOT_COPIED.has(key))),
    generateName: `${name}-`,
    labels: { ...labels, [SERVICE_NAME_LABEL]: name, [MANAGED_BY_LABEL]: MIRRORING_CONTROLLER },
    name: `${name}#${ordinal}`,
    namespace,
    owner: { kind: 'Endpoints', name },
  });
}
