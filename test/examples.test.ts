// The examples promise what will be seen, in comments under the lines concerned. The command line must keep each promise
// and say nothing else.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

interface Seen {
  readonly file: string;
  readonly line: number;
  readonly character: number;
  readonly what: string;
}

const PROMISE = /^\s*#<?\s*\^+ (\w+: [\w-]+)$/;

function promisesOf(file: string): readonly Seen[] {
  const lines = readFileSync(`${root}${file}`, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    const what = PROMISE.exec(line)?.[1];
    return what === undefined
      ? []
      : [{ file, line: index - 1, character: line.includes('#<') ? 0 : line.indexOf('^'), what }];
  });
}

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly file: string;
    readonly range: { readonly start: { readonly line: number; readonly character: number } };
  }[];
}

async function lint(path: string): Promise<Report> {
  const { stdout } = await run(process.execPath, ['dist/cli.cjs', 'lint', '--format', 'json', path], {
    cwd: root,
  }).catch((error: { stdout: string }) => error);
  return JSON.parse(stdout) as Report;
}

test('lint of the examples gives the findings that their comments promise, and no others', async () => {
  const promised = readdirSync(`${root}examples`)
    .sort()
    .flatMap((name) => promisesOf(`examples/${name}`));
  const { findings } = await lint('examples');
  const seen = findings.map(({ rule, severity, file, range: { start } }) => ({
    file,
    ...start,
    what: `${severity}: ${rule}`,
  }));
  assert.ok(promised.length > 5);
  assert.deepEqual(seen, promised);
});
