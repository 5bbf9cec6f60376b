// Bare pods beside workloads, and pods that are refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../../shared/cluster/settle.ts';
import { cluster, objects, podText, workloadText } from './objects.ts';

function pods(text: string, unlisted: 'absent' | 'assumed' = 'absent'): readonly string[] {
  const state = settle(objects(text), cluster({ unlisted }));
  return state.pods.map((pod) => `${pod.name} ${pod.owner?.kind ?? 'bare'}`);
}

const bare = podText('a', 'app: web') + podText('b', 'app: web') + podText('c', 'app: api');

test('a ReplicaSet adopts what matches and makes the rest', () => {
  assert.deepEqual(pods(bare + workloadText('ReplicaSet', 'rs', 'replicas: 3')), [
    'a ReplicaSet',
    'b ReplicaSet',
    'c bare',
    'rs#1 ReplicaSet',
  ]);
});

test('a ReplicaSet deletes the surplus, the last by name stay', () => {
  assert.deepEqual(pods(bare + workloadText('ReplicaSet', 'rs')), ['b ReplicaSet', 'c bare']);
});

test('a ReplicationController without selector has that of its template', () => {
  const text = workloadText('ReplicationController', 'rc').replace('selector: {app: web}, ', '');
  assert.deepEqual(pods(podText('a', 'app: web') + text), ['a ReplicationController']);
});

test('a Deployment and a Job adopt nothing', () => {
  assert.deepEqual(pods(bare + workloadText('Deployment', 'd') + workloadText('Job', 'j')), [
    'a bare',
    'b bare',
    'c bare',
    'd#1 ReplicaSet',
    'j#1 Job',
  ]);
});

test('a pod that has a controller is not adopted', () => {
  const owned = podText('a', 'app: web', '', ', ownerReferences: [{kind: X, name: x, controller: true}]');
  assert.deepEqual(pods(owned + workloadText('ReplicaSet', 'rs')), ['a bare', 'rs#1 ReplicaSet']);
});

test('a DaemonSet replaces what it adopts', () => {
  assert.deepEqual(pods(podText('a', 'app: web') + workloadText('DaemonSet', 'd')).slice(0, 2), [
    'd#1 DaemonSet',
    'd#2 DaemonSet',
  ]);
});

test('a StatefulSet replaces a member and stumbles over a stranger of the same name', () => {
  const set = workloadText('StatefulSet', 'db', 'replicas: 3');
  const parallel = workloadText('StatefulSet', 'db', 'replicas: 7, podManagementPolicy: Parallel');
  assert.deepEqual(pods(podText('db-0', 'app: web') + set), [
    'db-0 StatefulSet',
    'db-1 StatefulSet',
    'db-2 StatefulSet',
  ]);
  assert.deepEqual(pods(podText('db-1', 'app: api') + set), ['db-0 StatefulSet', 'db-1 bare']);
  assert.deepEqual(pods(podText('db-1', 'app: api') + parallel), [
    'db-0 StatefulSet',
    'db-1 bare',
    'db-2 StatefulSet',
  ]);
});

test('workloads of the same name share their ordinals', () => {
  assert.deepEqual(pods(workloadText('Job', 'web') + workloadText('Deployment', 'web', 'replicas: 2')), [
    'web#1 ReplicaSet',
    'web#2 ReplicaSet',
    'web#3 Job',
  ]);
});

test('pods with one generateName are told apart', () => {
  const pod = '---\n{apiVersion: v1, kind: Pod, metadata: {generateName: x-}, spec: {containers: []}}\n';
  assert.deepEqual(pods(pod + pod), ['x#1 bare', 'x#2 bare']);
});

test('a ServiceAccount that does not exist keeps pods from being created, unless it is assumed', () => {
  const account = '---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: ci}}\n';
  const text = workloadText('Deployment', 'd').replace('containers:', 'serviceAccountName: ci, containers:');
  assert.deepEqual(pods(text), []);
  assert.deepEqual(pods(text + account), ['d#1 ReplicaSet']);
  assert.deepEqual(pods(text, 'assumed'), ['d#1 ReplicaSet']);
});

test('a ResourceQuota on pods leaves bare pods first', () => {
  const quota =
    '---\n{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: {pods: "4"}}}\n';
  assert.deepEqual(pods(quota + workloadText('Deployment', 'a', 'replicas: 3') + bare), [
    'a bare',
    'a#1 ReplicaSet',
    'b bare',
    'c bare',
  ]);
});
