// What kustomize knows an object by, now and before each of its changes.
import { CLUSTER_KINDS } from './cluster-kinds.ts';
import { textAt, type MapNode, type Place } from './tree.ts';

/** Group, version and kind; an empty part of a selector takes anything. */
export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** A Gvk with a name and a namespace, which is empty when none is written. */
export interface Id extends Gvk {
  readonly name: string;
  readonly namespace: string;
}

/** An object on its way through a build. */
export interface Resource {
  readonly root: MapNode;
  /** The document, or the generator, that the object began as. */
  readonly from: Place;
  /** What it was called before each change of its name, namespace or kind, the oldest first. */
  previous: Id[];
  /** Name prefixes that were put before it, the innermost first. */
  prefixes: string[];
  /** Name suffixes that were put behind it, the innermost first. */
  suffixes: string[];
  /** A patch took the object away. */
  isDeleted: boolean;
  /** kustomize keeps notes of its own among the annotations of the object until the build is done. */
  hasNotes: boolean;
}

/** Stands for the namespace of cluster-scoped objects, as kustomize writes it; selectors can match it. */
const NO_NAMESPACE = '_non_namespaceable_';

/** An object that no transformer has seen yet. */
export function newResource(root: MapNode): Resource {
  return {
    root,
    from: root.from,
    previous: [],
    prefixes: [],
    suffixes: [],
    isDeleted: false,
    hasNotes: false,
  };
}

/** Group, version and kind as written. */
export function gvkOf(root: MapNode): Gvk {
  return { ...readApiVersion(textAt(root, ['apiVersion'])), kind: textAt(root, ['kind']) };
}

/** `apps/v1` to its parts. */
export function readApiVersion(apiVersion: string): Pick<Gvk, 'group' | 'version'> {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** What the object is called now. */
export function currentId({ root }: Resource): Id {
  return idOf(root);
}

/** What the object was called in its own file. */
export function originalId(resource: Resource): Id {
  return resource.previous[0] ?? currentId(resource);
}

/** The id of an object as written. */
export function idOf(root: MapNode): Id {
  return {
    ...gvkOf(root),
    name: textAt(root, ['metadata', 'name']),
    namespace: textAt(root, ['metadata', 'namespace']),
  };
}

/** What an object is called now, by its name alone; empty without one. */
export function nameOf({ root }: Resource): string {
  return textAt(root, ['metadata', 'name']);
}

/** True for an object that is called so now. Names tell nearly all objects apart, so that few ids have to be made. */
export function hasId(resource: Resource, id: Id): boolean {
  return nameOf(resource) === id.name && equalIds(currentId(resource), id);
}

/**
 * Remembers the present id, before a change.
 * Source: kustomize api/resource/resource.go StorePreviousId, v5.5, which writes it into annotations.
 */
export function storeId(resource: Resource): void {
  resource.previous.push(currentId(resource));
  resource.hasNotes = true;
}

/** True for a kind without namespaces. A kind that is not known has them. */
export function isClusterScoped({ group, kind }: Gvk): boolean {
  return CLUSTER_KINDS.has(`${group}/${kind}`);
}

/** The namespace that counts: `default` when none is written. */
export function effectiveNamespace(id: Id): string {
  return isClusterScoped(id) ? NO_NAMESPACE : id.namespace || 'default';
}

/** Same object: kind with group and version, name, and the namespace that counts. */
export function equalIds(a: Id, b: Id): boolean {
  return (
    a.name === b.name &&
    a.kind === b.kind &&
    a.group === b.group &&
    a.version === b.version &&
    effectiveNamespace(a) === effectiveNamespace(b)
  );
}

/** Whether an id fits a Gvk in which empty parts take anything. */
export function isSelectedBy(id: Gvk, gvk: Partial<Gvk>): boolean {
  return (
    (!gvk.group || gvk.group === id.group) &&
    (!gvk.version || gvk.version === id.version) &&
    (!gvk.kind || gvk.kind === id.kind)
  );
}

/**
 * The objects that have, or once had, an id.
 * Source: kustomize api/resmap/reswrangler.go GetMatchingResourcesByAnyId, v5.5.
 */
export function withAnyId(resources: readonly Resource[], matches: (id: Id) => boolean): readonly Resource[] {
  return resources.filter(
    (resource) => !resource.isDeleted && (resource.previous.some(matches) || matches(currentId(resource))),
  );
}

/** `Deployment.apps web in shop`: an id for sentences. */
export function describeId({ group, kind, name, namespace }: Id): string {
  const type = group ? `${kind}.${group}` : kind;
  return namespace ? `${type} "${name}" (${namespace})` : `${type} "${name}"`;
}
