// What objects are filed under, so that no question about them looks at the whole workspace.
// A key is at once where to look something up and what an answer depends on: an edit touches the keys of the objects
// it changes, and only answers that looked under one of these can have changed.
import { SERVICE_NAME_LABEL } from '../../shared/cluster/api-objects.ts';
import { isHeadless } from '../../shared/cluster/service-families.ts';
import type { IngressBackend, KubeObject, PodSource } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { directoryOf } from './path.ts';

/** The kinds of object a lookup can ask for. */
export type ObjectKind = KubeObject['is'];

/** The objects of one kind, typed. */
export type ObjectOf<K extends ObjectKind> = Extract<KubeObject, { readonly is: K }>;

/** What an object is filed under; made by `keys` only. */
export type IndexKey = string & { readonly brand: 'IndexKey' };

/** Joined, and not a template: that would keep its pieces beside the whole text once that is looked up. */
const key = (...parts: readonly string[]): IndexKey => parts.join('') as IndexKey;

/** The keys there are. */
export const keys = {
  /** The names and namespaces of the Services under a key. */
  names: (of: IndexKey): IndexKey => key('names ', of),
  /** The Services under a key that have no address of their own. */
  headless: (of: IndexKey): IndexKey => key('headless ', of),
  /** Objects of a kind with a name, in any namespace. */
  named: (is: ObjectKind, name: string): IndexKey => key('named ', is, ' ', name),
  /** Objects of a kind in a directory. */
  inDirectory: (is: ObjectKind, directory: string): IndexKey => key('in ', is, ' ', directory),
  /** Objects of a kind in the directories right below one. */
  below: (is: ObjectKind, directory: string): IndexKey => key('below ', is, ' ', directory),
  /** Pod sources whose pods have a label. */
  label: (name: string, value: string): IndexKey => key('label ', name, '=', value),
  /** Pod sources with a label that a template has yet to fill in: they may have any. */
  anyLabel: key('label ?'),
  /** Services that have a label themselves. */
  serviceLabel: (name: string, value: string): IndexKey => key('serviceLabel ', name, '=', value),
  /** NetworkPolicies, those of network plugins among them, wherever they stand. */
  networkPolicies: key('networkPolicies'),
  /** Services that ask for a label. */
  selects: (name: string, value: string): IndexKey => key('selects ', name, '=', value),
  /** Services that ask for a node port. */
  nodePort: (port: number): IndexKey => key('nodePort ', String(port)),
  /** Services that ask for an address. */
  clusterIP: (ip: string): IndexKey => key('clusterIP ', ip),
  /** EndpointSlices with the label of a Service. */
  slicesOf: (service: string): IndexKey => key('slicesOf ', service),
  /** Ingresses that send to a Service. */
  backend: (service: string): IndexKey => key('backend ', service),
  /** Ingresses of a directory with a rule for a host and path; a host that is not written stands for all. */
  route: (
    directory: string,
    { host = '', httpPath = '/' }: Pick<IngressBackend, 'host' | 'httpPath'>,
  ): IndexKey => key('route ', directory, ' ', host, ' ', httpPath),
  /** ReferenceGrants, wherever they stand. */
  referenceGrants: key('referenceGrants'),
  /** The number of pod sources in a namespace; `undefined` stands for those that write none. */
  count: (namespace: string | undefined): IndexKey => key('count ', namespace ?? ''),
  /** The number of all pod sources. */
  countAll: key('countAll'),
  /** A file's own text. */
  file: (uri: string): IndexKey => key('file ', uri),
  /** The lines on which the documents of a file begin. */
  lines: (uri: string): IndexKey => key('lines ', uri),
  /** Files of a directory that could not be read, as a whole or in part. */
  unreadIn: (directory: string): IndexKey => key('unread ', directory),
  /** The documents that patch container ports. */
  portPatches: key('portPatches'),
  /** The documents that say what kustomize builds. */
  kustomizations: key('kustomizations'),
  /** Which objects there are at all, by kind, namespace and name. */
  identities: key('identities'),
} as const;

/** The file that a key is about; `undefined` for all other keys. */
export function fileOfKey(of: IndexKey): string | undefined {
  return of.startsWith('file ') ? of.slice('file '.length) : undefined;
}

/**
 * Where objects of a kind are filed that stand in a directory, its parent, its children and its siblings: what stands in
 * the directory itself is below its parent as well. Few stand under two of the keys.
 */
