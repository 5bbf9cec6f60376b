// Chance that can be repeated: the same seed gives the same numbers on every machine.

/**
 * A stream of random numbers from a seed: xoshiro128** 1.1, seeded by SplitMix32.
 * Whole numbers only, so that no platform's mathematics makes a difference.
 *
 * Source: prng.di.unimi.it xoshiro128starstar.c by Blackman and Vigna, public domain.
 */
export class Random {
  readonly #state: Int32Array;

  /** The seed is a whole number from 0 to 2^53 - 1. */
  constructor(seed: number) {
    this.#state = new Int32Array(4);
    let mix = (seed >>> 0) ^ Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b9);
    for (let index = 0; index < 4; index++) {
      mix = (mix + 0x9e3779b9) | 0;
      let word = mix ^ (mix >>> 16);
      word = Math.imul(word, 0x21f0aaad);
      word ^= word >>> 15;
      word = Math.imul(word, 0x735a2d97);
      this.#state[index] = word ^ (word >>> 15);
    }
  }

  /** 32 random bits as a whole number from 0 on. */
  next(): number {
    const state = this.#state;
    const [s0 = 0, s1 = 0, s2 = 0, s3 = 0] = [state[0], state[1], state[2], state[3]];
    const times5 = Math.imul(s1, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9);
    const t2 = s2 ^ s0;
    const t3 = s3 ^ s1;
    state[0] = s0 ^ t3;
    state[1] = s1 ^ t2;
    state[2] = t2 ^ (s1 << 9);
    state[3] = (t3 << 11) | (t3 >>> 21);
    return result >>> 0;
  }

  /**
   * A whole number from 0 up to but without `n`, each exactly as likely as the others. `n` is 1 to 2^32.
   * The upper half of a product is the number; lower halves that would make some numbers likelier are drawn again.
   *
   * Source: D. Lemire, Fast Random Integer Generation in an Interval, 2019.
   */
  below(n: number): number {
    for (;;) {
      const bits = this.next();
      const low = Math.imul(bits, n) >>> 0;
      // Beyond 2^53 the product is rounded, by far less than half of what one step of the upper half is.
      if (low >= n || low >= RANGE % n) return ((bits * n - low) / RANGE + 0.5) >>> 0;
    }
  }

  /**
   * Waiting times of a Poisson process: a number from 0 on with mean 1, in steps of 2^-32.
   * Made from comparisons alone, since logarithms differ between machines.
   *
   * Source: J. von Neumann, Various techniques used in connection with random digits, 1951.
   */
  exponential(): number {
    for (let whole = 0; ; whole++) {
      const first = this.next();
      let previous = first;
      let nFalling = 1;
      for (let drawn = this.next(); drawn < previous; drawn = this.next()) {
        previous = drawn;
        nFalling++;
      }
      if (nFalling % 2 === 1) return whole + first / RANGE;
    }
  }
}

const RANGE = 2 ** 32;
