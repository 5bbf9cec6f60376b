// Which keys of the index an answer depends on. Nobody declares them: every lookup notes its key, so none can be forgotten.
import type { IndexKey } from '../workspace/object-index.ts';

/** Notes the keys that are read while something is computed, and remembers answers together with the keys they read. */
export class Reads {
  #open: Set<IndexKey> | undefined;

  /** Notes that what is being computed depends on a key. */
  note(key: IndexKey): void {
    this.#open?.add(key);
  }

  /** Computes something and returns it with the keys it read. The computation around it, if any, has read them too. */
  during<T>(compute: () => T): { readonly value: T; readonly reads: ReadonlySet<IndexKey> } {
    const outer = this.#open;
    const reads = new Set<IndexKey>();
    this.#open = reads;
    try {
      return { value: compute(), reads };
    } finally {
      this.#open = outer;
      if (outer) for (const key of reads) outer.add(key);
    }
  }
}

/** Anything that carries the reads of one snapshot's questions. */
export interface Reader {
  readonly reads: Reads;
}

/**
 * A question about one thing that several rules ask: computed once for each thing and context, and each time it is asked
 * its reads count for whoever asks.
 */
export function once<C extends Reader, K extends object, V>(
  compute: (thing: K, ctx: C) => V,
): (thing: K, ctx: C) => V {
  const known = new WeakMap<C, Map<K, { readonly value: V; readonly reads: ReadonlySet<IndexKey> }>>();
  return (thing, ctx) => {
    let answers = known.get(ctx);
    if (!answers) known.set(ctx, (answers = new Map()));
    const answer = answers.get(thing);
    if (answer) {
      for (const key of answer.reads) ctx.reads.note(key);
      return answer.value;
    }
    const computed = ctx.reads.during(() => compute(thing, ctx));
    answers.set(thing, computed);
    return computed.value;
  };
}
