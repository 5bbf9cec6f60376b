// The editor's settings: what holds, and what is told about those that cannot be read.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSettings } from '../../server/lsp/settings.ts';

describe('settings', () => {
  test('that are missing or null hold their defaults', () => {
    for (const section of [undefined, null, {}]) {
      const { analysis, isEnabled, problems } = readSettings(section);
      assert.deepEqual(problems, []);
      assert.equal(isEnabled, true);
      assert.deepEqual(analysis.nodePortRange, { first: 30000, last: 32767 });
      assert.deepEqual(analysis.rules, {});
    }
  });

  test('that are valid hold', () => {
    const { analysis, read, isEnabled } = readSettings({
      validate: { enable: false },
      rules: { 'yaml-syntax': 'hint' },
      nodePortRange: '1-100',
      kubernetesVersion: '1.32',
      maxFileSize: 2,
    });
    assert.equal(isEnabled, false);
    assert.deepEqual(analysis.rules, { 'yaml-syntax': 'hint' });
    assert.deepEqual(analysis.nodePortRange, { first: 1, last: 100 });
    assert.equal(analysis.kubernetesVersion, '1.32');
    assert.equal(read.maxFileBytes, 2048);
  });

  const invalid: readonly [string, Parameters<typeof readSettings>[0], RegExp][] = [
    ['a range that is none', { nodePortRange: '9-1' }, /nodePortRange: "9-1"/],
    ['a version that is none', { kubernetesVersion: 'new' }, /kubernetesVersion: "new"/],
    ['a severity that is none', { rules: { 'yaml-syntax': 'loud' } }, /"yaml-syntax" must be off/],
    ['rules that are a list', { rules: [] }, /must map rule ids/],
    ['a size below one', { maxFileSize: -1 }, /maxFileSize: must be a number above 0/],
  ];
  for (const [name, section, problem] of invalid) {
    test(`that cannot be read are told and passed over: ${name}`, () => {
      const { problems, analysis } = readSettings(section);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', problem);
      assert.equal(analysis.kubernetesVersion, '1.36');
    });
  }

  test('leave what schemas say to an extension that checks them, unless asked', () => {
    const off = { 'manifest-type-mismatch': 'off', 'manifest-unknown-field': 'off' };
    assert.deepEqual(readSettings({}, true).analysis.rules, off);
    assert.deepEqual(readSettings({ schemaChecks: 'off' }).analysis.rules, off);
    assert.deepEqual(readSettings({ schemaChecks: 'on' }, true).analysis.rules, {});
    const { rules } = readSettings({ rules: { 'manifest-unknown-field': 'error' } }, true).analysis;
    assert.equal(rules['manifest-unknown-field'], 'error');
  });
});
