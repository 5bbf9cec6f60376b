// Folders so large that a second thread helps reading them: what is found may not depend on who read a file.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readBelow, withLimit } from '../../server/node/folder-reader.ts';
import { LanguageService } from '../../server/service.ts';
import { DEFAULT_READ_OPTIONS } from '../../server/workspace/file-source.ts';
import { CommandLineFolder } from '../support/command-line.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const N_FILES = 1500;

const folder = new CommandLineFolder();
for (let i = 0; i < N_FILES; i++) folder.write(nameOf(i), textOf(i));

function nameOf(i: number): string {
  return `${String(i % 7)}/${String(i).padStart(4, '0')}.yaml`;
}

/** Most files hold a Service that selects nothing; some a second document, a broken one, no text at all, or no manifest. */
function textOf(i: number): string | Buffer {
  const service = `apiVersion: v1
kind: Service
metadata: { name: s${i}, namespace: n }
spec:
  selector: { app: a${i} }
  ports: [{ port: 80 }]
`;
  if (i % 31 === 0) return Buffer.from(`kind: Service\0`);
  if (i % 29 === 0) return `${service}---\nkind: [\n`;
  if (i % 23 === 0)
    return `${service}---\napiVersion: v1\nkind: Pod\nmetadata: { name: p${i}, namespace: n }\n`;
  return i % 19 === 0 ? 'just: data\n' : service;
}

/** What is found when one thread reads everything: rule, file and message. */
function expected(): readonly string[] {
  const service = new LanguageService((_rule, error) => {
    throw error;
  });
  const root = pathToFileURL(folder.path).href;
  service.workspace.setFiles(withLimit(readBelow([root], DEFAULT_READ_OPTIONS), DEFAULT_READ_OPTIONS));
  service.workspace.complete();
  return [...service.workspace.snapshot.files()].flatMap(({ uri }) =>
    service
      .diagnose(uri)
      .map(({ finding }) => `${finding.rule} ${uri.slice(root.length + 1)} ${finding.message}`),
  );
}

interface Told {
  readonly rule: string;
  readonly file: string;
  readonly message: string;
}

function told(stdout: string): readonly string[] {
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Told[] };
  return findings.map(({ rule, file, message }) => `${rule} ${file} ${message}`);
}

test('a large folder is read by two threads as by one', () => {
  const { stdout, stderr } = folder.run(['lint', '--format', 'json', '.']);
  assert.deepEqual(told(stdout), expected());
  assert.equal(stderr.match(/was not read: binary/g)?.length, Math.ceil(N_FILES / 31));
  assert.ok(told(stdout).length > 1000);
});

test('where the second thread cannot start, the first reads everything', () => {
  const alone = mkdtempSync(join(tmpdir(), 'kubereach-alone-'));
  after(() => rmSync(alone, { recursive: true }));
  const cli = join(alone, 'cli.cjs');
  copyFileSync(CLI, cli);
  const { stdout } = spawnSync(process.execPath, [cli, 'lint', '--format', 'json', '.'], {
    cwd: folder.path,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  assert.deepEqual(told(stdout), expected());
});
