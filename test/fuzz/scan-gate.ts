// The gate of the fast tier, on files of one's own:
//   node --import tsx test/fuzz/scan-gate.ts DIR... --mutants 100000 --seed 1
// Every document, and seeded mutants of them, must read as the parser reads them or be left to it.
// Prints what was refused and why, each difference, and fails when there is one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { splitDocuments } from '../../server/yaml/split.ts';
import { compareReadings, type Verdict } from './scan-compare.ts';
import { NASTY } from './scan-grammar.ts';
import { mutate, pick, seededRandom } from './scan-mutants.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mutants: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    grammar: { type: 'string', default: '10000' },
    longest: { type: 'string', default: '6000' },
  },
});
const MAX_SHOWN = 20;

/** What became of a set of documents. */
interface Tally {
  nDocuments: number;
  nRefused: number;
  size: number;
  readonly refusedSizes: Map<string, number>;
  nDifferent: number;
}

function readDocumentTexts(directories: readonly string[]): { texts: string[]; templates: string[] } {
  const texts: string[] = [];
  const templates: string[] = [];
  for (const directory of directories) {
    for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:ya?ml|json)$/.test(name)) continue;
      const text = readFileSync(join(directory, name), 'utf8');
      const isTemplate = /\{\{|\{%/.test(text);
      for (const { start, end } of splitDocuments(text)) {
        (isTemplate ? templates : texts).push(text.slice(start, end));
      }
    }
  }
  return { texts, templates };
}

function newTally(): Tally {
  return { nDocuments: 0, nRefused: 0, size: 0, refusedSizes: new Map(), nDifferent: 0 };
}

function count(tally: Tally, text: string, verdict: Verdict): void {
  tally.nDocuments++;
  tally.size += text.length;
  if (verdict.is === 'refused') {
    tally.nRefused++;
    tally.refusedSizes.set(verdict.why, (tally.refusedSizes.get(verdict.why) ?? 0) + text.length);
  }
  if (verdict.is === 'different' && ++tally.nDifferent <= MAX_SHOWN) {
    console.log(`DIFFERENT (${verdict.what}): ${JSON.stringify(shrink(text, verdict))}`);
  }
}

/** Drops lines, then characters, as long as the difference stays. */
function shrink(text: string, verdict: Verdict): string {
  let small = text;
  const isStill = (candidate: string): boolean => {
    const now = compareReadings(candidate);
    return (
      now.is === 'different' &&
      verdict.is === 'different' &&
      now.what.slice(0, 8) === verdict.what.slice(0, 8)
    );
  };
  for (const unit of [/(?<=\n)/, /(?:)/u]) {
    const parts = small.split(unit);
    for (let size = parts.length >> 1; size >= 1; size >>= 1) {
      for (let at = 0; at < parts.length;) {
        const without = [...parts.slice(0, at), ...parts.slice(at + size)];
        if (without.length < parts.length && isStill(without.join(''))) parts.splice(at, size);
        else at += size;
      }
    }
    small = parts.join('');
  }
  return small;
}

function print(title: string, tally: Tally): void {
  const refused = [...tally.refusedSizes.values()].reduce((sum, size) => sum + size, 0);
  const share = (size: number): string => `${((100 * size) / Math.max(1, tally.size)).toFixed(3)}%`;
  console.log(
    `${title}: ${tally.nDocuments} documents, ${(tally.size / 1e6).toFixed(1)} M characters; ` +
      `refused ${tally.nRefused} (${share(refused)} of the characters); different ${tally.nDifferent}`,
  );
  const classes = [...tally.refusedSizes].sort(([, a], [, b]) => b - a);
  for (const [why, size] of classes.slice(0, 16)) console.log(`  ${share(size).padStart(9)}  ${why}`);
}

const seed = Number(values.seed);
const { texts, templates } = readDocumentTexts(positionals);
const tallies = { files: newTally(), templates: newTally(), mutants: newTally(), grammar: newTally() };
for (const text of texts) count(tallies.files, text, compareReadings(text));
print('documents', tallies.files);
for (const text of templates) count(tallies.templates, text, compareReadings(text));
print('documents of templates', tallies.templates);

const random = seededRandom(seed);
const short = [...texts, ...templates].filter((text) => text.length <= Number(values.longest));
for (let i = 0; i < Number(values.mutants) && short.length > 0; i++) {
  const mutant = mutate(pick(short, random), random, pick(short, random));
  count(tallies.mutants, mutant, compareReadings(mutant));
}
print('mutants', tallies.mutants);

for (const arbitrary of Object.values(NASTY)) {
  for (const text of fc.sample(arbitrary, { numRuns: Number(values.grammar), seed })) {
    count(tallies.grammar, text, compareReadings(text));
  }
}
print('grammar', tallies.grammar);

const nDifferent = Object.values(tallies).reduce((sum, tally) => sum + tally.nDifferent, 0);
process.exitCode = nDifferent > 0 ? 1 : 0;
