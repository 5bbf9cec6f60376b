// What every suite is given.
import type { Row } from './row.ts';

/** The sizes and places of one run, and what has been built for it. */
export interface BenchContext {
  /** Sizes of made-up workspaces, ascending. */
  readonly fileCounts: readonly number[];
  readonly nRuns: number;
  /** Edits of a keystroke comparison, by contender. */
  readonly nEdits: number;
  /** Sequences of edits of the incremental suite. */
  readonly nSequences: number;
  readonly seed: number;
  /** Where the bundles that ship are. */
  readonly dist: string;
  /** Real manifests; `undefined` when none were named. */
  readonly corpus: string | undefined;
  /** Everything that may be thrown away. */
  readonly cache: string;
  /** The paths of the programs built for this run, by name. */
  readonly programs: Programs;
  /** The folder of a made-up workspace; made when it is not there yet. */
  readonly workspace: (nFiles: number) => string;
}

/** Programs of this run. */
export interface Programs {
  /** Does nothing. */
  readonly empty: string;
  /** Walks a folder and reads its files. */
  readonly readOnly: string;
  /** Reads, indexes and judges a folder, and says how long each took. */
  readonly stages: string;
  /** The same, where every document is read by the `yaml` package. */
  readonly stagesOnYaml: string;
  /** The command line, where every document is read by the `yaml` package. */
  readonly cliOnYaml: string;
  /** A language server that answers every change with the same diagnostic. */
  readonly trivialServer: string;
  /** Loaded before a program: tells its peak of memory when it ends. */
  readonly tellPeak: string;
  /** Loaded before a program: answers with its memory, collected. */
  readonly answerMemory: string;
  /** Resource links of Monokle over a folder. */
  readonly monokleLinks: string;
}

/** Measures something. Rows are told as they come, in the order of the table. */
export type Suite = (ctx: BenchContext) => AsyncIterable<Row>;
