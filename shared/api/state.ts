// What a cluster has given out and holds, as far as later creates depend on it. Immutable: each create returns the next state.
import { GrowingSet } from './growing-set.ts';

/** Everything that earlier creates took. */
export interface ApiServerState {
  readonly clusterIPs: GrowingSet<string>;
  readonly nodePorts: GrowingSet<number>;
  /** `kind/namespace/name` of what exists; see `objectKey`. */
  readonly names: GrowingSet<string>;
}

/** A cluster with nothing in it but the Service `kubernetes`, which has the first address of each range. */
export function emptyState(firstAddresses: readonly string[] = ['10.96.0.1']): ApiServerState {
  return {
    clusterIPs: GrowingSet.of(firstAddresses),
    nodePorts: GrowingSet.of<number>([]),
    names: GrowingSet.of(['/Service/default/kubernetes']),
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

/** The state after an object was created. It costs what the object takes, not what is there. */
export function afterCreate(state: ApiServerState, taken: Taken, key: string | undefined): ApiServerState {
  return {
    clusterIPs: state.clusterIPs.with(taken.clusterIPs),
    nodePorts: state.nodePorts.with(taken.nodePorts),
    names: state.names.with(key === undefined ? [] : [key]),
  };
}
