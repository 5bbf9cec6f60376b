// Namespaces as written: one that a manifest does not name may be any.
import type { KubeObject } from '../../shared/model/objects.ts';

/** How two namespaces as written relate. */
export type NamespaceRelation = 'same' | 'unknown' | 'different';

/** How two namespaces as written relate: one that is not written may be any. */
export function compareNamespaces(a: string | undefined, b: string | undefined): NamespaceRelation {
  if (a === undefined || b === undefined) return 'unknown';
  return a === b ? 'same' : 'different';
}

/** True when two objects are in one namespace as far as they say. */
export function mayShareNamespace(a: KubeObject, b: KubeObject): boolean {
  return compareNamespaces(a.ref.namespace, b.ref.namespace) !== 'different';
}
