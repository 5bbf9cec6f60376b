// `kubereach rules`: the same words as docs/rules.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { rules } from '../../server/rules/registry.ts';
import { CommandLineFolder } from '../support/command-line.ts';

const folder = new CommandLineFolder();

test('lists every rule with its severity and what it says', () => {
  const lines = folder.run(['rules']).stdout.trimEnd().split('\n');
  assert.match(lines[0] ?? '', /^RULE +SEVERITY +WHAT IT SAYS$/);
  assert.equal(lines.length, rules.length + 1);
  for (const [index, { id, severity, summary, isOffByDefault }] of rules.entries()) {
    const line = lines[index + 1] ?? '';
    const shown = isOffByDefault ? 'off' : severity;
    assert.ok(line.startsWith(`${id} `) && line.includes(` ${shown} `) && line.endsWith(summary), line);
  }
});

test('prints the page of one rule, paragraph by paragraph as it is published', () => {
  const { stdout, status } = folder.run(['rules', 'service-node-port-range']);
  assert.equal(status, 0);
  const page = readFileSync(new URL('../../docs/rules/service-node-port-range.md', import.meta.url), 'utf8');
  const paragraphs = stdout.trimEnd().split('\n\n');
  assert.equal(paragraphs[0], '# service-node-port-range');
  assert.match(paragraphs.pop() ?? '', /^https:.*\/docs\/rules\/service-node-port-range\.md$/);
  for (const paragraph of paragraphs) assert.ok(page.includes(`${paragraph}\n`), paragraph);
});

test('knows what was meant by a name that is none', () => {
  const { stderr, status } = folder.run(['rules', 'service-port-rang']);
  assert.equal(status, 2);
  assert.equal(stderr, 'kubereach: there is no rule "service-port-rang"; did you mean service-port-range?\n');
  assert.equal(folder.run(['rules', 'zzz']).stderr, 'kubereach: there is no rule "zzz"\n');
});
