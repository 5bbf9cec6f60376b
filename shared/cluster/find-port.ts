// From a Service's targetPort to a number, as it is done anew for every pod.
import type { ContainerPort, PodTemplate, ServicePort } from '../model/objects.ts';

/**
 * Why a pod has no number for a named targetPort.
 * `wrong-protocol`: the name is there with another protocol. `init-container`: it is there in a container that has ended
 * by the time that the pod serves. `not-in-slices`: only a version before 1.33 leaves a sidecar's name out of slices.
 */
export type MissingPort = 'no-named-port' | 'wrong-protocol' | 'init-container' | 'not-in-slices';

/** The number, or why there is none. */
export type FoundPort =
  | { readonly number: number; readonly missing?: undefined }
  | { readonly number?: undefined; readonly missing: MissingPort };

/** `readSidecars: false` is what the EndpointSlice controller did before 1.33. */
export interface FindPortOptions {
  readonly readSidecars: boolean;
}

/** The targetPort with its default filled in: absent, 0 and empty mean the Service's port. `undefined` if that is missing as well. */
export function targetPortOf(port: ServicePort): number | string | undefined {
  return port.targetPort || port.port;
}

/**
 * Resolves a Service port for one pod.
 * 1. A number is taken as it is, whether or not a container declares it.
 * 2. A name is looked up with its protocol in the containers, in order.
 * 3. Then in the sidecars (init containers with `restartPolicy: Always`), never in other init containers.
 *
 * Source: kubernetes staging/src/k8s.io/endpointslice/utils.go FindPort, v1.36.
 */
export function findPort(template: PodTemplate, port: ServicePort, options: FindPortOptions): FoundPort {
  const target = targetPortOf(port);
  if (typeof target === 'number') return { number: target };
  if (target === undefined) return { missing: 'no-named-port' };
  const sidecars = template.initContainers.filter((container) => container.restartPolicy === 'Always');
  const own = portsNamed(template.containers, target);
  const theirs = portsNamed(sidecars, target);
  const match = [...own, ...theirs].find(({ protocol }) => protocol === port.protocol);
  if (match?.containerPort !== undefined) {
    if (own.includes(match) || options.readSidecars) return { number: match.containerPort };
    return { missing: 'not-in-slices' };
  }
  if (own.length + theirs.length > 0) return { missing: 'wrong-protocol' };
  return {
    missing: portsNamed(template.initContainers, target).length > 0 ? 'init-container' : 'no-named-port',
  };
}

function portsNamed(containers: PodTemplate['containers'], name: string): readonly ContainerPort[] {
  return containers.flatMap((container) => container.ports.filter((port) => port.name === name));
}
