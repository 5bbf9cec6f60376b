// One Service and the pods it selects: which of them become endpoints, on which ports, and why the others do not.
// The answer is a value for hover, preview and rules; endpoint-slices.ts and endpoints-object.ts turn it into API objects.
import type { Service, ServicePort } from '../model/objects.ts';
import { namespaceOf } from './cluster-names.ts';
import { isAtLeast, type ClusterOptions } from './cluster-options.ts';
import { isTerminal, type ClusterPod } from './cluster-pod.ts';
import { findPort, type FoundPort } from './find-port.ts';
import { selectPods, type PodIndex } from './pod-index.ts';
import { isHeadless } from './service-families.ts';

/**
 * Why a selected pod is not a ready endpoint.
 * `terminal` and `no-ip`: it is in no EndpointSlice at all. `not-ready` and `terminating`: it is listed with that condition.
 */
export type NotReadyReason = 'terminal' | 'no-ip' | 'not-ready' | 'terminating';

/** One port of a Service as one pod resolves it. */
export interface PortOutcome {
  readonly servicePort: ServicePort;
  /** What EndpointSlices say, and with them kube-proxy. */
  readonly found: FoundPort;
  /** What the Endpoints object says: differs for a sidecar's port before 1.33. */
  readonly foundForEndpoints: FoundPort;
}

/** What a Service makes of one pod that it selects. The conditions are those of the slice. */
export interface PodOutcome {
  readonly pod: ClusterPod;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  /** `undefined` for a ready endpoint. */
  readonly reason: NotReadyReason | undefined;
  /** In the order of the Service's ports; empty for a headless Service without ports. */
  readonly ports: readonly PortOutcome[];
}

/** `selected`: controllers look for pods. The others get no endpoints from a controller. */
export type EndpointsOrigin = 'selected' | 'no-selector' | 'external-name';

/** What becomes of a Service. */
export interface ServiceOutcome {
  readonly service: Service;
  readonly namespace: string;
  readonly origin: EndpointsOrigin;
  /** Every pod that the selector matches, in the order of the index; empty unless `origin` is `selected`. */
  readonly pods: readonly PodOutcome[];
}

/**
 * Selects the pods of a Service in its namespace and resolves its ports for each of them.
 *
 * Source: kubernetes pkg/controller/endpointslice/endpointslice_controller.go syncService, v1.36.
 */
export function endpointsOfService(
  service: Service,
  index: PodIndex,
  options: ClusterOptions,
): ServiceOutcome {
  const namespace = namespaceOf(service, options);
  const origin = originOf(service);
  if (origin !== 'selected' || !service.selector) return { service, namespace, origin, pods: [] };
  const pods = selectPods(index, namespace, service.selector);
  return { service, namespace, origin, pods: pods.map((pod) => judgePod(service, pod, options)) };
}

function originOf(service: Service): EndpointsOrigin {
  if (service.type === 'ExternalName') return 'external-name';
  return service.selector ? 'selected' : 'no-selector';
}

/**
 * The conditions of a pod as an endpoint.
 * `ready` needs a pod that serves and is not terminating, unless the Service publishes not-ready addresses.
 *
 * Source: kubernetes staging/src/k8s.io/endpointslice/utils.go podToEndpoint, v1.36.
 */
function judgePod(service: Service, pod: ClusterPod, options: ClusterOptions): PodOutcome {
  const isListed = !isTerminal(pod) && pod.ips.length > 0;
  const serving = isListed && pod.ready;
  const ready = isListed && (service.publishNotReadyAddresses || (serving && !pod.terminating));
  return {
    pod,
    ready,
    serving,
    terminating: pod.terminating,
    reason: ready ? undefined : reasonOf(pod),
    ports: resolvePorts(service, pod, options),
  };
}

function reasonOf(pod: ClusterPod): NotReadyReason {
  if (isTerminal(pod)) return 'terminal';
  if (pod.ips.length === 0) return 'no-ip';
  return pod.terminating ? 'terminating' : 'not-ready';
}

function resolvePorts(service: Service, pod: ClusterPod, options: ClusterOptions): readonly PortOutcome[] {
  const readSidecars = isAtLeast(options.kubernetesVersion, '1.33');
  return service.ports.map((servicePort) => ({
    servicePort,
    found: findPort(pod.template, servicePort, { readSidecars }),
    foundForEndpoints: findPort(pod.template, servicePort, { readSidecars: true }),
  }));
}

/** Whether a pod is in the EndpointSlices of a Service that selects it. */
export function isListed(outcome: PodOutcome): boolean {
  return outcome.reason !== 'terminal' && outcome.reason !== 'no-ip';
}

/**
 * The hostname that an endpoint of this Service carries: only a pod whose subdomain is the Service's name has one.
 * Source: kubernetes staging/src/k8s.io/endpointslice/util/controller_utils.go ShouldSetHostname, v1.36.
 */
export function endpointHostname(service: Service, pod: ClusterPod): string | undefined {
  return pod.hostname && pod.subdomain && pod.subdomain === service.ref.name ? pod.hostname : undefined;
}

/** Whether pods without any port still belong in slices and Endpoints: a headless Service may have no ports. */
export function allowsNoPorts(service: Service): boolean {
  return service.ports.length === 0 && isHeadless(service);
}
