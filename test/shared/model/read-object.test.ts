// Selectors of workloads: a plain map or a LabelSelector, as the kind has it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readObject } from '../../../shared/model/read-object.ts';
import type { ValueMap } from '../../../shared/model/value.ts';

const SELECTOR = [{ key: 'app', operator: 'In', values: ['web'] }];

describe('the selector of a workload is read in the form of its kind', () => {
  const cases: readonly (readonly [apiVersion: string, kind: string, selector: ValueMap])[] = [
    ['v1', 'ReplicationController', { app: 'web' }],
    ['apps.openshift.io/v1', 'DeploymentConfig', { app: 'web' }],
    ['apps/v1', 'Deployment', { matchLabels: { app: 'web' } }],
    ['argoproj.io/v1alpha1', 'Rollout', { matchLabels: { app: 'web' } }],
  ];
  for (const [apiVersion, kind, selector] of cases) {
    test(`${apiVersion} ${kind}`, () => {
      const object = readObject({ apiVersion, kind, spec: { selector, replicas: 2 } });
      assert.ok(object?.is === 'Workload');
      assert.deepEqual(object.selector, SELECTOR);
      assert.equal(object.replicas, 2);
    });
  }
});

test('a DeploymentConfig is a workload although its template has no labels', () => {
  const template = { spec: { containers: [{ name: 'web', image: 'web' }] } };
  const object = readObject({
    apiVersion: 'apps.openshift.io/v1',
    kind: 'DeploymentConfig',
    spec: { selector: { app: 'web' }, template },
  });
  assert.ok(object?.is === 'Workload');
  assert.deepEqual(object.template.labels, {});
  assert.equal(object.template.containers.length, 1);
});
