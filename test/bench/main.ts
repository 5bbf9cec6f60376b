// Speed as ratios of one run: `npm run bench -- [SUITE...] [options]`; `--help` lists them.
// The machine is noisy, so no time is a result: every figure is a comparison, made in turns, within one run.
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchContext, Suite } from './bench-context.ts';
import { openCache, workspaceIn } from './cache.ts';
import { describeRun, writeBlock } from './document.ts';
import { readOptions, USAGE, type BenchOptions } from './options.ts';
import { buildPrograms } from './programs.ts';
import { lineOf, markdownTable, verdictOf, type Row } from './row.ts';
import { corpus, lint } from './suites/lint.ts';
import { editHour } from './suites/edit-hour.ts';
import { growth } from './suites/growth.ts';
import { incremental } from './suites/incremental.ts';
import { keystroke } from './suites/keystroke.ts';
import { memory } from './suites/memory.ts';
import { panel } from './suites/panel.ts';
import { peers } from './suites/peers.ts';
import { start } from './suites/start.ts';

const SUITES: Readonly<Record<string, Suite>> = {
  start,
  lint,
  corpus,
  growth,
  memory,
  keystroke,
  'edit-hour': editHour,
  incremental,
  peers,
  panel,
};
/** Minutes each; they run when they are named. */
const SLOW = new Set(['edit-hour', 'incremental', 'peers', 'panel']);
/** Prints a table of its own. */
const TRAFFIC = 'traffic';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = join(root, 'docs/performance.md');

async function contextOf(options: BenchOptions): Promise<BenchContext> {
  const cache = resolve(root, options.cache);
  openCache(cache);
  return {
    ...options,
    cache,
    dist: resolve(root, options.dist),
    corpus: options.corpus === undefined ? undefined : resolve(options.corpus),
    programs: await buildPrograms(join(cache, 'programs')),
    workspace: (nFiles) => workspaceIn(cache, nFiles),
  };
}

async function run(options: BenchOptions): Promise<void> {
  const usual = [...Object.keys(SUITES).filter((name) => !SLOW.has(name)), TRAFFIC];
  const names = options.suites.length > 0 ? options.suites : usual;
  const unknown = names.find((name) => name !== TRAFFIC && !(name in SUITES));
  if (unknown !== undefined) throw new RangeError(`There is no suite ${unknown}`);
  const ctx = await contextOf(options);
  const rows: Row[] = [];
  for (const name of names) {
    if (name === TRAFFIC) await runTraffic(options);
    else rows.push(...(await runSuite(name, ctx, options)));
  }
  if (options.isJson) console.log(JSON.stringify({ run: describeRun(options), rows }, undefined, 2));
  const nMissed = rows.filter((row) => verdictOf(row) === 'missed').length;
  if (nMissed > 0) console.error(`${nMissed} of ${rows.length} comparisons missed their target`);
}

async function runSuite(name: string, ctx: BenchContext, options: BenchOptions): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of SUITES[name]?.(ctx) ?? []) {
    rows.push(row);
    console.error(lineOf(row));
  }
  if (options.isWritten && rows.length > 0) {
    await writeBlock(page, name, `${describeRun(options)}\n\n${markdownTable(rows)}`);
  }
  return rows;
}

/** The simulator's bench is a program of its own. */
async function runTraffic(options: BenchOptions): Promise<void> {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'traffic.ts');
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error('The traffic bench failed');
  console.error(stdout);
  if (options.isWritten) {
    await writeBlock(page, TRAFFIC, `${describeRun(options)}\n\n\`\`\`text\n${stdout.trim()}\n\`\`\``);
  }
}

const args = process.argv.slice(2);
if (args.includes('--help')) console.log(USAGE);
else await run(readOptions(args));
