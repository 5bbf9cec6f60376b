// The kernel's short keyed hash of one 32-bit number, on 64-bit machines: SipHash with one round and three at the end.

/** Two 64-bit numbers, each as its high and its low half. */
export type SipKey = readonly [high0: number, low0: number, high1: number, low1: number];

/** One for the number, three to finish. */
const N_ROUNDS = 4;

/**
 * A number from 0 to 2³² − 1. Allocates nothing.
 *
 * Source: linux lib/siphash.c hsiphash_1u32, for BITS_PER_LONG == 64.
 */
export function hsiphash(value: number, key: SipKey): number {
  let v0h = key[0] ^ 0x736f6d65;
  let v0l = key[1] ^ 0x70736575;
  let v1h = key[2] ^ 0x646f7261;
  let v1l = key[3] ^ 0x6e646f6d;
  let v2h = key[0] ^ 0x6c796765;
  let v2l = key[1] ^ 0x6e657261;
  // The last word holds the length in bytes at its top and the value at its bottom.
  let v3h = key[2] ^ 0x74656462 ^ 0x04000000;
  let v3l = key[3] ^ 0x79746573 ^ value;
  for (let round = 0; round < N_ROUNDS; round++) {
    if (round === 1) {
      v0h ^= 0x04000000;
      v0l ^= value;
      v2l ^= 0xff;
    }
    let low = (v0l >>> 0) + (v1l >>> 0);
    v0h = (v0h + v1h + (low > 0xffffffff ? 1 : 0)) | 0;
    v0l = low | 0;
    let high = (v1h << 13) | (v1l >>> 19);
    v1l = (v1l << 13) | (v1h >>> 19);
    v1h = high ^ v0h;
    v1l ^= v0l;
    // Rotating by 32 swaps the halves.
    high = v0h;
    v0h = v0l;
    v0l = high;
    low = (v2l >>> 0) + (v3l >>> 0);
    v2h = (v2h + v3h + (low > 0xffffffff ? 1 : 0)) | 0;
    v2l = low | 0;
    high = (v3h << 16) | (v3l >>> 16);
    v3l = (v3l << 16) | (v3h >>> 16);
    v3h = high ^ v2h;
    v3l ^= v2l;
    low = (v0l >>> 0) + (v3l >>> 0);
    v0h = (v0h + v3h + (low > 0xffffffff ? 1 : 0)) | 0;
    v0l = low | 0;
    high = (v3h << 21) | (v3l >>> 11);
    v3l = (v3l << 21) | (v3h >>> 11);
    v3h = high ^ v0h;
    v3l ^= v0l;
    low = (v2l >>> 0) + (v1l >>> 0);
    v2h = (v2h + v1h + (low > 0xffffffff ? 1 : 0)) | 0;
    v2l = low | 0;
    high = (v1h << 17) | (v1l >>> 15);
    v1l = (v1l << 17) | (v1h >>> 15);
    v1h = high ^ v2h;
    v1l ^= v2l;
    high = v2h;
    v2h = v2l;
    v2l = high;
  }
  return (v0l ^ v1l ^ v2l ^ v3l) >>> 0;
}
