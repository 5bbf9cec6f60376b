// Where requests can start and how they can come in. Keys are texts that stay the same while the choice exists.
import { keyOf, nameOf } from '../../../shared/cluster/cluster-names.ts';
import { isHeadless } from '../../../shared/cluster/service-families.ts';
import type { RequestChoice } from '../../../shared/messages/panel-state.ts';
import type { FieldPath } from '../../../shared/model/field-path.ts';
import type { Ingress, IngressBackend, Service } from '../../../shared/model/objects.ts';
import type { ClientPlace, Target } from '../../../shared/traffic/scenario.ts';
import type { World } from '../../../shared/traffic/world.ts';
import { keyOfObject, type ReadScene } from './scene.ts';
import type { EntryView } from './service-view.ts';

/** A way in. */
export interface Entry {
  readonly key: string;
  readonly kind: EntryView['kind'];
  /** `web.shop.svc.cluster.local`, `node-1`, an address, `shop.example.com/cart`. */
  readonly name: string;
  /** The object and field that make it. */
  readonly object: string;
  readonly path: FieldPath;
  /** Where it leads for a port of the Service, by index; `undefined` where it does not lead to that port. */
  readonly targetOf: (portIndex: number) => Target | undefined;
}

/** A place where requests start. */
export interface Client {
  readonly key: string;
  readonly place: ClientPlace;
}

/** Pods of the Service that may be chosen as clients. */
const MAX_POD_CLIENTS = 20;

/** The ways in to the Service, the one for which it is made first. */
export function entriesOf(read: ReadScene, world: World): readonly Entry[] {
  const { service, scene } = read;
  const key = keyOf(scene.namespace, nameOf(service));
  const { nodePorts = [] } = world.addresses.get(key) ?? {};
  const outside = [...loadBalancerEntry(read, world.loadBalancerIPs.get(key)?.[0])];
  const nodes = nodePorts.some((port) => port > 0)
    ? world.options.nodes.map(({ name }) => nodeEntry(read, name, nodePorts))
    : [];
  return [
    ...outside,
    ...nodes,
    nameEntry(read),
    ...externalIpEntries(read),
    ...world.ingresses.flatMap((ingress) => ingressEntries(read, ingress)),
  ];
}

function nameEntry({ service, scene, clusterDomain }: ReadScene): Entry {
  const host = `${nameOf(service)}.${scene.namespace}.svc.${clusterDomain}`;
  const hasPorts = service.type !== 'ExternalName' || service.ports.length > 0;
  return {
    key: 'name',
    kind: 'name',
    name: host,
    object: scene.service,
    path: ['metadata', 'name'],
    targetOf: (index) => {
      if (!hasPorts) return { kind: 'host', host, port: 80 };
      const port = portNumber(service, index);
      return port === undefined ? undefined : { kind: 'host', host, port };
    },
  };
}

function portNumber(service: Service, index: number): number | undefined {
  return service.ports[index]?.port;
}

function nodeEntry({ scene }: ReadScene, node: string, nodePorts: readonly number[]): Entry {
  return {
    key: `node/${node}`,
    kind: 'node-port',
    name: node,
    object: scene.service,
    path: ['spec', 'type'],
    targetOf: (index) => {
      const port = nodePorts[index];
      return port ? { kind: 'node', node, port } : undefined;
    },
  };
}

function loadBalancerEntry({ service, scene }: ReadScene, address: string | undefined): readonly Entry[] {
  if (address === undefined) return [];
  const { namespace } = scene;
  return [
    {
      key: 'lb',
      kind: 'load-balancer',
      name: address,
      object: scene.service,
      path: ['spec', 'type'],
      targetOf: (index) => {
        const port = portNumber(service, index);
        return port === undefined
          ? undefined
          : { kind: 'load-balancer', namespace, name: nameOf(service), port };
      },
    },
  ];
}

function externalIpEntries({ service, scene }: ReadScene): readonly Entry[] {
  return service.externalIPs.map((host, at) => ({
    key: `ip/${host}`,
    kind: 'external-ip',
    name: host,
    object: scene.service,
    path: ['spec', 'externalIPs', at],
    targetOf: (index) => {
      const port = portNumber(service, index);
      return port === undefined ? undefined : { kind: 'host', host, port };
    },
  }));
}

function ingressEntries(read: ReadScene, ingress: Ingress): readonly Entry[] {
  const { service, scene } = read;
  return ingress.backends
    .filter(({ serviceName }) => serviceName === nameOf(service))
    .map((backend): Entry => {
      const host = (backend.host ?? 'any.example').replace(/^\*\./, 'any.');
      const path = backend.httpPath ?? '/';
      return {
        key: `ingress/${nameOf(ingress)}/${backend.host ?? ''}${path}`,
        kind: 'ingress',
        name: `${backend.host ?? '*'}${path}`,
        object: keyOfObject(ingress, scene.namespace),
        path: backend.path,
        targetOf: (index) =>
          isBackendPort(service, backend, index) ? { kind: 'url', host, path } : undefined,
      };
    });
}

function isBackendPort(service: Service, { servicePort }: IngressBackend, index: number): boolean {
  const port = service.ports[index];
  return (
    port !== undefined &&
    (port.port === servicePort || (port.name !== undefined && port.name === servicePort))
  );
}

/** Where requests can start: pods on each node, the Service's own pods, the nodes, and outside. */
export function clientsOf({ scene, service }: ReadScene, world: World): readonly Client[] {
  const { namespace } = scene;
  const own = world.state.services.find(
    (one) => one.namespace === namespace && nameOf(one.service) === nameOf(service),
  );
  return [
    ...world.options.nodes.map(({ name }): Client => ({
      key: `pod-on/${name}`,
      place: { kind: 'any-pod', namespace, node: name },
    })),
    { key: 'external', place: { kind: 'external' } },
    ...world.options.nodes.map(({ name }): Client => ({
      key: `node/${name}`,
      place: { kind: 'node', name },
    })),
    ...(own?.pods ?? [])
      .filter(({ pod }) => pod.ips.length > 0)
      .slice(0, MAX_POD_CLIENTS)
      .map(({ pod }): Client => ({
        key: `pod/${pod.name}`,
        place: { kind: 'pod', namespace, name: pod.name },
      })),
  ];
}

/** What was chosen, or what the Service is made for. */
export interface Chosen {
  readonly entry: Entry;
  readonly client: Client;
  readonly portIndex: number;
}

/** The request to look at. A choice that is gone counts as not made. */
export function chooseRequest(
  read: ReadScene,
  entries: readonly Entry[],
  clients: readonly Client[],
  { entry: entryKey, client: clientKey, port }: Pick<RequestChoice, 'entry' | 'client' | 'port'>,
): Chosen | undefined {
  const byDefault = isHeadless(read.service) ? entries.find(({ kind }) => kind === 'name') : entries[0];
  const entry = entries.find(({ key }) => key === entryKey) ?? byDefault;
  const isOutside = entry !== undefined && entry.kind !== 'name';
  const client =
    clients.find(({ key }) => key === clientKey) ??
    clients.find(({ place }) => (isOutside ? place.kind === 'external' : place.kind === 'any-pod'));
  if (!entry || !client) return undefined;
  const wanted = read.service.ports.findIndex((_, index) => portKey(index) === port);
  const served = read.service.ports.findIndex((_, index) => entry.targetOf(index) !== undefined);
  const isServed = wanted >= 0 && entry.targetOf(wanted) !== undefined;
  return { entry, client, portIndex: isServed ? wanted : Math.max(0, served) };
}

/** A port's key in the picture. */
export function portKey(index: number): string {
  return `port${index}`;
}
