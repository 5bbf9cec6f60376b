// `lint --baseline`: what was there before is not told, what came since is.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CommandLineFolder } from '../support/command-line.ts';

const folder = new CommandLineFolder();

/** A Service that lacks nothing but good names for its ports. */
function service(name: string, ...ports: readonly string[]): string {
  const list = ports.map((port, nth) => `    - { name: ${port}, port: ${80 + nth} }\n`);
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop, annotations: { service.cilium.io/global: "true" } }
spec:
  ports:
${list.join('')}`;
}

function lint(...args: readonly string[]): {
  told: readonly string[];
  status: number | null;
  stderr: string;
} {
  const { stdout, stderr, status } = folder.run(['lint', '--format', 'json', ...args]);
  const findings: { file: string; rule: string; object: { name: string } }[] =
    stdout === '' ? [] : JSON.parse(stdout).findings;
  return { told: findings.map(({ file, rule, object }) => `${file} ${rule} ${object.name}`), status, stderr };
}

describe('lint --baseline', () => {
  folder.write('a/web.yaml', service('web', 'A', 'B'));
  folder.write('a/api.yaml', service('api', 'A'));

  test('is written with what is found, sorted, and nothing is told', () => {
    const { told, status, stderr } = lint('--write-baseline', 'known.json', 'a');
    assert.deepEqual([told, status], [[], 0]);
    assert.match(stderr, /findings listed in known\.json: 3/);
    assert.deepEqual(JSON.parse(folder.read('known.json')), {
      version: 1,
      findings: {
        'a/api.yaml': { 'Service shop/api': { 'service-port-name-invalid': 1 } },
        'a/web.yaml': { 'Service shop/web': { 'service-port-name-invalid': 2 } },
      },
    });
  });

  test('hides what it lists, so that the command succeeds', () => {
    assert.deepEqual(lint('--baseline', 'known.json', 'a'), { told: [], status: 0, stderr: '' });
  });

  test('means the same from another directory', () => {
    const { stdout, status } = folder.run(['lint', '--baseline', '../known.json', '.'], { below: 'a' });
    assert.equal(status, 0);
    assert.match(stdout, /nothing to report/);
  });

  test('knows a finding although lines and other documents came in front of it', () => {
    folder.write('a/api.yaml', `# A comment.\n${service('new', 'a')}---\n${service('api', 'B')}`);
    assert.deepEqual(lint('--baseline', 'known.json', 'a').told, []);
  });

  test('tells what is new: of another object, or of more than it counts', () => {
    folder.write('a/web.yaml', service('web', 'A', 'B', 'C'));
    folder.write('a/api.yaml', `${service('api', 'A')}---\n${service('other', 'A')}`);
    const { told, status } = lint('--baseline', 'known.json', 'a');
    assert.equal(status, 1);
    assert.deepEqual(told, [
      'a/api.yaml service-port-name-invalid other',
      'a/web.yaml service-port-name-invalid web',
      'a/web.yaml service-port-name-invalid web',
      'a/web.yaml service-port-name-invalid web',
    ]);
  });

  test('tells of entries that find less than they count, but not of files that are not linted', () => {
    folder.write('a/web.yaml', service('web', 'A', 'b'));
    folder.write('a/api.yaml', service('api', 'a'));
    const all = lint('--baseline', 'known.json', 'a');
    assert.deepEqual([all.told, all.status], [[], 0]);
    assert.match(
      all.stderr,
      /service-port-name-invalid is no longer found for Service shop\/api in a\/api\.yaml/,
    );
    assert.match(all.stderr, /found 1 instead of 2 times for Service shop\/web in a\/web\.yaml/);
    assert.doesNotMatch(lint('--baseline', 'known.json', 'a/web.yaml').stderr, /api\.yaml/);
  });

  test('tells of entries whose file is gone', () => {
    folder.write(
      'gone.json',
      JSON.stringify({ version: 1, findings: { 'a/gone.yaml': { '': { 'yaml-syntax': 1 } } } }),
    );
    assert.match(
      lint('--baseline', 'gone.json', 'a').stderr,
      /yaml-syntax is no longer found for a\/gone\.yaml/,
    );
  });

  for (const [name, text] of [
    ['missing', undefined],
    ['no JSON', '{'],
    ['of another form', '{"version": 2}'],
  ] as const) {
    test(`is refused when it is ${name}`, () => {
      if (text !== undefined) folder.write('bad.json', text);
      const { status, stderr } = lint('--baseline', text === undefined ? 'nowhere.json' : 'bad.json', 'a');
      assert.equal(status, 2);
      assert.match(stderr, /bad\.json|nowhere\.json/);
    });
  }

  test('is not read and written at once', () => {
    assert.equal(lint('--baseline', 'known.json', '--write-baseline', 'new.json', 'a').status, 2);
  });
});
