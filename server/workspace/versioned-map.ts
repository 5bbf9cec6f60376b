// An immutable map whose newest version is as fast as a plain one.

/** What a step to a newer version changes: new values, `undefined` for keys that go. */
export type MapChanges<K, V> = ReadonlyMap<K, V | undefined>;

/**
 * An immutable map in versions. The newest version owns a plain `Map`; each older one keeps only what the next step
 * changed, so that a step costs its changes and not the size of the map, and old versions die when nobody asks them.
 * Reading an old version costs one look per step since; values are never `undefined`.
 *
 * The idea is Henry Baker's shallow binding of persistent arrays (1991).
 */
export class VersionedMap<K, V> {
  #newest: Map<K, V> | undefined;
  #before: MapChanges<K, V> | undefined;
  #next: VersionedMap<K, V> | undefined;
  /** How many keys this version has. */
  readonly size: number;

  /** Takes the map over: nobody else may change it from now on. */
  constructor(map: Map<K, V> = new Map()) {
    this.#newest = map;
    this.size = map.size;
  }

  /** The value of a key in this version. */
  get(key: K): V | undefined {
    if (this.#newest) return this.#newest.get(key);
    if (this.#before?.has(key)) return this.#before.get(key);
    let version = this.#next;
    while (version && version.#next) {
      if (version.#before?.has(key)) return version.#before.get(key);
      version = version.#next;
    }
    return version && version.#newest?.get(key);
  }

  /** A newer version. This one stays as it was. */
  with(changes: MapChanges<K, V>): VersionedMap<K, V> {
    if (this.size === 0) return new VersionedMap(withoutGone(changes));
    const map = this.#newest ?? new Map(this.entries());
    const before = new Map<K, V | undefined>();
    for (const [key, value] of changes) {
      before.set(key, map.get(key));
      if (value === undefined) map.delete(key);
      else map.set(key, value);
    }
    const next = new VersionedMap(map);
    if (this.#newest) {
      this.#newest = undefined;
      this.#before = before;
      this.#next = next;
    }
    return next;
  }

  /** The entries of this version. The order is that of insertion, except for keys that have gone since. */
  *entries(): Iterable<readonly [K, V]> {
    const seen = new Map(this.#before);
    let version = this.#next;
    for (; version && version.#next; version = version.#next) {
      for (const [key, value] of version.#before ?? []) if (!seen.has(key)) seen.set(key, value);
    }
    for (const [key, value] of (version ?? this).#newest ?? []) if (!seen.has(key)) yield [key, value];
    for (const [key, value] of seen) if (value !== undefined) yield [key, value];
  }
}

function withoutGone<K, V>(changes: MapChanges<K, V>): Map<K, V> {
  const map = new Map<K, V>();
  for (const [key, value] of changes) if (value !== undefined) map.set(key, value);
  return map;
}
