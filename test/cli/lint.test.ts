// The bundled command line, as scripts and people use it.
import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kubereach-cli-'));
after(() => rmSync(folder, { recursive: true }));

function run(args: readonly string[], input = ''): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}

function file(name: string, text: string | Buffer): string {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
  return name;
}

/** The annotation says that a controller writes the endpoints, so the range is all that is wrong. */
const OUT_OF_RANGE = `apiVersion: v1
kind: Service
metadata: { name: web, annotations: { service.cilium.io/global: "true" } }
spec:
  type: NodePort
  ports: [{ port: 80, nodePort: 80 }]
`;

describe('lint', () => {
  test('prints the JSON of the contract, and exits with 1 for an error', () => {
    const { stdout, status } = run(['lint', '--format', 'json', file('a/web.yaml', OUT_OF_RANGE)]);
    assert.equal(status, 1);
    const { version, files, documents, findings } = JSON.parse(stdout);
    assert.deepEqual([version, files, documents], [1, 1, 1]);
    assert.equal(findings.length, 1);
    const [{ message, ...finding }] = findings;
    assert.match(message, /80 is not in 30000-32767/);
    assert.deepEqual(finding, {
      rule: 'service-node-port-range',
      severity: 'error',
      file: 'a/web.yaml',
      range: { start: { line: 5, character: 32 }, end: { line: 5, character: 34 } },
      object: { apiVersion: 'v1', kind: 'Service', name: 'web' },
      field: 'spec.ports[0].nodePort',
      apiServer: [
        {
          reason: 'FieldValueInvalid',
          field: 'spec.ports[0].nodePort',
          message:
            'Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
        },
      ],
      related: [],
      fixable: true,
    });
  });

  test('reads standard input', () => {
    const { stdout, status } = run(['lint', '--format', 'json', '-'], OUT_OF_RANGE);
    assert.equal(JSON.parse(stdout).findings[0].file, '-');
    assert.equal(status, 1);
  });

  test('a syntax error in one document leaves the findings of the others', () => {
    const { stdout } = run(
      ['lint', '--format', 'json', '-'],
      `apiVersion: v1\nkind: Pod\nmetadata: "x\n---\n${OUT_OF_RANGE}`,
    );
    const rules = JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);
    assert.deepEqual(rules, ['yaml-syntax', 'service-node-port-range']);
  });

  test('takes the range and the threshold from its options', () => {
    const path = file('b/web.yaml', OUT_OF_RANGE);
    assert.equal(run(['lint', '--node-port-range', '1-100', path]).status, 0);
    assert.equal(run(['lint', '--fail-on', 'hint', '--node-port-range', '1-100', path]).status, 0);
  });

  test('says each finding in a line for people and for pull requests', () => {
    const path = file('c/web.yaml', OUT_OF_RANGE);
    assert.match(
      run(['lint', path]).stdout,
      /c\/web\.yaml\n +6:33 {2}error .*service-node-port-range\n\n1 file with manifests: 1 error\n/,
    );
    assert.match(
      run(['lint', '--format', 'github', path]).stdout,
      /^::error file=c\/web\.yaml,line=6,col=33,endLine=6,endColumn=35,title=/,
    );
  });
});

describe('bad input gets a clear message and status 2', () => {
  const cases: readonly [string, readonly string[], RegExp][] = [
    ['no path', ['lint'], /missing required argument 'path'/],
    ['a path that is not there', ['lint', 'nowhere'], /^kubereach: nowhere: no such file or folder\n$/],
    ['an unknown format', ['lint', '--format', 'xml', '.'], /Allowed choices are text, json, github/],
    ['a range that is none', ['lint', '--node-port-range', '9-1', '.'], /looks like 30000-32767/],
    ['an unknown command', ['lnt', '.'], /unknown command 'lnt'/],
  ];
  for (const [name, args, message] of cases) {
    test(name, () => {
      const { status, stderr } = run(args);
      assert.equal(status, 2);
      assert.match(stderr, message);
    });
  }
});

describe('folders', () => {
  test('are walked by .gitignore, past links that loop and binary files', () => {
    file('tree/.gitignore', 'ignored/\n');
    file('tree/ignored/web.yaml', OUT_OF_RANGE);
    file('tree/node_modules/x/web.yaml', OUT_OF_RANGE);
    file('tree/binary.yaml', Buffer.from([0x6b, 0x69, 0x6e, 0x64, 0x3a, 0, 1, 2]));
    file('tree/deep/web.yaml', OUT_OF_RANGE);
    symlinkSync('..', join(folder, 'tree/deep/loop'));
    symlinkSync('nowhere.yaml', join(folder, 'tree/broken.yaml'));
    const { stdout, stderr, status } = run(['lint', '--format', 'json', 'tree']);
    assert.deepEqual(
      JSON.parse(stdout).findings.map((finding: { file: string }) => finding.file),
      ['tree/deep/web.yaml'],
    );
    assert.match(stderr, /^kubereach: tree\/binary\.yaml was not read: binary\n$/);
    assert.equal(status, 1);
  });
});

test('endpoints prints the EndpointSlices and Endpoints that the cluster would hold', () => {
  const text = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { containers: [{ name: web, image: web }] }
`;
  const { kind, items } = JSON.parse(run(['endpoints', '--format', 'json', '-'], text).stdout);
  assert.equal(kind, 'List');
  assert.deepEqual(
    items.map((item: { kind: string }) => item.kind),
    ['EndpointSlice', 'Endpoints'],
  );
  assert.equal(items[0].endpoints[0].targetRef.name, 'web');
  assert.match(run(['endpoints', '-'], text).stdout, /default +web +IPv4 +8080\/TCP +web\n$/);
});

describe("kubectl's words", () => {
  const manifests = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 5
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web }] }
`;

  test('get lists what the cluster would hold', () => {
    const { stdout } = run(['get', 'services', '-A', '-'], manifests);
    assert.equal(
      stdout,
      'NAMESPACE   NAME   TYPE       CLUSTER-IP     EXTERNAL-IP   PORT(S)        AGE\n' +
        'default     web    NodePort   <cluster-ip>   <none>        80:30080/TCP   <age>\n',
    );
    assert.match(
      run(['get', 'pods', '-'], manifests).stdout,
      /^NAME +READY +STATUS +RESTARTS +AGE\nweb#1 +1\/1 +Running/,
    );
    assert.equal(
      run(['get', 'pods', '-n', 'other', '-'], manifests).stdout,
      'No resources found in other namespace.\n',
    );
    assert.equal(run(['get', 'secrets', '-'], manifests).status, 2);
  });

  test('describe service aligns its fields and shortens its endpoints', () => {
    const { stdout } = run(['describe', 'service', 'web', '-'], manifests);
    assert.match(stdout, /^Name: {21}web\nNamespace: {16}default\n/);
    assert.match(stdout, /\nNodePort: +<unset> {2}30080\/TCP\n/);
    assert.match(
      stdout,
      /\nEndpoints: +10\.244\.1\.1:8080,10\.244\.2\.1:8080,10\.244\.3\.1:8080 \+ 2 more\.\.\.\n/,
    );
    assert.equal(run(['describe', 'service', 'nobody', '-'], manifests).status, 2);
  });
});
