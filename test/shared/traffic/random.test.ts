// The generator: what it draws is pinned, and as likely as it should be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AliasTable } from '../../../shared/traffic/alias-table.ts';
import { Random } from '../../../shared/traffic/random.ts';
import { chiSquare, chiSquareLimit } from '../../support/checkers.ts';

const N_SEEDS = 200;
const N_DRAWS = 500;

/** The sum of chi-square statistics of many seeds, against its limit. */
function assertFits(shares: readonly number[], draw: (random: Random) => number): void {
  let sum = 0;
  for (let seed = 0; seed < N_SEEDS; seed++) {
    const random = new Random(seed);
    const counts = shares.map(() => 0);
    for (let index = 0; index < N_DRAWS; index++) {
      const drawn = draw(random);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    sum += chiSquare(
      counts,
      shares.map((share) => share * N_DRAWS),
    );
  }
  const nPossible = shares.filter((share) => share > 0).length;
  assert.ok(sum <= chiSquareLimit(N_SEEDS * (nPossible - 1)), `chi-square ${sum} over ${N_SEEDS} seeds`);
}

test('a seed gives the same numbers everywhere', () => {
  const random = new Random(1);
  const numbers = Array.from({ length: 4 }, () => random.next());
  assert.deepEqual(numbers, [393_288_148, 2_174_103_013, 3_814_759_091, 2_092_745_082]);
  assert.notEqual(new Random(2 ** 40 + 1).next(), new Random(1).next());
});

/** xoshiro128** from a state, in unbounded integers: slow and plain. */
function* reference(first: readonly bigint[]): Generator<number> {
  const cut = (value: bigint): bigint => BigInt.asUintN(32, value);
  const turn = (value: bigint, by: bigint): bigint => cut((value << by) | (value >> (32n - by)));
  let [s0 = 0n, s1 = 0n, s2 = 0n, s3 = 0n] = first;
  for (;;) {
    yield Number(cut(turn(cut(s1 * 5n), 7n) * 9n));
    const shifted = cut(s1 << 9n);
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = turn(s3, 11n);
  }
}

/** The state that SplitMix32 gives a small seed. */
function stateOf(seed: bigint): readonly bigint[] {
  const cut = (value: bigint): bigint => BigInt.asUintN(32, value);
  return [1n, 2n, 3n, 4n].map((step) => {
    let word = cut(seed + step * 0x9e3779b9n);
    word = cut((word ^ (word >> 16n)) * 0x21f0aaadn);
    word = cut((word ^ (word >> 15n)) * 0x735a2d97n);
    return word ^ (word >> 15n);
  });
}

test('the generator is xoshiro128**, as it stands in unbounded integers', () => {
  for (const seed of [0, 1, 42, 2 ** 31]) {
    const random = new Random(seed);
    const wanted = reference(stateOf(BigInt(seed)));
    for (let index = 0; index < 200; index++) assert.equal(random.next(), wanted.next().value);
  }
});

for (const n of [2, 3, 7, 100]) {
  test(`a number below ${n} is any of them alike`, () => {
    assertFits(
      Array.from({ length: n }, () => 1 / n),
      (random) => random.below(n),
    );
  });
}

test('a number below one is nought', () => {
  assert.equal(new Random(3).below(1), 0);
});

test('an alias table keeps its weights', () => {
  const cases = [[1], [1, 1, 1], [1, 2, 3, 4], [0, 5, 0, 1], [1000, 1], [2 ** 20, 2 ** 21, 2 ** 20]];
  for (const weights of cases) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const table = new AliasTable(weights);
    assertFits(
      weights.map((weight) => weight / total),
      (random) => table.draw(random),
    );
  }
});

test('waiting times are exponential', () => {
  const random = new Random(5);
  const times = Array.from({ length: 50_000 }, () => random.exponential());
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  assert.ok(Math.abs(mean - 1) < 0.03, `mean ${mean}`);
  // Of an exponential distribution with mean 1 the share above t is e^-t.
  for (const [limit, share] of [
    [0.5, 0.6065],
    [1, 0.3679],
    [3, 0.0498],
  ] as const) {
    const above = times.filter((time) => time > limit).length / times.length;
    assert.ok(Math.abs(above - share) < 0.012, `above ${limit}: ${above}`);
  }
});
