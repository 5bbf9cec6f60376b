// Open connections by the time at which they close.

/** Whatever closes at a time. The time may be moved back while it waits: see `popDue`. */
export interface Closing {
  closesMs: number;
}

/** A binary heap, the earliest first. */
export class ClosingHeap<T extends Closing> {
  readonly #items: T[] = [];
  /** The times by which the items are ordered; an item's own time may be later by now. */
  readonly #keys: number[] = [];

  push(item: T): void {
    let index = this.#items.length;
    const key = item.closesMs;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if ((this.#keys[parent] ?? 0) <= key) break;
      this.#move(parent, index);
      index = parent;
    }
    this.#set(index, item, key);
  }

  /** The next item whose time is up to `nowMs`, by its own time; `undefined` when there is none. */
  popDue(nowMs: number): T | undefined {
    for (;;) {
      const [item] = this.#items;
      if (!item || (this.#keys[0] ?? 0) > nowMs) return undefined;
      this.#dropFirst();
      if (item.closesMs <= nowMs) return item;
      this.push(item);
    }
  }

  #dropFirst(): void {
    const last = this.#items.pop();
    const key = this.#keys.pop() ?? 0;
    const size = this.#items.length;
    if (!last || size === 0) return;
    let index = 0;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= size) break;
      if (child + 1 < size && (this.#keys[child + 1] ?? 0) < (this.#keys[child] ?? 0)) child++;
      if ((this.#keys[child] ?? 0) >= key) break;
      this.#move(child, index);
      index = child;
    }
    this.#set(index, last, key);
  }

  #move(from: number, to: number): void {
    const item = this.#items[from];
    if (item) this.#set(to, item, this.#keys[from] ?? 0);
  }

  #set(index: number, item: T, key: number): void {
    this.#items[index] = item;
    this.#keys[index] = key;
  }
}
