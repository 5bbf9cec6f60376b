// Which keys of the index an answer depends on. Nobody declares them: every lookup notes its key, so none can be forgotten.
import type { IndexKey } from '../workspace/object-index.ts';

/** More keys than this are looked through for those that stand twice. */
const MANY_KEYS = 8;

/** Notes the keys that are read while something is computed, and remembers answers together with the keys they read. */
export class Reads {
  /** What was read since the outermost computation began; a computation within another one reads a stretch of it. */
  readonly #log: IndexKey[] = [];
  #depth = 0;

  /** Notes that what is being computed depends on a key. */
  note(key: IndexKey): void {
    if (this.#depth > 0 && this.#log.at(-1) !== key) this.#log.push(key);
  }

  /** Notes all keys that an earlier computation read. */
  noteAll(keys: readonly IndexKey[]): void {
    for (const key of keys) this.note(key);
  }

  /**
   * Computes something and returns it with the keys it read, few of them twice. The computation around it, if any, has
   * read them too.
   */
  during<T>(compute: () => T): { readonly value: T; readonly reads: readonly IndexKey[] } {
    const start = this.#log.length;
    this.#depth++;
    try {
      const value = compute();
      return { value, reads: this.#since(start) };
    } finally {
      this.#depth--;
      if (this.#depth === 0) this.#log.length = 0;
    }
  }

  #since(start: number): readonly IndexKey[] {
    if (this.#log.length === start) return NO_KEYS;
    const reads = this.#log.slice(start);
    if (reads.length <= MANY_KEYS) return reads;
    const each = [...new Set(reads)];
    this.#log.length = start;
    for (const key of each) this.#log.push(key);
    return each;
  }
}

const NO_KEYS: readonly IndexKey[] = [];

/** Anything that carries the reads of one snapshot's questions. */
export interface Reader {
  readonly reads: Reads;
}

/**
 * A question about one thing, or one directory, that several ask: computed once for each and context, and each time it is asked
 * its reads count for whoever asks.
 */
export function once<C extends Reader, K extends object | string, V>(
  compute: (thing: K, ctx: C) => V,
): (thing: K, ctx: C) => V {
  const known = new WeakMap<C, Map<K, { readonly value: V; readonly reads: readonly IndexKey[] }>>();
  return (thing, ctx) => {
    let answers = known.get(ctx);
    if (!answers) known.set(ctx, (answers = new Map()));
    const answer = answers.get(thing);
    if (answer) {
      ctx.reads.noteAll(answer.reads);
      return answer.value;
    }
    const computed = ctx.reads.during(() => compute(thing, ctx));
    answers.set(thing, computed);
    return computed.value;
  };
}
