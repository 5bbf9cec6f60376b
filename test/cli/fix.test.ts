// `lint --fix` on real files.
import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { CommandLineFolder } from '../support/command-line.ts';

const folder = new CommandLineFolder();

const service = (name: string, nodePort: number | string): string => `apiVersion: v1
kind: Service
metadata: { name: ${name}, annotations: { service.cilium.io/global: "true" } }
spec:
  type: NodePort
  ports:
    - port: 80 # the front door
      nodePort: ${nodePort}
`;

/** Fixes a file and returns its new text. */
function fix(name: string, text: string): string {
  folder.write(name, text);
  folder.run(['lint', '--fix', name]);
  return folder.read(name);
}

describe('lint --fix', () => {
  test('repairs what is almost surely meant, tells it, and keeps comments', () => {
    folder.write('a.yaml', service('web', 80));
    const { stdout, stderr, status } = folder.run(['lint', '--fix', 'a.yaml']);
    assert.match(stderr, /^kubereach: fixed a\.yaml:8 Use nodePort 30\d+ \(service-node-port-range\)\n$/);
    assert.match(stdout, /nothing to report/);
    assert.equal(status, 0);
    assert.match(folder.read('a.yaml'), /- port: 80 # the front door\n {6}nodePort: 30\d+\n$/);
  });

  test('changes nothing where nothing is to be repaired', () => {
    folder.write('good.yaml', service('web', 30080));
    const { mtimeMs } = statSync(join(folder.path, 'good.yaml'));
    assert.equal(folder.run(['lint', '--fix', 'good.yaml']).stderr, '');
    assert.equal(statSync(join(folder.path, 'good.yaml')).mtimeMs, mtimeMs);
  });

  test('gives two Services two free ports', () => {
    folder.write('two/a.yaml', service('a', 80));
    folder.write('two/b.yaml', service('b', 80));
    const { stdout } = folder.run(['lint', '--fix', 'two']);
    assert.match(stdout, /nothing to report/);
    assert.notEqual(
      /nodePort: \d+/.exec(folder.read('two/a.yaml'))?.[0],
      /nodePort: \d+/.exec(folder.read('two/b.yaml'))?.[0],
    );
  });

  test('goes on where the API server refuses the next thing once the first is repaired', () => {
    const wrong = service('web', 80).replace('port: 80 #', 'port: "80" #');
    const text = fix('refused.yaml', `${wrong}      protocol: tcp\n`);
    assert.match(text, /- port: 80 # the front door\n {6}nodePort: 30\d+\n {6}protocol: TCP\n$/);
  });

  test('gives each of many Services a port of its own', () => {
    const names = Array.from({ length: 20 }, (_, index) => `many/${index}.yaml`);
    for (const [index, name] of names.entries()) folder.write(name, service(`web-${index}`, 80));
    assert.match(folder.run(['lint', '--fix', 'many']).stdout, /nothing to report/);
    const ports = names.map((name) => /nodePort: \d+/.exec(folder.read(name))?.[0]);
    assert.equal(new Set(ports).size, names.length);
  });

  test('goes on with what a repair brings to light', () => {
    const text = fix('hidden.yaml', `${service('a', 80)}${service('b', '"30081"')}`);
    assert.equal([...text.matchAll(/^---$/gm)].length, 1);
    assert.match(text, /nodePort: 30\d+\n---\n/);
    assert.match(text, /nodePort: 30081\n$/);
  });

  test('keeps Windows line breaks and the byte order mark', () => {
    const text = fix(
      'windows.yaml',
      `\uFEFF${service('web', 80)}${service('b', 81)}`.replaceAll('\n', '\r\n'),
    );
    assert.ok(text.startsWith('\uFEFFapiVersion'));
    assert.doesNotMatch(text, /[^\r]\n/);
    assert.match(text, /---\r\n/);
  });

  test('keeps the mode of a file, and leaves no other file behind', () => {
    folder.write('mode/x.yaml', service('web', 80));
    chmodSync(join(folder.path, 'mode/x.yaml'), 0o640);
    folder.run(['lint', '--fix', 'mode']);
    assert.equal(statSync(join(folder.path, 'mode/x.yaml')).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(join(folder.path, 'mode')), ['x.yaml']);
  });

  test('never writes to a file outside, nor to standard input', () => {
    folder.write('outside/x.yaml', service('web', 80));
    folder.write('inside/y.yaml', service('other', 30080));
    symlinkSync('../outside/x.yaml', join(folder.path, 'inside/x.yaml'));
    folder.run(['lint', '--fix', 'inside']);
    assert.equal(folder.read('outside/x.yaml'), service('web', 80));
    const { stdout, stderr } = folder.run(['lint', '--fix', '-'], { input: service('web', 80) });
    assert.match(stdout, /1 error/);
    assert.equal(stderr, '');
  });

  test('leaves a file alone that is not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(service('web', 80)), Buffer.from([0x23, 0xff, 0x0a])]);
    writeFileSync(join(folder.path, 'latin.yaml'), bytes);
    const { stderr } = folder.run(['lint', '--fix', 'latin.yaml']);
    assert.match(stderr, /latin\.yaml was not fixed: it is not UTF-8/);
    assert.deepEqual(readFileSync(join(folder.path, 'latin.yaml')), bytes);
  });

  test('does not repair what somebody asked not to see', () => {
    const text = service('web', '80 # kubereach-disable-line service-node-port-range');
    assert.equal(fix('silent.yaml', text), text);
  });

  test('keeps a suppression that seems to be of no use', () => {
    const text = service('web', '30080 # kubereach-disable-line service-target-port-unresolved');
    assert.equal(fix('idle.yaml', text), text);
  });
});
