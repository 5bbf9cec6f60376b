// The whole cluster after every object has been applied and every controller has come to rest.
import { groupOf } from '../model/object-ref.ts';
import type { Endpoints, EndpointSlice, KubeObject, Service } from '../model/objects.ts';
import { planAll } from './adoption.ts';
import {
  MANAGED_BY_LABEL,
  SERVICE_NAME_LABEL,
  type EndpointsObject,
  type EndpointSliceObject,
} from './api-objects.ts';
import { compareNamed, keyOf, nameOf, namespaceOf } from './cluster-names.ts';
import type { ClusterOptions } from './cluster-options.ts';
import type { ClusterPod } from './cluster-pod.ts';
import { SLICE_CONTROLLER, endpointSlicesOf } from './endpoint-slices.ts';
import { endpointsObjectOf } from './endpoints-object.ts';
import { endpointsOfService, type ServiceOutcome } from './endpoints-of-service.ts';
import { storeEndpoints, storeSlice } from './hand-made.ts';
import { MIRRORING_CONTROLLER, mirrorEndpoints, whyNotMirrored } from './mirroring.ts';
import { placePods } from './place-pods.ts';
import { admitPods } from './pod-admission.ts';
import { indexPods, type PodIndex } from './pod-index.ts';

/** Every list is sorted by namespace, then name. */
export interface ClusterState {
  readonly services: readonly ServiceOutcome[];
  readonly pods: readonly ClusterPod[];
  readonly endpoints: readonly EndpointsObject[];
  readonly endpointSlices: readonly EndpointSliceObject[];
  /** For asking which pods other selectors match. */
  readonly podIndex: PodIndex;
}

/**
 * Settles objects that the API server accepts, given in the order in which they are applied.
 * An object that was there before under the same kind, namespace and name stays: the later one is refused (409).
 * Otherwise the order makes no difference. Roughly linear in pods and Services.
 */
export function settle(objects: readonly KubeObject[], options: ClusterOptions): ClusterState {
  const created = dropSecond(objects, options);
  const planned = admitPods(planAll(created.filter(isPodSource), options), created, options);
  const pods = placePods(planned, options);
  const podIndex = indexPods(pods);
  const services = created
    .filter((object) => object.is === 'Service')
    .map((service) => endpointsOfService(service, podIndex, options))
    .sort((a, b) => compareNamed(named(a), named(b)));
  const handMade = created.filter((object) => object.is === 'Endpoints');
  const endpoints = settleEndpoints(services, handMade, options);
  const slices = created.filter((object) => object.is === 'EndpointSlice');
  const endpointSlices = settleSlices(services, endpoints, slices, options);
  return { services, pods, endpoints, endpointSlices, podIndex };
}

function isPodSource(object: KubeObject): object is Extract<KubeObject, { is: 'Pod' | 'Workload' }> {
  return object.is === 'Pod' || object.is === 'Workload';
}

function named({ service, namespace }: ServiceOutcome): {
  readonly namespace: string;
  readonly name: string;
} {
  return { namespace, name: nameOf(service) };
}

function dropSecond(objects: readonly KubeObject[], options: ClusterOptions): readonly KubeObject[] {
  const seen = new Set<string>();
  return objects.filter((object) => {
    if (object.ref.name === undefined) return true;
    const { apiVersion, kind } = object.ref;
    const key = `${groupOf(apiVersion)}/${kind}/${keyOf(namespaceOf(object, options), object.ref.name)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Those that the controller keeps, and the hand-made ones that it does not overwrite. */
function settleEndpoints(
  services: readonly ServiceOutcome[],
  handMade: readonly Endpoints[],
  options: ClusterOptions,
): readonly EndpointsObject[] {
  const written = new Map(
    handMade.map((object) => [keyOf(namespaceOf(object, options), nameOf(object)), object]),
  );
  const all: EndpointsObject[] = [];
  for (const outcome of services) {
    const key = keyOf(outcome.namespace, nameOf(outcome.service));
    const kept = endpointsObjectOf(outcome, options, written.get(key));
    if (!kept) continue;
    all.push(kept);
    written.delete(key);
  }
  for (const object of written.values()) all.push(storeEndpoints(object, options));
  return all.sort((a, b) => compareNamed(a.metadata, b.metadata));
}

/** Those of the controllers, and the hand-made ones. */
function settleSlices(
  services: readonly ServiceOutcome[],
  endpoints: readonly EndpointsObject[],
  handMade: readonly EndpointSlice[],
  options: ClusterOptions,
): readonly EndpointSliceObject[] {
  const byKey = new Map(
    services.map((outcome) => [keyOf(outcome.namespace, nameOf(outcome.service)), outcome]),
  );
  const serviceFor = (namespace: string, name: string): Service | undefined =>
    byKey.get(keyOf(namespace, name))?.service;
  const mirrored = endpoints
    .filter((object) => !whyNotMirrored(object, serviceFor(object.metadata.namespace, object.metadata.name)))
    .flatMap(mirrorEndpoints);
  const kept = handMade
    .map((slice) => storeSlice(slice, options))
    .filter(
      (slice) => !isTakenOver(slice, (name) => byKey.get(keyOf(slice.metadata.namespace, name))?.origin),
    );
  const own = services.flatMap((outcome) => endpointSlicesOf(outcome, options));
  return [...own, ...mirrored, ...kept].sort((a, b) => compareNamed(a.metadata, b.metadata));
}

/**
 * Whether a controller deletes a hand-made slice because it bears the controller's own label.
 * The EndpointSlice controller looks only at slices of Services with a selector, the mirroring controller at all.
 */
function isTakenOver(
  slice: EndpointSliceObject,
  originOf: (name: string) => ServiceOutcome['origin'] | undefined,
): boolean {
  const { [SERVICE_NAME_LABEL]: name, [MANAGED_BY_LABEL]: manager } = slice.metadata.labels ?? {};
  if (!name) return false;
  if (manager === MIRRORING_CONTROLLER) return true;
  return manager === SLICE_CONTROLLER && originOf(name) === 'selected';
}
