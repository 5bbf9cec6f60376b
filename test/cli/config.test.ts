// The configuration file as the command line finds and follows it.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { CommandLineFolder } from '../support/command-line.ts';

const OUT_OF_RANGE = `apiVersion: v1
kind: Service
metadata: { name: web, annotations: { service.cilium.io/global: "true" } }
spec:
  type: NodePort
  ports: [{ port: 80, nodePort: 80 }]
`;

const folder = new CommandLineFolder();
folder.write('repo/.kubereach.yaml', 'nodePortRange: 1-100\nexclude: [old/, "*.gen.yaml"]\n');
folder.write('repo/apps/web.yaml', OUT_OF_RANGE);
folder.write('repo/old/web.yaml', OUT_OF_RANGE.replaceAll('80', '800'));
folder.write('repo/apps/x.gen.yaml', OUT_OF_RANGE.replaceAll('80', '800'));
folder.write('other.yaml', 'rules:\n  service-node-*: hint\n');
folder.write('wrong.yaml', 'rule: {}\n');

/** The rules found, with their severities. */
function lint(args: readonly string[], below: string): readonly string[] {
  const { stdout, stderr } = folder.run(['lint', '--format', 'json', ...args], { below });
  assert.equal(stderr, '');
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; severity: string; file: string }[] };
  return findings.map(({ rule, severity, file }) => `${file} ${rule} ${severity}`);
}

describe('the configuration', () => {
  test('is the nearest from the working directory upwards, and leaves out what it excludes', () => {
    assert.deepEqual(lint(['.'], 'repo'), []);
    assert.deepEqual(lint(['.'], 'repo/apps'), []);
  });

  test('is not looked for above the folder that holds .git', () => {
    mkdirSync(join(folder.path, 'repo/inner/.git'), { recursive: true });
    folder.write('repo/inner/web.yaml', OUT_OF_RANGE);
    assert.deepEqual(lint(['web.yaml'], 'repo/inner'), ['web.yaml service-node-port-range error']);
  });

  test('is the file that is named', () => {
    assert.deepEqual(lint(['--config', '../other.yaml', 'apps/web.yaml'], 'repo'), [
      'apps/web.yaml service-node-port-range hint',
    ]);
  });

  test('gives way to an option', () => {
    assert.deepEqual(lint(['--node-port-range', '1-10', 'apps/web.yaml'], 'repo'), [
      'apps/web.yaml service-node-port-range error',
    ]);
  });

  test('does not exclude a file that is named', () => {
    assert.deepEqual(lint(['old/web.yaml'], 'repo'), ['old/web.yaml service-node-port-range error']);
  });

  test('is linted itself, wherever it stands', () => {
    folder.write('wrong/.kubereach.yaml', 'rule: {}\nrules: { service-port-rang: off }\n');
    folder.write('wrong/apps/ok.yaml', OUT_OF_RANGE.replaceAll('nodePort: 80', 'nodePort: 30080'));
    assert.deepEqual(lint(['.'], 'wrong/apps'), [
      '../.kubereach.yaml config-invalid warning',
      '../.kubereach.yaml config-invalid warning',
    ]);
    const { stderr, status } = folder.run(['endpoints', '.'], { below: 'wrong/apps' });
    assert.equal(
      stderr,
      'kubereach: ../.kubereach.yaml has mistakes, which are ignored: see kubereach lint\n',
    );
    assert.equal(status, 0);
  });

  const mistakes = {
    'rulez: {}': 'config-invalid warning',
    'rules: [': 'yaml-syntax error',
    'nodePortRange: 1-0': 'config-invalid warning',
    'ipFamilies: IPv9': 'config-invalid warning',
  };
  for (const [text, finding] of Object.entries(mistakes)) {
    test(`is linted under any name: ${text}`, () => {
      folder.write('named.yaml', `${text}\n`);
      const path = folder.write('fine.yaml', OUT_OF_RANGE.replaceAll('nodePort: 80', 'nodePort: 30080'));
      assert.deepEqual(lint(['--config', 'named.yaml', path], ''), [`named.yaml ${finding}`]);
      assert.deepEqual(lint(['--config', 'named.yaml', 'named.yaml', path], ''), [`named.yaml ${finding}`]);
      assert.match(
        folder.run(['get', 'services', '--config', 'named.yaml', path]).stderr,
        /^kubereach: named\.yaml has mistakes, which are ignored: see kubereach lint\n$/,
      );
    });
  }

  test('is told when it cannot be read', () => {
    const { stderr, status } = folder.run(['lint', '--config', 'nowhere.yaml', 'repo']);
    assert.match(stderr, /^kubereach: nowhere\.yaml: ENOENT/);
    assert.equal(status, 2);
  });

  test('is followed by the commands that predict', () => {
    folder.write('named/.kubereach.yaml', 'namespace: shop\n');
    folder.write(
      'named/pod.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web, labels: { app: web } }\nspec: { containers: [{ name: web, image: web }] }\n',
    );
    folder.write(
      'named/web.yaml',
      'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 80 }] }\n',
    );
    assert.match(folder.run(['endpoints', '.'], { below: 'named' }).stdout, /\nshop +web /);
    assert.match(folder.run(['endpoints', '-n', 'till', '.'], { below: 'named' }).stdout, /\ntill +web /);
  });
});

test('a cluster domain that is none is refused', () => {
  const { stderr, status } = folder.run(['lint', '--cluster-domain', 'my cluster', '.']);
  assert.match(stderr, /A domain looks like cluster\.local/);
  assert.equal(status, 2);
});

test('a comment silences a finding, and one that silences nothing is told', () => {
  const text = OUT_OF_RANGE.replace(
    '  ports:',
    '  # kubereach-disable-next-line service-node-port-range: ours\n  ports:',
  );
  const { stdout, status } = folder.run(['lint', '-'], { input: text });
  assert.match(stdout, /nothing to report/);
  assert.equal(status, 0);
  const idle = folder.run(['lint', '-'], { input: text.replace('nodePort: 80', 'nodePort: 30080') });
  assert.match(idle.stdout, /6:33 {2}hint .*suppression-unused\n/);
  assert.equal(idle.status, 0);
});

test('the rule about suppressions is silenced by its name', () => {
  const text = `# kubereach-disable-file suppression-unused\n# kubereach-disable-file yaml-syntax\n${OUT_OF_RANGE.replace('nodePort: 80', 'nodePort: 30080')}`;
  assert.match(folder.run(['lint', '-'], { input: text }).stdout, /nothing to report/);
});
