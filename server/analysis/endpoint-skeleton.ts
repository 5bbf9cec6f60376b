// An EndpointSlice to be filled in, for a Service whose endpoints someone has to write.
import { SERVICE_NAME_LABEL } from '../../shared/cluster/api-objects.ts';
import type { Service } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';

/** An address of the documentation range: it is no host's, so it shows that it has to be replaced. */
export const EXAMPLE_IP = '192.0.2.1';

/** The text of an EndpointSlice with one IPv4 address for all ports of a Service; `undefined` when it has no name or no ports. */
export function sliceManifest({ ref, ports }: Service, ip: string): string | undefined {
  const { name, namespace } = ref;
  const areKnown = ports.every(
    ({ port, name: portName }) => port !== undefined && !isUnresolved(portName ?? ''),
  );
  if (name === undefined || isUnresolved(name) || ports.length === 0 || !areKnown) return undefined;
  const lines = ports.flatMap(({ name: portName, port, targetPort, protocol }) => [
    `  - port: ${typeof targetPort === 'number' && targetPort > 0 ? targetPort : port}`,
    `    protocol: ${protocol}`,
    ...(portName ? [`    name: ${portName}`] : []),
  ]);
  return `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: ${name}-1
${namespace === undefined ? '' : `  namespace: ${namespace}\n`}  labels:
    ${SERVICE_NAME_LABEL}: ${name}
addressType: IPv4
ports:
${lines.join('\n')}
endpoints:
  - addresses: ["${ip}"]
`;
}
