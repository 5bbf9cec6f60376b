// What a cluster has given out and holds, as far as later creates depend on it. Immutable: each create returns the next state.

/** Everything that earlier creates took. */
export interface ApiServerState {
  readonly clusterIPs: ReadonlySet<string>;
  readonly nodePorts: ReadonlySet<number>;
  /** `kind/namespace/name` of what exists; see `objectKey`. */
  readonly names: ReadonlySet<string>;
}

/** A cluster with nothing in it but the Service `kubernetes`, which has the first address of each range. */
export function emptyState(firstAddresses: readonly string[] = ['10.96.0.1']): ApiServerState {
  return {
    clusterIPs: new Set(firstAddresses),
    nodePorts: new Set(),
    names: new Set(['/Service/default/kubernetes']),
  };
}

/** The identity of an object among all others. Objects of no namespace have an empty one. */
export function objectKey(group: string, kind: string, namespace: string, name: string): string {
  return `${group}/${kind}/${namespace}/${name}`;
}

/** What one create takes. */
export interface Taken {
  readonly clusterIPs: readonly string[];
  readonly nodePorts: readonly number[];
}

/** The state after an object was created. Sets that gain nothing are shared with the state before. */
export function afterCreate(state: ApiServerState, taken: Taken, key: string | undefined): ApiServerState {
  return {
    clusterIPs: withAll(state.clusterIPs, taken.clusterIPs),
    nodePorts: withAll(state.nodePorts, taken.nodePorts),
    names: withAll(state.names, key === undefined ? [] : [key]),
  };
}

function withAll<T>(set: ReadonlySet<T>, items: readonly T[]): ReadonlySet<T> {
  return items.length === 0 ? set : new Set([...set, ...items]);
}