export function nearKeys(is: ObjectKind, directory: string): readonly IndexKey[] {
  return nearKeysOf.get(is, directory);
}

/** Everything that an object in a file is filed under; each key once. */
export function keysOf(object: KubeObject, uri: string): ReadonlySet<IndexKey> {
  const { is, ref } = object;
  const directory = directoryOf(uri);
  const found = new Set<IndexKey>(placeKeys(is, directory));
  found.add(keys.named(is, ref.name ?? ''));
  switch (is) {
    case 'Pod':
    case 'Workload':
      addLabels(object, found);
      break;
    case 'Service':
      for (const [name, value] of Object.entries(object.selector ?? {})) found.add(keys.selects(name, value));
      for (const [name, value] of Object.entries(object.labels)) found.add(keys.serviceLabel(name, value));
      for (const claim of claimsOf(object)) found.add(claim);
      if (isHeadless(object)) for (const place of placeKeys(is, directory)) found.add(keys.headless(place));
      break;
    case 'EndpointSlice': {
      const service = object.labels[SERVICE_NAME_LABEL];
      if (service !== undefined) found.add(keys.slicesOf(service));
      break;
    }
    case 'Ingress':
      for (const { serviceName } of object.backends)
        if (serviceName !== undefined) found.add(keys.backend(serviceName));
      for (const backend of object.backends) found.add(keys.route(directory, backend));
      break;
    case 'Other':
      if (ref.kind === 'ReferenceGrant') found.add(keys.referenceGrants);
      if (ref.kind.endsWith('NetworkPolicy')) found.add(keys.networkPolicies);
      break;
    case 'Endpoints':
  }
  return found;
}

/** The keys of where an object stands. */
export function placeKeys(is: ObjectKind, directory: string): readonly IndexKey[] {
  return placeKeysOf.get(is, directory);
}

/** Keys of the last directory that was asked for: files come directory by directory, and a text that was looked up before is found faster. */
class DirectoryKeys {
  readonly #make: (is: ObjectKind, directory: string) => readonly IndexKey[];
  readonly #keys = new Map<ObjectKind, readonly IndexKey[]>();
  #directory: string | undefined;

  constructor(make: (is: ObjectKind, directory: string) => readonly IndexKey[]) {
    this.#make = make;
  }

  get(is: ObjectKind, directory: string): readonly IndexKey[] {
    if (directory !== this.#directory) this.#keys.clear();
    this.#directory = directory;
    let found = this.#keys.get(is);
    if (!found) this.#keys.set(is, (found = this.#make(is, directory)));
    return found;
  }
}

const placeKeysOf = new DirectoryKeys((is, directory) => [
  keys.inDirectory(is, directory),
  keys.below(is, directoryOf(directory)),
]);
const nearKeysOf = new DirectoryKeys((is, directory) => {
  const parent = directoryOf(directory);
  return [keys.inDirectory(is, parent), keys.below(is, directory), keys.below(is, parent)];
});

/** What an object wants for itself: its name, and what a Service asks the cluster to allocate. */
export function claimsOf(object: KubeObject): readonly IndexKey[] {
  const { is, ref } = object;
  const name = ref.name === undefined || isUnresolved(ref.name) ? [] : [keys.named(is, ref.name)];
  if (object.is !== 'Service') return name;
  const ports = [...object.ports.map(({ nodePort }) => nodePort), object.healthCheckNodePort];
  const ips = [object.clusterIP, ...object.clusterIPs].filter((ip) => ip !== undefined && ip !== 'None');
  return [
    ...name,
    ...ports.flatMap((port) => (port ? [keys.nodePort(port)] : [])),
    ...ips.flatMap((ip) => (ip ? [keys.clusterIP(ip)] : [])),
  ];
}

function addLabels({ template }: PodSource, found: Set<IndexKey>): void {
  for (const [name, value] of Object.entries(template.labels)) {
    if (isUnresolved(name) || isUnresolved(value)) found.add(keys.anyLabel);
    else found.add(keys.label(name, value));
  }
}

/**
 * What tells an object from all others, as far as its manifest says it: `Service/shop/web`, `Service//web` without a
 * namespace. Empty for an object that has no known name, and for kinds that nobody reaches by name.
 */
export function identityOf({ is, ref: { kind, namespace = '', name } }: KubeObject): string {
  if (is === 'Other' || is === 'Endpoints' || is === 'EndpointSlice') return '';
  if (name === undefined || isUnresolved(name) || isUnresolved(namespace)) return '';
  return `${kind}/${namespace}/${name}`;
}
