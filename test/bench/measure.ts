// Numbers from a noisy machine: contenders take turns, so that noise hits all of them, and only their ratios are kept.

/** Those to be compared, by name; each turn gives one sample. */
export type Contenders = Readonly<Record<string, () => Promise<unknown>>>;

/** The samples of each contender, by turn. */
export type Samples<C extends Contenders> = {
  readonly [Name in keyof C]: readonly Awaited<ReturnType<C[Name]>>[];
};

/** The middle of a list of numbers, 0 for none; of an even count the upper one. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** The number below which a share of the list lies; 0 for an empty list. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/**
 * Lets contenders take turns, forward and then backward, after one round that does not count and leaves the files in
 * the page cache.
 */
export async function takeTurns<C extends Contenders>(nRounds: number, contenders: C): Promise<Samples<C>> {
  const entries = Object.entries(contenders).map(([name, run]) => ({ name, run, samples: [] as unknown[] }));
  for (const { run } of entries) await run();
  for (let round = 0; round < nRounds; round++) {
    for (const { run, samples } of round % 2 === 0 ? entries : entries.toReversed())
      samples.push(await run());
  }
  const byName: unknown = Object.fromEntries(entries.map(({ name, samples }) => [name, samples]));
  return byName as Samples<C>;
}

/** A comparison: the median of the ratios of each turn, and how far they spread. */
export interface Ratio {
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** How often `below` goes into `above`, turn by turn. */
export function ratioOf(above: readonly number[], below: readonly number[]): Ratio {
  return spreadOf(above.map((number, turn) => number / (below[turn] ?? Number.NaN)));
}

/** The median of some numbers and how far they spread. */
export function spreadOf(numbers: readonly number[]): Ratio {
  return { value: median(numbers), min: Math.min(...numbers), max: Math.max(...numbers) };
}
