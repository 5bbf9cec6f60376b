// From the backend of an Ingress to a port of a Service.
import { nameOf } from '../cluster/cluster-names.ts';
import type { ServiceOutcome } from '../cluster/endpoints-of-service.ts';
import type { Ingress, IngressBackend, ServicePort } from '../model/objects.ts';

/** Why a backend leads nowhere: the controller answers 503. */
export type BackendFault = 'no-service-named' | 'no-service' | 'no-port';

/** The port that a backend means, or why there is none. */
export type BackendPort =
  | { readonly outcome: ServiceOutcome; readonly port: ServicePort; readonly fault?: undefined }
  | { readonly outcome?: ServiceOutcome; readonly port?: undefined; readonly fault: BackendFault };

/**
 * Looks a backend's Service up in the Ingress's own namespace, and its port by name or by the Service's port number:
 * neither the targetPort nor a container's port counts.
 */
export function backendPortOf(
  backend: IngressBackend,
  namespace: string,
  services: readonly ServiceOutcome[],
): BackendPort {
  const { serviceName, servicePort } = backend;
  if (serviceName === undefined) return { fault: 'no-service-named' };
  const outcome = services.find((one) => one.namespace === namespace && nameOf(one.service) === serviceName);
  if (!outcome) return { fault: 'no-service' };
  const port = outcome.service.ports.find(({ name, port: number }) =>
    typeof servicePort === 'number' ? number === servicePort : name === servicePort,
  );
  return port ? { outcome, port } : { outcome, fault: 'no-port' };
}

/**
 * Where a controller sends requests: straight to the endpoints, which leaves out kube-proxy and with it session affinity
 * and traffic policies; or to the Service's cluster IP.
 */
export type ControllerTarget = 'endpoints' | 'service';

const SERVICE_UPSTREAM = 'nginx.ingress.kubernetes.io/service-upstream';

/** What the controller does with an Ingress; most go to the endpoints unless an annotation says otherwise. */
export function controllerTargetOf(ingress: Ingress): ControllerTarget {
  return ingress.annotations[SERVICE_UPSTREAM] === 'true' ? 'service' : 'endpoints';
}
