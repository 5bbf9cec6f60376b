// Which keys of the index an answer depends on. Nobody declares them: every lookup notes its key, so none can be forgotten.
import type { IndexKey } from '../workspace/object-index.ts';

/**
 * What a computation read: keys, and what computations within it read, which many share.
 * In no particular order, some of it more than once.
 */
export type ReadKeys = readonly (IndexKey | ReadKeys)[];

/** More entries than this are looked through for those that stand twice. */
const MANY_READS = 8;

const NOTHING: ReadKeys = [];

/** Notes the keys that are read while something is computed, and remembers answers together with the keys they read. */
export class Reads {
  /** What the open computations have read; each began at its own place in it. */
  readonly #log: (IndexKey | ReadKeys)[] = [];
  readonly #isKept: boolean;
  #nOpen = 0;

  /** `isKept` is false where nothing will change that was read: then nothing is noted. */
  constructor(isKept = true) {
    this.#isKept = isKept;
  }

  /** Notes that what is being computed depends on a key, or on all that an earlier computation read. */
  note(read: IndexKey | ReadKeys): void {
    if (this.#nOpen > 0 && this.#log.at(-1) !== read) this.#log.push(read);
  }

  /** Computes something and returns it with what it read. The computation around it, if any, has read it too. */
  during<T>(compute: () => T): { readonly value: T; readonly reads: ReadKeys } {
    if (!this.#isKept) return { value: compute(), reads: NOTHING };
    const start = this.#log.length;
    this.#nOpen++;
    try {
      const value = compute();
      const log = this.#log.splice(start);
      const reads = log.length > MANY_READS ? [...new Set(log)] : log;
      if (reads.length > 0) this.#log.push(reads);
      return { value, reads };
    } finally {
      this.#nOpen--;
      if (this.#nOpen === 0) this.#log.length = 0;
    }
  }
}

/** Each key of what was read, once. */
export function eachKey(reads: ReadKeys): ReadonlySet<IndexKey> {
  const found = new Set<IndexKey>();
  const seen = new Set<ReadKeys>();
  const collect = (some: ReadKeys): void => {
    seen.add(some);
    for (const read of some) {
      if (typeof read === 'string') found.add(read);
      else if (!seen.has(read)) collect(read);
    }
  };
  collect(reads);
  return found;
}

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
  const known = new WeakMap<C, Map<K, { readonly value: V; readonly reads: ReadKeys }>>();
  return (thing, ctx) => {
    let answers = known.get(ctx);
    if (!answers) known.set(ctx, (answers = new Map()));
    const answer = answers.get(thing);
    if (answer) {
      if (answer.reads.length > 0) ctx.reads.note(answer.reads);
      return answer.value;
    }
    const computed = ctx.reads.during(() => compute(thing, ctx));
    answers.set(thing, computed);
    return computed.value;
  };
}
