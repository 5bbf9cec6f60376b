// Edits and a fresh reading compared, over many sequences:
//   node --import tsx test/fuzz/incremental.ts --sequences 10000 --seed 1
// Prints each difference with the seed that gives it again, and fails when there is one.
import { parseArgs } from 'node:util';
import { checkSequence, fixtureCases } from './edit-sequences.ts';

const { values } = parseArgs({
  options: {
    sequences: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
  },
});
const MAX_SHOWN = 5;

const cases = fixtureCases();
const [nSequences, firstSeed] = [Number(values.sequences), Number(values.seed)];
let nDifferent = 0;
for (let seed = firstSeed; seed < firstSeed + nSequences; seed++) {
  const difference = checkSequence(seed, cases);
  if (difference && ++nDifferent <= MAX_SHOWN) console.log(difference);
}
console.log(`${nSequences} sequences, ${nDifferent} different`);
process.exitCode = nDifferent > 0 ? 1 : 0;
