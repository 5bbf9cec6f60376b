// What is known to exist outside the workspace.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asksForExternalLabel, isCustomWorkload, isExternalService } from '../../server/analysis/external.ts';

describe('a Service is known outside', () => {
  const cases: readonly [readonly string[], string | undefined, string, boolean][] = [
    [['api'], 'shop', 'api', true],
    [['api'], undefined, 'api2', false],
    [['payments/api'], 'payments', 'api', true],
    [['payments/api'], 'shop', 'api', false],
    [['payments/api'], undefined, 'api', true],
    [['*/legacy-*'], 'shop', 'legacy-1', true],
    [[], 'shop', 'api', false],
  ];
  for (const [externalServices, namespace, name, isKnown] of cases) {
    test(`${externalServices.join()} and ${namespace ?? ''}/${name}: ${isKnown}`, () => {
      const ref = namespace === undefined ? { name } : { namespace, name };
      assert.equal(isExternalService(ref, { externalServices }), isKnown);
    });
  }
});

describe('a selector asks for a label of pods outside', () => {
  const cases: readonly [string, Readonly<Record<string, string>>, boolean][] = [
    ['app=legacy', { app: 'legacy', tier: 'web' }, true],
    ['app=legacy', { app: 'web' }, false],
    ['tier', { tier: 'web' }, true],
    ['example.com/*', { 'example.com/team': 'a' }, true],
    ['app=legacy-*', { app: 'legacy-1' }, true],
  ];
  for (const [label, selector, isKnown] of cases) {
    test(`${label} and ${JSON.stringify(selector)}: ${isKnown}`, () =>
      assert.equal(asksForExternalLabel(selector, { externalLabels: [label] }), isKnown));
  }
});

test('a kind makes pods when it is named, with its group or without', () => {
  const ref = { apiVersion: 'example.com/v1', kind: 'WebApp' };
  assert.ok(isCustomWorkload(ref, { customWorkloads: ['WebApp'] }));
  assert.ok(isCustomWorkload(ref, { customWorkloads: ['WebApp.example.com'] }));
  assert.ok(!isCustomWorkload(ref, { customWorkloads: ['WebApp.example.org', 'App'] }));
});
