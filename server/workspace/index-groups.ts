// Groups of what is filed under the same key, and what an edit does to them.
import type { IndexKey } from './object-index.ts';
import { VersionedMap } from './versioned-map.ts';

/** What is filed under each key; a key with nothing under it is not there. In no particular order. */
export type Groups<T> = VersionedMap<IndexKey, readonly T[]>;

/** Into a group (1) or out of it (-1), and whether that is done or taken back, as if it had never been done. */
export interface Move {
  readonly by: 1 | -1;
  readonly way: Way;
}

/** Done, or taken back. */
export type Way = 'on' | 'back';

/**
 * Collects what leaves and enters groups, then makes the new ones in one go: a group is copied once, however much moves.
 * The first groups of all are what was collected itself: `keys` holds until the next step then.
 */
export class GroupChanges<T> {
  readonly #leaving = new Map<IndexKey, Set<T>>();
  readonly #entering = new Map<IndexKey, T[]>();

  /** Takes an item out of a group, or files it there. */
  move(key: IndexKey, item: T, { by, way }: Move): void {
    if (way === 'back') this.#moveBack(key, item, by);
    else if (by === 1) {
      const list = this.#entering.get(key);
      if (list) list.push(item);
      else this.#entering.set(key, [item]);
    } else {
      const set = this.#leaving.get(key);
      if (set) set.add(item);
      else this.#leaving.set(key, new Set([item]));
    }
  }

  #moveBack(key: IndexKey, item: T, by: Move['by']): void {
    if (by === 1) {
      const list = this.#entering.get(key) ?? [];
      const index = list.lastIndexOf(item);
      if (index >= 0) list.splice(index, 1);
      if (list.length === 0) this.#entering.delete(key);
    } else {
      const set = this.#leaving.get(key);
      set?.delete(item);
      if (set?.size === 0) this.#leaving.delete(key);
    }
  }

  /** The keys of the groups that change; those that both lose and gain come twice. */
  *keys(): Iterable<IndexKey> {
    yield* this.#leaving.keys();
    yield* this.#entering.keys();
  }

  /** The groups after the changes. */
  applyTo(groups: Groups<T>): Groups<T> {
    if (groups.size === 0 && this.#leaving.size === 0) return new VersionedMap(this.#entering);
    const changed = new Map<IndexKey, readonly T[] | undefined>();
    for (const key of this.keys())
      if (!changed.has(key)) changed.set(key, this.#next(key, groups.get(key) ?? []));
    return changed.size > 0 ? groups.with(changed) : groups;
  }

  #next(key: IndexKey, group: readonly T[]): readonly T[] | undefined {
    const leaving = this.#leaving.get(key);
    const entering = this.#entering.get(key) ?? [];
    const stay = leaving ? group.filter((item) => !leaving.has(item)) : group;
    if (stay.length === 0) return entering.length > 0 ? entering : undefined;
    return [...stay, ...entering];
  }
}

/** Collects sums by key, then adds them in one go. */
export class CountChanges<K> {
  readonly #more = new Map<K, number>();

  /** Adds to the count of a key. */
  add(key: K, by: number): void {
    this.#more.set(key, (this.#more.get(key) ?? 0) + by);
  }

  /** The keys whose counts change, each with its new count: `undefined` for nothing. */
  over(counts: VersionedMap<K, number>): ReadonlyMap<K, number | undefined> {
    return new Map(
      [...this.#more]
        .filter(([, by]) => by !== 0)
        .map(([key, by]) => [key, (counts.get(key) ?? 0) + by || undefined]),
    );
  }
}
