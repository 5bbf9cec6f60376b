// An EndpointSlice to be filled in, for a Service whose endpoints someone has to write.
import { contextOf } from '../../shared/api/context.ts';
import { create } from '../../shared/api/create.ts';
import { serviceName } from '../../shared/api/names.ts';
import { emptyState } from '../../shared/api/state.ts';
import { SERVICE_NAME_LABEL } from '../../shared/cluster/api-objects.ts';
import type { Service, ServicePort } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { writeScalar } from '../yaml/edit.ts';
import { readDocument } from '../yaml/read-documents.ts';
import { apiOptions } from './api-answers.ts';
import type { RuleContext } from './context.ts';

/** An address of the documentation range: it is no host's, so it shows that it has to be replaced. */
export const EXAMPLE_IP = '192.0.2.1';

/**
 * The text of an EndpointSlice with one IPv4 address for all ports of a Service. `undefined` when it has no name or no ports,
 * or while one of them, or a name, is not what the API server takes.
 */
export function sliceManifest({ ref, ports }: Service, ip: string, ctx: RuleContext): string | undefined {
  const { name, namespace } = ref;
  const areKnown = ports.every(
    ({ port, name: portName }) => port !== undefined && !isUnresolved(portName ?? ''),
  );
  if (name === undefined || isUnresolved(name) || ports.length === 0 || !areKnown) return undefined;
  const text = `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: ${writeScalar(`${name}-1`)}
${namespace === undefined ? '' : `  namespace: ${writeScalar(namespace)}\n`}  labels:
    ${SERVICE_NAME_LABEL}: ${writeScalar(name)}
addressType: IPv4
ports:
${ports.flatMap(portLines).join('\n')}
endpoints:
  - addresses: ["${ip}"]
`;
  return isAccepted(name, text, ctx) ? text : undefined;
}

function portLines({ name, port, targetPort, protocol }: ServicePort): readonly string[] {
  return [
    `  - port: ${typeof targetPort === 'number' && targetPort > 0 ? targetPort : port}`,
    `    protocol: ${writeScalar(protocol)}`,
    ...(name ? [`    name: ${writeScalar(name)}`] : []),
  ];
}

/** Whether the API server takes the slice, and the Service by this name. */
function isAccepted(name: string, slice: string, { settings }: RuleContext): boolean {
  const options = apiOptions(settings);
  const { value } = readDocument(slice);
  if (value === undefined || serviceName(name, contextOf(options).minor).length > 0) return false;
  return create(value, options, emptyState()).answer.code === 201;
}
