// Names for ports of a Service that have none, or one that is taken.
import { dns1123Label } from '../../shared/api/names.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject, ServicePort } from '../../shared/model/objects.ts';

/** Names that people expect for these numbers. */
const USUAL: Readonly<Record<number, string>> = {
  53: 'dns',
  80: 'http',
  443: 'https',
  3306: 'mysql',
  5432: 'postgres',
  6379: 'redis',
  8080: 'http',
  8443: 'https',
  9090: 'metrics',
  9100: 'metrics',
  27017: 'mongodb',
};

/** The port of a Service that a path below `spec.ports` leads through. */
export function portAt(object: KubeObject, path: FieldPath): ServicePort | undefined {
  const index = path[2];
  return object.is === 'Service' && typeof index === 'number' ? object.ports[index] : undefined;
}

/** A name for a port that no other port of its Service has: that of its target, the usual one, or `port-8080`. */
export function freePortName(object: KubeObject, path: FieldPath): string {
  const port = portAt(object, path);
  const ports = object.is === 'Service' ? object.ports : [];
  const taken = new Set(ports.filter((other) => other !== port).map(({ name }) => name));
  const { port: number = 0, targetPort, protocol } = port ?? {};
  const target = typeof targetPort === 'string' && dns1123Label(targetPort).length === 0 ? [targetPort] : [];
  const usual = USUAL[number];
  const wanted = usual ?? `port-${number}`;
  const withProtocol = protocol === 'UDP' ? [`${wanted}-udp`] : [];
  const tries = [...target, wanted, ...withProtocol, `port-${number}`];
  for (let next = 2; ; next++) {
    const name = tries.shift() ?? `${wanted}-${next}`;
    if (!taken.has(name)) return name;
  }
}
