// Edits and a fresh reading compared, byte for byte, over many random sequences: a gate, not a figure.
import { checkSequence, fixtureCases } from '../../fuzz/edit-sequences.ts';
import type { BenchContext } from '../bench-context.ts';
import { atMost, type Row } from '../row.ts';

/** How many sequences end in other diagnostics than a fresh reading gives. */
export async function* incremental({ nSequences, seed }: BenchContext): AsyncGenerator<Row> {
  const cases = fixtureCases();
  let nDifferent = 0;
  for (let nth = 0; nth < nSequences; nth++) {
    const difference = checkSequence(seed + nth, cases);
    if (!difference) continue;
    nDifferent++;
    console.error(`incremental: seed ${difference.seed} differs in ${difference.uri}`);
  }
  yield {
    suite: 'incremental',
    what: `diagnostics that differ after ${nSequences.toLocaleString('en')} sequences of edits`,
    against: 'reading everything anew',
    ratio: { value: nDifferent, min: nDifferent, max: nDifferent },
    unit: 'count',
    target: atMost(0),
  };
}
