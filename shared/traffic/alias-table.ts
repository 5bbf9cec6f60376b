// Drawing from a list in proportion to weights, in a time that does not depend on its length.
import type { Random } from './random.ts';

/** More than this many outcomes do not fit into one draw. */
const MAX_DRAW = 2 ** 32;

/**
 * An alias table: every column holds its own item and fills up with one other.
 * Weights are whole numbers from 0 on, at least one above 0 and their sum below 2^32, so that shares are exact.
 *
 * Source: M. Vose, A Linear Algorithm for Generating Random Numbers with a Given Distribution, 1991.
 */
export class AliasTable {
  /** Each column is this high. */
  readonly #total: number;
  readonly #nColumns: number;
  /** How much of a column is its own item; the rest is the alias. */
  readonly #own: Uint32Array;
  readonly #alias: Uint32Array;

  constructor(weights: readonly number[]) {
    const n = weights.length;
    this.#nColumns = n;
    this.#total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#own = new Uint32Array(n);
    this.#alias = new Uint32Array(n);
    // Heights are weights times n, so that the mean height is the total.
    const heights = weights.map((weight) => weight * n);
    const small = [...heights.keys()].filter((index) => (heights[index] ?? 0) < this.#total);
    const large = [...heights.keys()].filter((index) => (heights[index] ?? 0) >= this.#total);
    while (small.length > 0 && large.length > 0) {
      const less = small.pop() ?? 0;
      const more = large[large.length - 1] ?? 0;
      const height = heights[less] ?? 0;
      this.#own[less] = height;
      this.#alias[less] = more;
      heights[more] = (heights[more] ?? 0) - (this.#total - height);
      if ((heights[more] ?? 0) < this.#total) small.push(large.pop() ?? 0);
    }
    for (const index of [...small, ...large]) this.#own[index] = this.#total;
  }

  /** The index of an item, each with the chance of its weight. */
  draw(random: Random): number {
    const total = this.#total;
    const nOutcomes = total * this.#nColumns;
    if (nOutcomes > MAX_DRAW) return this.#pick(random.below(this.#nColumns), random.below(total));
    const place = random.below(nOutcomes);
    const column = (place / total) | 0;
    return this.#pick(column, place - column * total);
  }

  #pick(column: number, height: number): number {
    return height < (this.#own[column] ?? 0) ? column : (this.#alias[column] ?? 0);
  }
}
