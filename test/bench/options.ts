// What a run of the benches is told.
import { parseArgs } from 'node:util';

/** The command line of `npm run bench`. */
export interface BenchOptions {
  /** Names of suites; empty for all that are not slow. */
  readonly suites: readonly string[];
  readonly fileCounts: readonly number[];
  readonly nRuns: number;
  readonly nEdits: number;
  readonly nSequences: number;
  readonly seed: number;
  readonly corpus: string | undefined;
  readonly dist: string;
  readonly cache: string;
  readonly isJson: boolean;
  /** Takes the results over into the documentation. */
  readonly isWritten: boolean;
  /** What else was written, for suites that have options of their own. */
  readonly args: readonly string[];
}

/** How the command is used. */
export const USAGE = `npm run bench -- [SUITE...] [options]

  --files 1000,10000,100000   sizes of made-up workspaces (1000,10000)
  --runs 5                    runs of each process
  --edits 2000                edits of each keystroke comparison
  --sequences 10000           sequences of the incremental suite
  --seed 1                    of edits and sequences
  --corpus DIR                real manifests
  --dist DIR                  the bundles that are measured (dist)
  --cache DIR                 for workspaces, programs and peers (.bench)
  --json                      print rows as JSON
  --write                     write the rows to docs/performance.md
`;

/**
 * Reads the command line.
 * @throws {TypeError} for an option that is not known, {RangeError} for a number that is none.
 */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      files: { type: 'string', default: '1000,10000' },
      runs: { type: 'string', default: '5' },
      edits: { type: 'string', default: '2000' },
      sequences: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      corpus: { type: 'string' },
      dist: { type: 'string', default: 'dist' },
      cache: { type: 'string', default: '.bench' },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  return {
    suites: positionals,
    fileCounts: values.files
      .split(',')
      .map(readCount)
      .sort((a, b) => a - b),
    nRuns: readCount(values.runs),
    nEdits: readCount(values.edits),
    nSequences: readCount(values.sequences),
    seed: readCount(values.seed),
    corpus: values.corpus,
    dist: values.dist,
    cache: values.cache,
    isJson: values.json,
    isWritten: values.write,
    args,
  };
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`${text} is no number of anything`);
  return count;
}
