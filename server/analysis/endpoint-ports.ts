// How the ports of a Service without a selector meet those of its hand-written Endpoints and EndpointSlices.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type {
  EndpointPort,
  Endpoints,
  EndpointSlice,
  Service,
  ServicePort,
} from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';

/** A port of Endpoints or of a slice, at its place. */
export interface PlacedPort {
  readonly object: Endpoints | EndpointSlice;
  readonly path: FieldPath;
  readonly port: EndpointPort;
}

/** A Service port that no endpoints port serves. */
export interface UnservedPort {
  readonly index: number;
  readonly port: ServicePort;
  /** The endpoints port that was probably meant for it: one that no Service port takes. */
  readonly meant: PlacedPort | undefined;
  /** How sure that is: by equal name or number, or because only these two are left. */
  readonly by: 'name' | 'number' | 'only' | undefined;
}

/** The ports that Endpoints or a slice list, in order. */
export function portsOf(object: Endpoints | EndpointSlice): readonly PlacedPort[] {
  if (object.is === 'EndpointSlice') {
    return object.ports.map((port, index) => ({ object, path: ['ports', index], port }));
  }
  return object.subsets.flatMap((subset, subsetIndex) =>
    subset.ports.map((port, index) => ({ object, path: ['subsets', subsetIndex, 'ports', index], port })),
  );
}

/**
 * Whether kube-proxy joins two ports: by name and protocol, an absent name being the empty one. Numbers play no part.
 * Source: kubernetes/kubernetes pkg/proxy/endpointslicecache.go, servicechangetracker.go ServicePortName, v1.36.
 */
function arePaired(servicePort: ServicePort, port: EndpointPort): boolean {
  const [a, b] = [servicePort.name ?? '', port.name ?? ''];
  return servicePort.protocol === port.protocol && (a === b || isUnresolved(a) || isUnresolved(b));
}

/** The ports of a Service that none of the ports of all its Endpoints and slices serves, each with the one probably meant. */
export function unservedPorts(service: Service, all: readonly PlacedPort[]): readonly UnservedPort[] {
  const unserved = [...service.ports.entries()].filter(
    ([, port]) => !all.some((other) => arePaired(port, other.port)),
  );
  const left = all.filter(({ port }) => !service.ports.some((servicePort) => arePaired(servicePort, port)));
  // One port stands in several subsets or slices: it counts once.
  const kinds = new Set(left.map(({ port }) => `${port.name ?? ''}/${port.port}/${port.protocol}`));
  return unserved.map(([index, port]) => {
    const alike = left.find((other) => (other.port.name ?? '') === (port.name ?? ''));
    if (alike) return { index, port, meant: alike, by: 'name' };
    const numbers = [port.targetPort, port.port];
    const numbered = left.find(
      (other) =>
        other.port.port !== undefined &&
        numbers.includes(other.port.port) &&
        other.port.protocol === port.protocol,
    );
    const isOnlyTaker =
      unserved.filter(([, one]) => [one.targetPort, one.port].includes(numbered?.port.port)).length === 1;
    if (numbered && isOnlyTaker) return { index, port, meant: numbered, by: 'number' };
    const only = kinds.size === 1 && unserved.length === 1 ? left[0] : undefined;
    return { index, port, meant: only, by: only && 'only' };
  });
}

/** True for ports that differ in their addresses only. */
export function isSamePort(a: EndpointPort, b: EndpointPort): boolean {
  return a.name === b.name && a.port === b.port && a.protocol === b.protocol;
}
