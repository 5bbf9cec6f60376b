// The quick look at Services.
import { isMap, type Value, type ValueMap } from '../model/value.ts';
import { dns1123Label, portName } from './names.ts';
import { among, anyFlag, areDistinct, filledListOf, named, portNumber, structOf } from './ordinary-checks.ts';
import { isOrdinaryKey, ordinaryLabels } from './ordinary-meta.ts';
import { number, structs, text } from './read.ts';
import { KUBELET_PORT } from './validate-service.ts';
import { PROTOCOLS } from './validate-ports.ts';

const namedTarget = named(portName);

/** A node port is left to the long way: it may be taken. */
const port = structOf(
  {
    name: named(dns1123Label),
    port: portNumber,
    protocol: among(...PROTOCOLS),
    targetPort: (value) => (typeof value === 'string' ? namedTarget(value) : portNumber(value)),
    appProtocol: (value) => typeof value === 'string' && isOrdinaryKey(value),
  },
  { needs: ['port'] },
);

const spec = structOf(
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
function doAgree(value: ValueMap): boolean {
  const { clusterIP, selector, externalTrafficPolicy } = value;
  const isInternal = (text(value, 'type') || 'ClusterIP') === 'ClusterIP';
  if (clusterIP !== undefined && !(isInternal && isMap(selector) && Object.keys(selector).length > 0))
    return false;
  if (externalTrafficPolicy !== undefined && isInternal) return false;
  const ports = structs(value, 'ports');
  if (value['type'] === 'LoadBalancer' && ports.some((one) => one['port'] === KUBELET_PORT)) return false;
  return ports.length < 2 || arePortsApart(ports);
}

/** Several ports have names of their own, and no two the same number and protocol. */
function arePortsApart(ports: readonly ValueMap[]): boolean {
  const numbers = ports.map((one) => `${text(one, 'protocol') || 'TCP'}/${number(one, 'port')}`);
  return (
    ports.every((one) => one['name'] !== undefined) &&
    areDistinct(ports, 'name') &&
    new Set(numbers).size === ports.length
  );
}

/** Whether the spec of a Service is ordinary. */
export function isOrdinaryServiceSpec(value: Value): boolean {
  return spec(value);
}
