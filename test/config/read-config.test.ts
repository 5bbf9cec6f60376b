// What `.kubereach.yaml` says, what is wrong with it, and how it joins with other sources.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { schemaText } from '../../scripts/generate-schema.ts';
import { settingsFromAll, type Config } from '../../server/analysis/config/config.ts';
import { CONFIG_FIELDS } from '../../server/analysis/config/config-fields.ts';
import { decodeConfig, readConfig } from '../../server/analysis/config/read-config.ts';
import { expandPatterns, nearestName, rulesMeantBy } from '../../server/analysis/rule-patterns.ts';
import { DEFAULT_SETTINGS } from '../../server/analysis/settings.ts';
import { isConfigFile } from '../../server/workspace/config-file.ts';
import { formatFieldPath } from '../../shared/model/field-path.ts';
import type { Value } from '../../shared/model/value.ts';
import { readDocuments } from '../../server/yaml/read-documents.ts';

describe('what is right is read', () => {
  const cases: readonly [string, string, Config][] = [
    ['an empty file', '', {}],
    ['a file with nothing but a comment', '# Nothing yet.\n', {}],
    ['fields without a value', 'rules:\nexclude:\n', {}],
    [
      'severities, quoted or not',
      'rules: { service-port-range: "off", service-deprecated: off, ingress-*: hint }',
      { rules: { 'service-port-range': 'off', 'service-deprecated': 'off', 'ingress-*': 'hint' } },
    ],
    ['a version in quotes', 'kubernetesVersion: "1.30"', { kubernetesVersion: '1.30' }],
    ['a version that YAML takes for a number', 'kubernetesVersion: 1.30', { kubernetesVersion: '1.30' }],
    ['a version with a patch', 'kubernetesVersion: v1.36.2-gke.100', { kubernetesVersion: '1.36' }],
    ['a range', 'nodePortRange: 20000-40000', { nodePortRange: { first: 20000, last: 40000 } }],
    ['a domain with its last dot', 'clusterDomain: cluster.example.', { clusterDomain: 'cluster.example' }],
    ['families', 'ipFamilies: [IPv6, IPv4]', { ipFamilies: ['IPv6', 'IPv4'] }],
    [
      'what is outside',
      'external: { services: [payments/api, legacy-*], labels: [app=legacy, tier] }',
      { externalServices: ['payments/api', 'legacy-*'], externalLabels: ['app=legacy', 'tier'] },
    ],
    [
      'custom workloads',
      'customWorkloads: [WebApp.example.com]',
      { customWorkloads: ['WebApp.example.com'] },
    ],
    ['only the first document', 'namespace: a\n---\nnamespace: b\n', { namespace: 'a' }],
  ];
  for (const [name, text, config] of cases) {
    test(name, () => assert.deepEqual(readConfig(text), { config, problems: [] }));
  }
});

describe('what is wrong is told at its field and left out', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    ['a list', '[]', [': value']],
    ['an unknown field', 'rule: {}', ['rule: unknown-key rules']],
    ['an unknown field below', 'external: { servics: [] }', ['external.servics: unknown-key services']],
    ['a name that is like none', 'colour: red', ['colour: unknown-key']],
    [
      'an unknown rule',
      'rules: { service-port-rang: off }',
      ['rules[service-port-rang]: unknown-rule service-port-range'],
    ],
    ['a pattern that means nothing', 'rules: { pods-*: off }', ['rules[pods-*]: unknown-rule']],
    [
      'a severity that is none',
      'rules: { service-port-range: warn }',
      ['rules[service-port-range]: severity warning'],
    ],
    ['a yes', 'rules: { service-port-range: on }', ['rules[service-port-range]: severity']],
    ['rules as a list', 'rules: [service-port-range]', ['rules: value']],
    ['a range the wrong way', 'nodePortRange: 9-1', ['nodePortRange: value']],
    ['a family twice', 'ipFamilies: [IPv4, IPv4]', ['ipFamilies: value']],
    ['no family', 'ipFamilies: []', ['ipFamilies: value']],
    ['one item of a list', 'exclude: [a, 3, b]', ['exclude[1]: value']],
    ['text for a list', 'controllerLabels: a', ['controllerLabels: value']],
    ['a version that is a word', 'kubernetesVersion: latest', ['kubernetesVersion: value']],
    ['a domain with a space', 'clusterDomain: my cluster', ['clusterDomain: value']],
  ];
  for (const [name, text, expected] of cases) {
    test(name, () => {
      const found = readConfig(text).problems.map(
        ({ path, type, nearest }) => `${formatFieldPath(path)}: ${type}${nearest ? ` ${nearest}` : ''}`,
      );
      assert.deepEqual(found, expected);
    });
  }

  test('the rest of the file counts', () => {
    const { config } = readConfig('rule: {}\nexclude: [a, 3]\nnamespace: shop\n');
    assert.deepEqual(config, { exclude: ['a'], namespace: 'shop' });
  });

  test('no text and no value makes reading throw', () => {
    fc.assert(fc.property(fc.string(), (text) => readConfig(text).problems.length >= 0));
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(CONFIG_FIELDS)), (value, key) => {
        const { config } = decodeConfig({ [key]: value as Value });
        return settingsFromAll(config).ipFamilies.length > 0;
      }),
    );
  });
});

