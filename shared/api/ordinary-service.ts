// The quick look at Services.
import { isMap, type ValueMap } from '../model/value.ts';
import {
  among,
  anyFlag,
  areApart,
  areDistinct,
  filledListOf,
  label,
  portNumber,
  portOrName,
  structOf,
  structsOf,
  textThat,
} from './ordinary-checks.ts';
import { isOrdinaryKey, ordinaryLabels } from './ordinary-meta.ts';
import { KUBELET_PORT } from './validate-service.ts';
import { PROTOCOLS } from './validate-ports.ts';

/** A node port is left to the long way: it may be taken. */
const port = structOf(
  {
    name: label,
    port: portNumber,
    protocol: among(...PROTOCOLS),
    targetPort: portOrName,
    appProtocol: textThat(isOrdinaryKey),
  },
  { needs: ['port'] },
);

/** The spec of a Service. */
export const ordinaryServiceSpec = structOf(
  {
    type: among('ClusterIP', 'NodePort', 'LoadBalancer'),
    selector: ordinaryLabels,
    ports: filledListOf(port),
    clusterIP: among('None'),
    sessionAffinity: among('None'),
    internalTrafficPolicy: among('Cluster', 'Local'),
    externalTrafficPolicy: among('Cluster', 'Local'),
    publishNotReadyAddresses: anyFlag,
  },
  { needs: ['ports'], holds: doAgree },
);

/** What the fields of a spec ask of each other. */
function doAgree({ type, clusterIP, selector, externalTrafficPolicy, ports: list }: ValueMap): boolean {
  const isInternal = type === undefined || type === 'ClusterIP';
  if (clusterIP !== undefined && !(isInternal && isMap(selector) && Object.keys(selector).length > 0))
    return false;
  if (externalTrafficPolicy !== undefined && isInternal) return false;
  const ports = structsOf(list);
  if (type === 'LoadBalancer' && ports.some((one) => one['port'] === KUBELET_PORT)) return false;
  return ports.length < 2 || arePortsApart(ports);
}

/** Several ports have names of their own, and no two the same number and protocol. */
function arePortsApart(ports: readonly ValueMap[]): boolean {
  for (const port of ports) if (port['name'] === undefined) return false;
  return areDistinct(ports, 'name') && areApart(ports, 'port');
}
