// Memory for each file above a process that only reads: peaks of resident memory.
import { join } from 'node:path';
import type { BenchContext } from '../bench-context.ts';
import { BenchEditor } from '../bench-editor.ts';
import { median, spreadOf, takeTurns } from '../measure.ts';
import { peakOf } from '../run-process.ts';
import { atMost, type Row, type Target } from '../row.ts';

const TARGETS: Readonly<Record<number, Target>> = { 10_000: atMost(8), 100_000: atMost(4) };
/** Smaller workspaces only show what a process needs anyway. */
const SMALLEST = 10_000;

/** The command line, its index alone, and the server at rest. */
export async function* memory(ctx: BenchContext): AsyncGenerator<Row> {
  const { programs, dist, nRuns } = ctx;
  const { tellPeak } = programs;
  const sizes = ctx.fileCounts.filter((nFiles) => nFiles >= SMALLEST);
  for (const nFiles of sizes.length > 0 ? sizes : ctx.fileCounts) {
    const folder = ctx.workspace(nFiles);
    const cli = join(dist, 'cli.cjs');
    const peaks = await takeTurns(nRuns, {
      whole: () => peakOf([cli, 'lint', '--format', 'json', folder], tellPeak),
      reading: () => peakOf([programs.readOnly, folder], tellPeak),
      server: () => serverAtRest(ctx, folder),
    });
    const size = `${nFiles.toLocaleString('en')} files`;
    const target = TARGETS[nFiles] ? { target: TARGETS[nFiles] } : {};
    yield memoryRow(`\`lint\`, peak for each file, ${size}`, peaks.whole, peaks.reading, nFiles, target);
    yield memoryRow(`the server at rest, for each file, ${size}`, peaks.server, peaks.reading, nFiles, {});
  }
}

/** Resident memory of the server once it has read and published everything. KB. */
async function serverAtRest({ dist, programs }: BenchContext, folder: string): Promise<number> {
  const editor = await BenchEditor.start({
    program: join(dist, 'server.cjs'),
    args: ['--stdio'],
    execArgv: ['--expose-gc', '--require', programs.answerMemory],
    saysReady: true,
    folder,
  });
  const { rss } = await editor.memory();
  await editor.stop();
  return rss / 1024;
}

function memoryRow(
  what: string,
  ours: readonly number[],
  reading: readonly number[],
  nFiles: number,
  target: { readonly target?: Target },
): Row {
  const perFile = ours.map((kb, turn) => (kb - (reading[turn] ?? 0)) / nFiles);
  const megabytes = (kbs: readonly number[]): string => `${Math.round(median(kbs) / 1024)} MB`;
  return {
    suite: 'memory',
    what,
    against: 'a process that reads them',
    ratio: spreadOf(perFile),
    unit: 'KB',
    medians: `${megabytes(ours)} / ${megabytes(reading)}`,
    ...target,
  };
}
