// The same files before other programs. They are fetched for this run only, at these versions, and never shipped.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BenchContext } from '../bench-context.ts';
import { BenchEditor } from '../bench-editor.ts';
import { takeTurns } from '../measure.ts';
import { runNode, wallOf } from '../run-process.ts';
import { atLeast, rowOf, type Row, type Target } from '../row.ts';

/** What is compared with, by package. */
const PEER_VERSIONS = {
  'yaml-language-server': '2.0.0',
  '@monokle/validation': '0.33.0',
} as const;

/** The sizes of the comparisons: the peers' time beyond says no more. */
const SWEEP_FILES = 10_000;
const LINKS_FILES = 1000;

/** Rows of the peers that could be fetched. */
export async function* peers(ctx: BenchContext): AsyncGenerator<Row> {
  const folder = installPeers(ctx.cache);
  if (folder === undefined) return;
  const largest = ctx.fileCounts.at(-1) ?? LINKS_FILES;
  yield await sweep(ctx, folder, Math.min(SWEEP_FILES, largest));
  yield await links(ctx, folder, Math.min(LINKS_FILES, largest));
}

/** `lint` against opening every file in yaml-language-server and waiting for its diagnostics; whole processes. */
async function sweep(ctx: BenchContext, peersFolder: string, nFiles: number): Promise<Row> {
  const folder = ctx.workspace(nFiles);
  const program = join(peersFolder, 'node_modules/yaml-language-server/bin/yaml-language-server');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name));
  const { above, below } = await takeTurns(ctx.nRuns, {
    above: () => openAll(program, folder, files),
    below: () => lintOf(ctx, folder),
  });
  return peerRow({
    what: `yaml-language-server ${PEER_VERSIONS['yaml-language-server']}, opening ${nFiles.toLocaleString('en')} files, no schema`,
    target: nFiles === SWEEP_FILES ? atLeast(20) : undefined,
    above,
    below,
  });
}

async function openAll(program: string, folder: string, files: readonly string[]): Promise<number> {
  const started = performance.now();
  const editor = await BenchEditor.start({
    program,
    args: ['--stdio'],
    folder,
    configuration: { yaml: { validate: true, schemaStore: { enable: false } } },
  });
  const uris = files.map((path) => pathToFileURL(path).href);
  const all = editor.nextDiagnostics(uris);
  for (const [index, path] of files.entries()) {
    await editor.open(uris[index] ?? '', readFileSync(path, 'utf8'));
  }
  const ended = await all;
  await editor.stop();
  return ended - started;
}

/** `lint` against Monokle's links between resources; whole processes. */
async function links(ctx: BenchContext, peersFolder: string, nFiles: number): Promise<Row> {
  const folder = ctx.workspace(nFiles);
  const { above, below } = await takeTurns(ctx.nRuns, {
    above: async () => (await runNode([ctx.programs.monokleLinks, peersFolder, folder], { isRead: true })).ms,
    below: () => lintOf(ctx, folder),
  });
  return peerRow({
    what: `resource links of @monokle/validation ${PEER_VERSIONS['@monokle/validation']}, ${nFiles.toLocaleString('en')} files`,
    target: nFiles === LINKS_FILES ? atLeast(30) : undefined,
    above,
    below,
  });
}

function lintOf({ dist }: BenchContext, folder: string): Promise<number> {
  return wallOf([join(dist, 'cli.cjs'), 'lint', '--format', 'json', folder]);
}

function peerRow(of: {
  readonly what: string;
  readonly target: Target | undefined;
  readonly above: readonly number[];
  readonly below: readonly number[];
}): Row {
  const { what, target, above, below } = of;
  const about = { suite: 'peers', what, against: '`lint` of the same files' };
  return rowOf(target ? { ...about, target } : about, { above, below });
}

/** The folder with the peers; `undefined` when they cannot be fetched, which is said. */
function installPeers(cache: string): string | undefined {
  const folder = join(cache, 'peers');
  const wanted = Object.entries(PEER_VERSIONS);
  const isThere = ([name, version]: readonly [string, string]): boolean => {
    const manifest = join(folder, 'node_modules', name, 'package.json');
    if (!existsSync(manifest)) return false;
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version === version;
  };
  if (wanted.every(isThere)) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const names = wanted.map(([name, version]) => `${name}@${version}`);
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder, ...names];
  const { status } = spawnSync('npm', args, { stdio: 'ignore', shell: process.platform === 'win32' });
  if (status === 0 && wanted.every(isThere)) return folder;
  console.error(`peers: skipped, ${names.join(' and ')} could not be installed`);
  return undefined;
}
