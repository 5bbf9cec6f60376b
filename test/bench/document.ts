// The page of results: a block for each suite, between marks, replaced by a run with `--write`.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, platform, release, totalmem } from 'node:os';
import type { BenchOptions } from './options.ts';

const require = createRequire(import.meta.url);
/** Packages whose version bears on a figure. */
const PACKAGES = ['yaml', 'vscode-languageserver', 'esbuild'];

/** On what, with what and when a run was made: one sentence. */
export function describeRun({ nRuns }: Pick<BenchOptions, 'nRuns'>): string {
  const [first] = cpus();
  const cores = `${cpus().length} cores (${first?.model.trim() ?? 'unknown'})`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const versions = PACKAGES.map((name) => `${name} ${versionOf(name)}`).join(', ');
  const date = new Date().toISOString().slice(0, 10);
  return `Run of ${date} on ${platform()} ${release()}, ${cores}, ${memory}, Node ${process.version}, ${versions}; ${nRuns} runs of each process.`;
}

/**
 * Replaces what stands between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`.
 * @throws {Error} when the page has no such place.
 */
export function writeBlock(page: string, name: string, text: string): void {
  const before = readFileSync(page, 'utf8');
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [start, end] = [before.indexOf(open), before.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`${page} has no place for ${name}`);
  writeFileSync(page, `${before.slice(0, start + open.length)}\n\n${text}\n\n${before.slice(end)}`);
}

function versionOf(name: string): string {
  try {
    return (require(`${name}/package.json`) as { version: string }).version;
  } catch {
    return 'of unknown version';
  }
}
