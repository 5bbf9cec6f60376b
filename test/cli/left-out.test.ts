// What predictions leave out is told on standard error; the answer stays what it is.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CommandLineFolder } from '../support/command-line.ts';

const folder = new CommandLineFolder();

const service = (name: string, port: number): string => `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { ports: [{ port: ${port} }] }
`;

folder.write('good.yaml', service('good', 80));
folder.write('refused.yaml', `# The port is none.\n${service('web', 0)}`);
folder.write('broken.yaml', `${service('x', 80)}---\n${service('"y', 80)}---\n${service('"z', 80)}`);

const REFUSED = 'kubereach: The API server refuses Service web (refused.yaml:2): see kubereach lint\n';

describe('left out is', () => {
  const commands: readonly (readonly string[])[] = [
    ['get', 'services'],
    ['endpoints'],
    ['describe', 'service', 'good'],
    ['trace', '--to', 'good:80'],
  ];
  for (const command of commands) {
    test(`what the API server refuses: ${command[0]}`, () => {
      const alone = folder.run([...command, 'good.yaml']);
      assert.deepEqual([alone.stderr, alone.status], ['', 0]);
      const both = folder.run([...command, 'refused.yaml', 'good.yaml']);
      assert.deepEqual([both.stderr, both.stdout, both.status], [REFUSED, alone.stdout, 0]);
    });
  }

  test('what describe was asked for', () => {
    const { stderr, status } = folder.run(['describe', 'service', 'web', 'refused.yaml']);
    assert.equal(stderr, `${REFUSED}kubereach: no Service "web" in namespace "default"\n`);
    assert.equal(status, 2);
  });

  test('broken YAML, told once for each file', () => {
    const { stdout, stderr } = folder.run(['get', 'services', 'broken.yaml']);
    assert.equal(stderr, 'kubereach: broken.yaml cannot be read as YAML: see kubereach lint\n');
    assert.match(stdout, /^x /m);
  });

  test('a second object of the same name', () => {
    const input = `${service('web', 80)}---\n${service('web', 81)}`;
    const { stdout, stderr } = folder.run(['get', 'services', '-'], { input });
    assert.equal(stderr, 'kubereach: The name of Service web (-:6) is taken: see kubereach lint\n');
    assert.match(stdout, /80\/TCP/);
  });

  test('counted when there is much of it', () => {
    const input = Array.from({ length: 12 }, (_, index) => service(`s${index}`, 0)).join('---\n');
    const lines = folder.run(['endpoints', '-'], { input }).stderr.split('\n');
    assert.equal(lines.length, 7);
    assert.equal(lines[5], 'kubereach: 7 more are left out: see kubereach lint');
  });

  test('what a kustomization builds, by its directory', () => {
    folder.write('built/kustomization.yaml', 'resources: [web.yaml]\n');
    folder.write('built/web.yaml', service('web', 0));
    assert.equal(
      folder.run(['get', 'services', 'built']).stderr,
      'kubereach: The API server refuses Service web (built): see kubereach lint\n',
    );
  });
});

test('a PATH that is given twice counts once', () => {
  const once = folder.run(['get', 'services', '-'], { input: service('web', 80) });
  assert.match(once.stdout, /^web /m);
  const twice = folder.run(['get', 'services', '-', '-'], { input: service('web', 80) });
  assert.deepEqual([twice.stdout, twice.stderr], [once.stdout, '']);
  assert.match(folder.run(['lint', '-', '-'], { input: service('web', 0) }).stdout, /1 file with .* 1 error/);
});