describe('several sources', () => {
  test('a later one wins field by field, and for rules id by id', () => {
    const file: Config = {
      rules: { 'service-*': 'hint', 'yaml-syntax': 'off' },
      namespace: 'a',
      exclude: ['x'],
    };
    const editor: Config = { rules: { 'service-port-range': 'error' }, clusterDomain: 'b' };
    const settings = settingsFromAll(file, editor);
    assert.deepEqual(
      [
        settings.rules['service-port-range'],
        settings.rules['service-port-type'],
        settings.rules['yaml-syntax'],
      ],
      ['error', 'hint', 'off'],
    );
    assert.deepEqual([settings.namespace, settings.clusterDomain], ['a', 'b']);
    assert.ok(!('exclude' in settings));
  });

  test('nothing said gives the defaults', () => assert.deepEqual(settingsFromAll({}), DEFAULT_SETTINGS));

  test('a name wins over a pattern, a longer pattern over a shorter one, wherever they stand', () => {
    const said = {
      'service-port-range': 'error',
      'service-*': 'hint',
      '*': 'off',
      'service-port-*': 'warning',
    };
    const rules = expandPatterns(said);
    assert.deepEqual(
      [
        rules['service-port-range'],
        rules['service-port-type'],
        rules['service-deprecated'],
        rules['yaml-syntax'],
      ],
      ['error', 'warning', 'hint', 'off'],
    );
  });

  test('a pattern turns no rule on that is off by default, but off', () => {
    const id = 'readiness-probe-missing';
    assert.equal(expandPatterns({ '*': 'error' })[id], undefined);
    assert.equal(expandPatterns({ [id]: 'error', 'readiness-*': 'hint' })[id], 'error');
    assert.equal(settingsFromAll({ rules: { [id]: 'error' } }, { rules: { '*': 'off' } }).rules[id], 'off');
  });
});

test('a pattern means the rules it matches as a whole', () => {
  assert.deepEqual(rulesMeantBy('yaml-*'), ['yaml-duplicate-key', 'yaml-syntax']);
  assert.deepEqual(rulesMeantBy('aml-*'), []);
  assert.deepEqual(rulesMeantBy('yaml.syntax'), []);
});

test('a name is near when few letters differ', () => {
  assert.equal(nearestName('Rules', ['rules', 'exclude']), 'rules');
  assert.equal(nearestName('zzz', ['rules', 'exclude']), undefined);
});

test('the file is known by its name in any folder', () => {
  const names = ['/a/.kubereach.yaml', 'file:///.kubereach.yml', '/a/kubereach.yaml', '/a/x.kubereach.yaml'];
  assert.deepEqual(names.map(isConfigFile), [true, true, false, false]);
});

describe('the JSON schema', () => {
  const schema = JSON.parse(schemaText()) as { properties: Record<string, { description?: string }> };
  const validate = new Ajv({ strict: false }).compile(schema);

  test('knows every field with its description', () => {
    assert.deepEqual(Object.keys(schema.properties), Object.keys(CONFIG_FIELDS));
    for (const field of Object.values(schema.properties)) assert.match(field.description ?? '', /\.$/);
  });

  const cases: readonly [string, boolean][] = [
    ['rules: { service-*: hint, service-port-range: "off" }', true],
    ['rules: { service-port-rang: hint }', false],
    ['rules: { service-port-range: loud }', false],
    ['kubernetesVersion: 1.36', true],
    ['kubernetesVersion: latest', false],
    ['nodePortRange: 30000', false],
    ['ipFamilies: [IPv5]', false],
    ['external: { services: [payments/api], labels: [app=legacy] }', true],
    ['external: { service: [] }', false],
    ['customWorkloads: [WebApp.example.com]', true],
    ['clusterDomain: cluster.example.', true],
    ['rule: {}', false],
    ['rules:', true],
  ];
  for (const [text, isRight] of cases) {
    test(`${isRight ? 'takes' : 'refuses'} ${text}, as the decoder does`, () => {
      assert.equal(validate(readDocuments(text).documents[0]?.value), isRight);
      assert.equal(readConfig(text).problems.length === 0, isRight);
    });
  }
});

test('the documentation speaks of every field', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  for (const key of Object.keys(CONFIG_FIELDS)) assert.match(page, new RegExp(`\`${key}\``), key);
});
