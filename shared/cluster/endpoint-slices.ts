// The EndpointSlices that the EndpointSlice controller keeps for a Service with a selector.
import type { IpFamily, Service } from '../model/objects.ts';
import {
  HEADLESS_LABEL,
  MANAGED_BY_LABEL,
  makeMetadata,
  SERVICE_NAME_LABEL,
  type EndpointSliceObject,
  type SliceEndpointObject,
  type SlicePortObject,
} from './api-objects.ts';
import type { ClusterOptions } from './cluster-options.ts';
import { endpointHostname, isListed, type PodOutcome, type ServiceOutcome } from './endpoints-of-service.ts';
import { addHints } from './hints.ts';
import { familyOf } from './ip-address.ts';
import { sortSlicePorts } from './port-order.ts';
import { familiesOf, isHeadless } from './service-families.ts';

/** The default of kube-controller-manager's `--max-endpoints-per-slice`. */
const MAX_ENDPOINTS_PER_SLICE = 100;

/** The controller's name, as slices bear it. */
export const SLICE_CONTROLLER = 'endpointslice-controller.k8s.io';

/**
 * The slices of one Service, family by family, in the order in which their port sets are first met.
 * 1. Pods that resolve the ports alike share a slice, up to 100; a pod that resolves none is in one with `ports: null`.
 * 2. A family without any endpoint has one placeholder slice without endpoints and ports.
 * 3. Empty for a Service without selector and for an ExternalName.
 *
 * Source: kubernetes staging/src/k8s.io/endpointslice/reconciler.go Reconcile, v1.36.
 * Differs: endpoints fill slices in the order of their names; there the order is arbitrary.
 */
export function endpointSlicesOf(
  outcome: ServiceOutcome,
  options: ClusterOptions,
): readonly EndpointSliceObject[] {
  if (outcome.origin !== 'selected') return [];
  const slices = familiesOf(outcome.service, options).flatMap((family) =>
    slicesOfFamily(outcome, family, options),
  );
  return slices.map((slice, index) => ({ ...slice, metadata: sliceMetadata(outcome, index + 1) }));
}

type Contents = Omit<EndpointSliceObject, 'metadata'>;

function slicesOfFamily(
  outcome: ServiceOutcome,
  family: IpFamily,
  options: ClusterOptions,
): readonly Contents[] {
  const { service } = outcome;
  const listed = outcome.pods.filter((pod) => belongsInSlices(pod, service, family, options));
  const endpoints = addHints(
    service,
    listed.map((pod) => makeEndpoint(service, pod, family)),
    options,
  );
  const groups = new Map<string, { ports: readonly SlicePortObject[]; endpoints: SliceEndpointObject[] }>();
  listed.forEach((pod, index) => {
    const ports = slicePorts(pod);
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, endpoints: [] };
    groups.set(key, group);
    group.endpoints.push(...endpoints.slice(index, index + 1));
  });
  if (groups.size === 0) return [makeContents(family, [], [])];
  return [...groups.values()].flatMap((group) =>
    chunk(group.endpoints, MAX_ENDPOINTS_PER_SLICE).map((part) => makeContents(family, group.ports, part)),
  );
}

/** A pod on a node that does not exist is left out, unless not-ready addresses are published. */
function belongsInSlices(
  outcome: PodOutcome,
  service: Service,
  family: IpFamily,
  options: ClusterOptions,
): boolean {
  const { pod } = outcome;
  if (!isListed(outcome) || !pod.ips.some((ip) => familyOf(ip) === family)) return false;
  return service.publishNotReadyAddresses || options.nodes.some((node) => node.name === pod.node);
}

function makeContents(
  addressType: string,
  ports: readonly SlicePortObject[],
  endpoints: readonly SliceEndpointObject[],
): Contents {
  return {
    addressType,
    apiVersion: 'discovery.k8s.io/v1',
    endpoints,
    kind: 'EndpointSlice',
    ports: ports.length > 0 ? sortSlicePorts(ports) : null,
  };
}

function makeEndpoint(service: Service, outcome: PodOutcome, family: IpFamily): SliceEndpointObject {
  const { pod, ready, serving, terminating } = outcome;
  const hostname = endpointHostname(service, pod);
  return {
    addresses: pod.ips.filter((ip) => familyOf(ip) === family),
    conditions: { ready, serving, terminating },
    ...(hostname ? { hostname } : {}),
    ...(pod.node ? { nodeName: pod.node } : {}),
    targetRef: { kind: 'Pod', name: pod.name, namespace: pod.namespace },
    ...(pod.zone ? { zone: pod.zone } : {}),
  };
}

function slicePorts(outcome: PodOutcome): readonly SlicePortObject[] {
  return outcome.ports.flatMap(({ servicePort, found }): readonly SlicePortObject[] => {
    if (found.number === undefined) return [];
    const { name = '', protocol, appProtocol } = servicePort;
    return [{ ...(appProtocol === undefined ? {} : { appProtocol }), name, port: found.number, protocol }];
  });
}

function sliceMetadata(
  { service, namespace }: ServiceOutcome,
  ordinal: number,
): EndpointSliceObject['metadata'] {
  const name = service.ref.name ?? '';
  const { [HEADLESS_LABEL]: _headless, ...labels } = service.labels;
  return makeMetadata({
    generateName: `${name}-`,
    labels: {
      ...labels,
      ...(isHeadless(service) ? { [HEADLESS_LABEL]: '' } : {}),
      [SERVICE_NAME_LABEL]: name,
      [MANAGED_BY_LABEL]: SLICE_CONTROLLER,
    },
    name: `${name}#${ordinal}`,
    namespace,
    owner: { kind: 'Service', name },
  });
}

function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const nChunks = Math.ceil(items.length / size);
  return Array.from({ length: nChunks }, (_, index) => items.slice(index * size, (index + 1) * size));
}
