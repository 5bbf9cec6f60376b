// The forms in which other programs read findings.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import { CommandLineFolder } from '../support/command-line.ts';

const folder = new CommandLineFolder();

const MANIFESTS = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: NodePort
  ports: [{ port: 80, nodePort: 80 }]
---
apiVersion: v1
kind: Service
metadata: { name: "<&> 🙂" }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: htpt }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 80 }] }] }
`;

const path = folder.write('a b/web.yaml', MANIFESTS);
const clean = folder.write('clean.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n');

describe('SARIF', () => {
  const { stdout, status } = folder.run(['lint', '--format', 'sarif', path]);
  const log = JSON.parse(stdout) as Log;
  const [run] = log.runs;
  const results = run?.results ?? [];

  test('follows the official schema', () => {
    const url = new URL('../golden/sarif/sarif-2.1.0-rtm.5.json', import.meta.url);
    // The schema says that it is of draft 4, and uses nothing that has changed since.
    const {
      $schema: _,
      id: __,
      ...schema
    } = JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    assert.ok(validate(log), JSON.stringify(validate.errors));
    assert.ok(!validate({ ...log, runs: [{ results: 1 }] }), 'the schema checks something');
    assert.equal(status, 1);
  });

  test('names the rules that were found, with their pages', () => {
    const rules = run?.tool.driver.rules ?? [];
    for (const { ruleId, ruleIndex } of results) assert.equal(rules[ruleIndex ?? -1]?.id, ruleId);
    for (const { id, helpUri, shortDescription } of rules) {
      assert.ok(helpUri?.endsWith(`/docs/rules/${id}.md`));
      assert.match(shortDescription?.text ?? '', /\.$/);
    }
    assert.deepEqual(new Set(rules.map(({ id }) => id)), new Set(results.map(({ ruleId }) => ruleId)));
  });

  test('places a finding from line and column 1, with what it relates to and how to fix it', () => {
    const unresolved = results.find(({ ruleId }) => ruleId === 'service-target-port-unresolved');
    assert.deepEqual(unresolved?.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: 'a%20b/web.yaml' },
      region: { startLine: 11, startColumn: 65, endLine: 11, endColumn: 69 },
    });
    assert.ok(unresolved?.relatedLocations?.[0]?.message?.text);
    const [replacement] = unresolved?.fixes?.[0]?.artifactChanges[0]?.replacements ?? [];
    assert.equal(replacement?.deletedRegion.startLine, 11);
  });
});

test('JUnit has a suite for each file and escapes what XML cannot hold', () => {
  const { stdout } = folder.run(['lint', '--format', 'junit', path, clean]);
  assert.match(
    stdout,
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="kubereach" tests="\d+" failures="\d+"/,
  );
  assert.match(
    stdout,
    /<testsuite name="clean\.yaml" tests="1" failures="0" errors="0">\n {4}<testcase name="kubereach" classname="clean\.yaml"\/>/,
  );
  assert.match(stdout, /<failure type="error" message="nodePort 80 is not in 30000-32767,/);
  assert.match(stdout, /&lt;&amp;&gt; 🙂/);
  assert.doesNotMatch(stdout.replaceAll(/<\/?[a-z?][^<>]*>/g, ''), /[<>]/);
});

test('JUnit counts as failures what makes the command fail', () => {
  const failures = (failOn: string): number => {
    const { stdout } = folder.run(['lint', '--format', 'junit', '--fail-on', failOn, path]);
    return [...stdout.matchAll(/<failure /g)].length;
  };
  assert.ok(failures('hint') >= failures('error'));
  assert.ok(failures('error') > 0);
});

test('GitLab gets a fingerprint for each finding, which stays when the finding moves', () => {
  const report = (name: string): readonly { fingerprint: string; location: { lines: { begin: number } } }[] =>
    JSON.parse(folder.run(['lint', '--format', 'gitlab', name]).stdout);
  const before = report(path);
  folder.write(path, `# A line more.\n${MANIFESTS}`);
  const after = report(path);
  folder.write(path, MANIFESTS);
  assert.deepEqual(
    before.map(({ fingerprint }) => fingerprint),
    after.map(({ fingerprint }) => fingerprint),
  );
  assert.equal(new Set(before.map(({ fingerprint }) => fingerprint)).size, before.length);
  assert.deepEqual(
    before.map(({ location }) => location.lines.begin + 1),
    after.map(({ location }) => location.lines.begin),
  );
});
