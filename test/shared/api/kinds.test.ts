import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isClusterScoped, kindExists, resourceOf, versionOf } from '../../../shared/api/kinds.ts';
import { fieldsAt, isLegalKey, placesOf } from '../../../shared/api/schema.ts';

const KINDS: readonly (readonly [apiVersion: string, kind: string, minor: number, answer: string])[] = [
  ['v1', 'Service', 36, 'yes'],
  ['v1', 'service', 36, 'no'],
  ['v2', 'Service', 36, 'no'],
  ['apps/v1', 'Deployment', 36, 'yes'],
  ['apps/v1beta1', 'Deployment', 36, 'no'],
  ['extensions/v1beta1', 'Ingress', 29, 'no'],
  ['networking.k8s.io/v1beta1', 'Ingress', 36, 'no'],
  ['networking.k8s.io/v1beta1', 'IPAddress', 32, 'unknown'],
  ['networking.k8s.io/v1', 'ServiceCIDR', 32, 'no'],
  ['networking.k8s.io/v1', 'ServiceCIDR', 33, 'yes'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute', 36, 'unknown'],
  ['example.com/v1', 'Service', 36, 'unknown'],
  ['core/v1', 'Service', 36, 'no'],
  ['networking/v1', 'Ingress', 36, 'no'],
  ['skaffold/v4beta11', 'Config', 36, 'unknown'],
  ['apps', 'v1/Deployment', 36, 'no'],
  ['v1', 'List', 36, 'unknown'],
  ['v1', 'constructor', 36, 'no'],
];

for (const [apiVersion, kind, minor, answer] of KINDS) {
  test(`1.${minor} has ${kind} of ${apiVersion}: ${answer}`, () =>
    assert.equal(kindExists(apiVersion, kind, minor), answer));
}

test('resources are named in the plural with their group', () => {
  assert.equal(resourceOf('v1', 'Service'), 'services');
  assert.equal(resourceOf('v1', 'Endpoints'), 'endpoints');
  assert.equal(resourceOf('apps/v1', 'Deployment'), 'deployments.apps');
  assert.equal(resourceOf('networking.k8s.io/v1', 'NetworkPolicy'), 'networkpolicies.networking.k8s.io');
  assert.equal(isClusterScoped('v1', 'Namespace'), true);
  assert.equal(isClusterScoped('v1', 'Pod'), false);
});

test('a misplaced field is found where it belongs, nearest to the root first', () => {
  assert.deepEqual(placesOf('v1', 'Service', 'ports'), [['spec']]);
  assert.deepEqual(placesOf('v1', 'Service', 'targetPort'), [['spec', 'ports', 0]]);
  assert.deepEqual(placesOf('apps/v1', 'Deployment', 'containers')[0], ['spec', 'template', 'spec']);
  assert.deepEqual(placesOf('example.com/v1', 'Thing', 'ports'), []);
});

test('keys are legal where the schema has them, in maps and in free fields', () => {
  assert.equal(isLegalKey('v1', 'Service', ['spec'], 'ports'), true);
  assert.equal(isLegalKey('v1', 'Service', [], 'ports'), false);
  assert.equal(isLegalKey('v1', 'Service', ['spec', 'selector'], 'anything'), true);
  assert.equal(isLegalKey('example.com/v1', 'Thing', [], 'ports'), undefined);
  assert.equal(
    fieldsAt('v1', 'Pod', ['spec', 'containers', 0, 'ports', 3])?.get('containerPort')?.isRequired,
    true,
  );
  assert.equal(fieldsAt('v1', 'Pod', ['spec', 'constructor']), undefined);
});

test('a kind is written in the version of today, where the cluster has it', () => {
  assert.equal(versionOf('Ingress', 36), 'networking.k8s.io/v1');
  assert.equal(versionOf('ServiceCIDR', 32), undefined);
  assert.equal(versionOf('InferencePool', 36), undefined);
});
