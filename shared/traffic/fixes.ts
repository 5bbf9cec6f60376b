// Which fields would change an outcome.
import { nameOf } from '../cluster/cluster-names.ts';
import type { FieldPath } from '../model/field-path.ts';
import type { Ingress } from '../model/objects.ts';
import type { ProxyServicePort } from '../proxy/service-port.ts';
import type { FieldRef } from './hop.ts';

/** A field of a Service. */
export function fieldOf(
  service: { readonly namespace: string; readonly name: string },
  field: FieldPath,
): FieldRef {
  return { kind: 'Service', namespace: service.namespace, name: service.name, field };
}

/** A field of an Ingress. */
export function ingressField(ingress: Ingress, namespace: string, field: FieldPath): FieldRef {
  return { kind: 'Ingress', namespace, name: nameOf(ingress), field };
}

/**
 * What to look at when a port has no usable endpoint.
 * 1. There are endpoints and none is ready: their readiness, which only `publishNotReadyAddresses` can overrule.
 * 2. Without a selector endpoints are written by hand, and join the port by its name.
 * 3. With a named targetPort: that name, then the selector. With a number: the selector.
 */
export function fixNoEndpoints(port: ProxyServicePort): readonly FieldRef[] {
  if (port.endpoints.length > 0) return [fieldOf(port, ['spec', 'publishNotReadyAddresses'])];
  const { ports, selector } = port.service;
  const found = ports.findIndex(
    (one) => (one.name ?? '') === port.portName && one.protocol === port.protocol,
  );
  const index = Math.max(0, found);
  const toSelector = fieldOf(port, ['spec', 'selector']);
  if (!selector) return [fieldOf(port, ['spec', 'ports', index, 'name']), toSelector];
  const isNamed = typeof ports[index]?.targetPort === 'string';
  return isNamed ? [fieldOf(port, ['spec', 'ports', index, 'targetPort']), toSelector] : [toSelector];
}
