// What cannot be read or written: told in a line, status 2, and the rest is done.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { CommandLineFolder } from '../support/command-line.ts';

const closed: string[] = [];
// Before the folder is removed: hooks run in the order in which they are set.
after(() => {
  for (const path of closed) chmodSync(path, 0o700);
});
const folder = new CommandLineFolder();

const service = (name: string, nodePort: number): string => `apiVersion: v1
kind: Service
metadata: { name: ${name}, annotations: { service.cilium.io/global: "true" } }
spec: { type: NodePort, ports: [{ port: 80, nodePort: ${nodePort} }] }
`;

const BINARY = Buffer.from([0x6b, 0x69, 0x6e, 0x64, 0x3a, 0, 1, 2]);

function setMode(name: string, mode: number): void {
  const path = join(folder.path, name);
  mkdirSync(path, { recursive: true });
  chmodSync(path, mode);
  closed.push(path);
}

folder.write('tree/open/web.yaml', service('web', 80));
setMode('tree/secret', 0);
folder.write('bin.yaml', BINARY);
folder.write('good.yaml', service('good', 30080));

describe('a folder without permission to read', () => {
  test('is an error when it is named', () => {
    for (const command of [['lint'], ['endpoints'], ['get', 'services']]) {
      const { stdout, stderr, status } = folder.run([...command, 'tree/secret'], { asNobody: true });
      assert.match(stderr, /^kubereach: tree\/secret: EACCES: permission denied.*\n$/);
      assert.deepEqual([stdout, status], ['', 2]);
    }
  });

  test('is told when it stands in another folder, whose other files are linted', () => {
    const { stdout, stderr, status } = folder.run(['lint', 'tree'], { asNobody: true });
    assert.equal(stderr, 'kubereach: tree/secret/ cannot be read\n');
    assert.match(
      stdout,
      /tree\/open\/web\.yaml\n.*service-node-port-range\n\n1 file with manifests: 1 error\n/,
    );
    assert.equal(status, 2);
    assert.equal(folder.run(['get', 'services', 'tree'], { asNobody: true }).status, 2);
  });

  test('is not looked into when the configuration excludes it', () => {
    folder.write('tree/.kubereach.yaml', 'exclude: [secret/]\n');
    const { stderr, status } = folder.run(['lint', '.'], { below: 'tree', asNobody: true });
    assert.deepEqual([stderr, status], ['', 1]);
  });

  test('is no bug where a file below it is named', () => {
    const { stderr, status } = folder.run(['endpoints', 'tree/secret/web.yaml'], { asNobody: true });
    assert.match(stderr, /^kubereach: tree\/secret\/web\.yaml: EACCES: permission denied/);
    assert.equal(status, 2);
  });
});

describe('binary input', () => {
  test('is an error when it is named, and the rest is read', () => {
    const lint = folder.run(['lint', 'bin.yaml', 'good.yaml']);
    assert.equal(lint.stderr, 'kubereach: bin.yaml was not read: binary\n');
    assert.match(lint.stdout, /1 file with manifests: nothing to report/);
    assert.equal(lint.status, 2);
    const get = folder.run(['get', 'services', 'bin.yaml', 'good.yaml']);
    assert.equal(get.stderr, lint.stderr);
    assert.match(get.stdout, /^good +NodePort /m);
    assert.equal(get.status, 2);
  });

  test('is an error on standard input', () => {
    for (const command of ['lint', 'endpoints']) {
      const { stderr, status } = folder.run([command, '-'], { input: BINARY });
      assert.deepEqual([stderr, status], ['kubereach: - was not read: binary\n', 2]);
    }
  });

  test('is only told when it was found in a folder', () => {
    folder.write('mixed/bin.yaml', BINARY);
    const { stderr, status } = folder.run(['lint', 'mixed']);
    assert.deepEqual([stderr, status], ['kubereach: mixed/bin.yaml was not read: binary\n', 0]);
  });
});

test('--fix tells the file that it cannot write, and repairs the others', () => {
  folder.write('fix/locked/a.yaml', service('a', 80));
  folder.write('fix/open/b.yaml', service('b', 81));
  setMode('fix/locked', 0o555);
  setMode('fix/open', 0o777);
  const { stdout, stderr, status } = folder.run(['lint', '--fix', 'fix'], { asNobody: true });
  assert.match(
    stderr,
    /^kubereach: fix\/locked\/a\.yaml was not fixed: EACCES: permission denied\nkubereach: fixed fix\/open\/b\.yaml:4 .*\n$/,
  );
  assert.match(
    stdout,
    /fix\/locked\/a\.yaml\n.*service-node-port-range\n\n2 files with manifests: 1 error\n/,
  );
  assert.equal(status, 2);
  assert.equal(folder.read('fix/locked/a.yaml'), service('a', 80));
  assert.doesNotMatch(folder.read('fix/open/b.yaml'), /nodePort: 81/);
});
