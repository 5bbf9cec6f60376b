// A set that only grows, of which every earlier state stays as it was.

/**
 * One state of a growing set. All states of one history share a table of when each item came, so adding costs what is
 * added, however much is there; only adding to a state that already has a successor copies.
 */
export class GrowingSet<T> {
  /** Each item with its place in the order of arrival. States later than this one may have more items in it. */
  readonly #arrivals: Map<T, number>;
  /** How many of the arrivals belong to this state. */
  readonly #size: number;

  private constructor(arrivals: Map<T, number>, size: number) {
    this.#arrivals = arrivals;
    this.#size = size;
  }

  /** A set of its own history. */
  static of<T>(items: Iterable<T>): GrowingSet<T> {
    const arrivals = new Map<T, number>();
    for (const item of items) if (!arrivals.has(item)) arrivals.set(item, arrivals.size);
    return new GrowingSet(arrivals, arrivals.size);
  }

  /** Whether an item came in this state or before it. */
  has(item: T): boolean {
    return (this.#arrivals.get(item) ?? Infinity) < this.#size;
  }

  /** The state with some more items; this very state when they are all there. */
  with(items: readonly T[]): GrowingSet<T> {
    const added = items.filter((item) => !this.has(item));
    if (added.length === 0) return this;
    const isLatest = this.#arrivals.size === this.#size;
    const arrivals = isLatest ? this.#arrivals : this.#copy();
    for (const item of added) if (!arrivals.has(item)) arrivals.set(item, arrivals.size);
    return new GrowingSet(arrivals, arrivals.size);
  }

  #copy(): Map<T, number> {
    return new Map([...this.#arrivals].slice(0, this.#size));
  }
}
