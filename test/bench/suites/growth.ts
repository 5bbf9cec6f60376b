// How time grows with size: with the number of files, and with the size of one.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchContext } from '../bench-context.ts';
import { makeLargeText } from '../generate/workspace.ts';
import { takeTurns } from '../measure.ts';
import { numbersOf, runPrinting, wallOf } from '../run-process.ts';
import { atMost, rowOf, type Row } from '../row.ts';

const MEGABYTE = 1024 * 1024;

/** Each size against the one before, and a file of 4 MB against one of 1 MB. */
export async function* growth(ctx: BenchContext): AsyncGenerator<Row> {
  const cli = join(ctx.dist, 'cli.cjs');
  for (const [step, large] of ctx.fileCounts.slice(1).entries()) {
    const small = ctx.fileCounts[step] ?? large;
    const { above, below } = await takeTurns(ctx.nRuns, {
      above: () => wallOf([cli, 'lint', '--format', 'json', ctx.workspace(large)]),
      below: () => wallOf([cli, 'lint', '--format', 'json', ctx.workspace(small)]),
    });
    const isTenfold = small === 10_000 && large === 100_000;
    yield rowOf(
      {
        suite: 'growth',
        what: `\`lint\`, whole process, ${large.toLocaleString('en')} files`,
        against: `${small.toLocaleString('en')} files`,
        ...(isTenfold ? { target: atMost(11) } : {}),
      },
      { above, below },
    );
  }
  yield await largeFiles(ctx);
}

/** Anything that looks through the file once a line shows here. */
async function largeFiles({ cache, nRuns, programs }: BenchContext): Promise<Row> {
  const folderOf = (size: number): string => {
    const folder = join(cache, `large-${size}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'all.yaml'), makeLargeText(size * MEGABYTE - 64 * 1024));
    return folder;
  };
  const [small, large] = [folderOf(1), folderOf(4)];
  const { above, below } = await takeTurns(nRuns, {
    above: () => runPrinting([programs.stages, large]),
    below: () => runPrinting([programs.stages, small]),
  });
  return rowOf(
    { suite: 'growth', what: 'indexing one file of 4 MB', against: 'one of 1 MB', target: atMost(4.5) },
    { above: numbersOf(above, 'indexMs'), below: numbersOf(below, 'indexMs') },
  );
}
