// What names an object in a cluster, as far as the manifest says it.

/** A reference as written: `namespace` is absent when the manifest has none, which means unknown, not "default". */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** `Service "web"`, or `Service` while it has no name: for sentences. */
export function describeRef(ref: ObjectRef): string {
  return ref.name === undefined ? ref.kind : `${ref.kind} "${ref.name}"`;
}

/** The API group of an apiVersion: `apps` for `apps/v1`, the empty string for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
