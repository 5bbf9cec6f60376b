// The page of results: a block for each suite, between marks, replaced by a run with `--write`.
import { readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, totalmem, type } from 'node:os';
import { format, resolveConfig } from 'prettier';
import type { BenchOptions } from './options.ts';

/** Packages whose version bears on a figure. */
const PACKAGES = ['yaml', 'vscode-languageserver', 'esbuild'];

/** On what, with what and when a run was made: one sentence. */
export function describeRun({ nRuns }: Pick<BenchOptions, 'nRuns'>): string {
  const [first] = cpus();
  const cores = `${cpus().length} cores (${first?.model.trim() ?? 'unknown'})`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const versions = PACKAGES.map((name) => `${name} ${versionOf(name)}`).join(', ');
  const date = new Date().toISOString().slice(0, 10);
  return `Run of ${date} on ${type()} ${arch()}, ${cores}, ${memory}, Node ${process.version}, ${versions}; ${nRuns} runs of each process.`;
}

/**
 * Replaces what stands between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`, and formats the page.
 * @throws {Error} when the page has no such place.
 */
export async function writeBlock(page: string, name: string, text: string): Promise<void> {
  const before = readFileSync(page, 'utf8');
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [start, end] = [before.indexOf(open), before.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`${page} has no place for ${name}`);
  const after = `${before.slice(0, start + open.length)}\n\n${text}\n\n${before.slice(end)}`;
  writeFileSync(page, await format(after, { ...(await resolveConfig(page)), filepath: page }));
}

function versionOf(name: string): string {
  const manifest = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
