// The options of `kubereach trace`.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CommandLineFolder } from '../support/command-line.ts';

const folder = new CommandLineFolder();
folder.write(
  'web.yaml',
  `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }
`,
);

describe('--show', () => {
  const asked: Readonly<Record<string, readonly string[]>> = {
    dns: ['NAME'],
    'dns,env': ['NAME', 'VARIABLE'],
    'dns --show env': ['NAME', 'VARIABLE'],
  };
  for (const [options, headers] of Object.entries(asked)) {
    test(`${options} leaves the PATH alone`, () => {
      const { stdout, status } = folder.run([
        'trace',
        '--to',
        'web:80',
        '--show',
        ...options.split(' '),
        'web.yaml',
      ]);
      assert.equal(status, 0);
      for (const header of ['NAME', 'VARIABLE'])
        assert.equal(new RegExp(`^${header}\\b`, 'm').test(stdout), headers.includes(header), stdout);
    });
  }

  for (const value of ['dnx', '', 'dns,', 'dns,all']) {
    test(`refuses "${value}"`, () => {
      const { stderr, status } = folder.run(['trace', '--to', 'web:80', `--show=${value}`, 'web.yaml']);
      assert.match(stderr, /There are dns and env/);
      assert.equal(status, 2);
    });
  }
});

describe('--from external/ADDRESS', () => {
  const traceFrom = (address: string): ReturnType<typeof folder.run> =>
    folder.run(['trace', '--from', `external/${address}`, '--to', 'node-1:30080', 'web.yaml']);

  for (const address of ['xyz', '1.2.3', '1.2.3.256', '01.2.3.4', 'fd00::g']) {
    test(`refuses ${address}`, () => {
      const { stderr, status } = traceFrom(address);
      assert.equal(stderr, `kubereach: --from external/${address}: ${address} is no IP address\n`);
      assert.equal(status, 2);
    });
  }

  for (const address of ['203.0.113.9', 'fd00::9']) {
    test(`takes ${address}`, () => {
      const { stderr, status } = traceFrom(address);
      assert.deepEqual([stderr, status], ['', 0]);
    });
  }

  test('is in the help', () => {
    assert.match(folder.run(['trace', '--help']).stdout, /external\/ADDRESS/);
  });
});
