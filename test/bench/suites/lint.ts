// `lint` of a made-up workspace: as a whole process, and its stages, against a process that only reads the files.
import { join } from 'node:path';
import type { BenchContext } from '../bench-context.ts';
import { takeTurns } from '../measure.ts';
import { numbersOf, runPrinting, wallOf } from '../run-process.ts';
import { atLeast, atMost, rowOf, type Row, type Target } from '../row.ts';

const PROCESS: Readonly<Record<number, Target>> = { 10_000: atMost(6, 4) };
const INDEX: Readonly<Record<number, Target>> = { 10_000: atMost(4, 3), 100_000: atMost(3) };
/** The comparison with `yaml` is made up to this size; beyond it takes minutes and says the same. */
const LARGEST_ON_YAML = 10_000;

/** The rows of all sizes. */
export async function* lint(ctx: BenchContext): AsyncGenerator<Row> {
  for (const nFiles of ctx.fileCounts) {
    yield* folderRows(ctx, ctx.workspace(nFiles), {
      suite: 'lint',
      size: `${nFiles.toLocaleString('en')} files`,
      process: PROCESS[nFiles],
      index: INDEX[nFiles],
    });
    if (nFiles <= LARGEST_ON_YAML) yield* onYaml(ctx, nFiles);
  }
}

/** `lint` of real manifests. */
export async function* corpus(ctx: BenchContext): AsyncGenerator<Row> {
  if (ctx.corpus === undefined) {
    console.error('corpus: skipped, name a folder of manifests with --corpus');
    return;
  }
  const { numbers } = await runPrinting([ctx.programs.stages, ctx.corpus]);
  const size = `real manifests, ${(numbers['nFiles'] ?? 0).toLocaleString('en')} files`;
  yield* folderRows(ctx, ctx.corpus, { suite: 'corpus', size, process: undefined, index: undefined });
}

/** How a folder is named in the table, and what is expected of it. */
interface FolderGoals {
  readonly suite: string;
  readonly size: string;
  readonly process: Target | undefined;
  readonly index: Target | undefined;
}

async function* folderRows(
  { nRuns, programs, dist }: BenchContext,
  folder: string,
  goals: FolderGoals,
): AsyncGenerator<Row> {
  const lintArgs = [join(dist, 'cli.cjs'), 'lint', '--format', 'json', folder];
  const { whole, reading, stages } = await takeTurns(nRuns, {
    whole: () => wallOf(lintArgs),
    reading: () => runPrinting([programs.readOnly, folder]),
    stages: () => runPrinting([programs.stages, folder]),
  });
  const walk = numbersOf(reading, 'readMs');
  const { suite, size } = goals;
  yield rowOf(
    {
      suite,
      what: `\`lint\`, whole process, ${size}`,
      against: 'a process that reads them',
      ...(goals.process ? { target: goals.process } : {}),
    },
    { above: whole, below: reading.map(({ ms }) => ms) },
  );
  yield rowOf(
    {
      suite,
      what: `reading and indexing, ${size}`,
      against: 'walking and reading',
      ...(goals.index ? { target: goals.index } : {}),
    },
    { above: numbersOf(stages, 'indexMs'), below: walk },
  );
  yield rowOf(
    { suite, what: `judging by all rules, ${size}`, against: 'walking and reading' },
    { above: numbersOf(stages, 'judgeMs'), below: walk },
  );
}

async function* onYaml(ctx: BenchContext, nFiles: number): AsyncGenerator<Row> {
  const { programs, dist, nRuns } = ctx;
  const folder = ctx.workspace(nFiles);
  const lintArgs = ['lint', '--format', 'json', folder];
  const { index, indexOnYaml, whole, wholeOnYaml } = await takeTurns(nRuns, {
    index: () => runPrinting([programs.stages, folder]),
    indexOnYaml: () => runPrinting([programs.stagesOnYaml, folder]),
    whole: () => wallOf([join(dist, 'cli.cjs'), ...lintArgs]),
    wholeOnYaml: () => wallOf([programs.cliOnYaml, ...lintArgs]),
  });
  const size = `${nFiles.toLocaleString('en')} files`;
  const target = nFiles === 10_000 ? { target: atLeast(8) } : {};
  yield rowOf(
    { suite: 'lint', what: `the same index on plain \`yaml\`, ${size}`, against: 'ours', ...target },
    { above: numbersOf(indexOnYaml, 'indexMs'), below: numbersOf(index, 'indexMs') },
  );
  yield rowOf(
    { suite: 'lint', what: `the same \`lint\` on plain \`yaml\`, ${size}`, against: 'ours', ...target },
    { above: wholeOnYaml, below: whole },
  );
}
