// Nodes, addresses and topology labels of pods.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterOptions } from '../../../shared/cluster/cluster-options.ts';
import { placePods, podsOf } from '../../../shared/cluster/place-pods.ts';
import { planPods } from '../../../shared/cluster/plan-pods.ts';
import { cluster, objects, source, workloadText } from './objects.ts';

function place(text: string, options: ClusterOptions = cluster()): readonly string[] {
  const planned = objects(text).flatMap((object) =>
    object.is === 'Pod' || object.is === 'Workload' ? planPods(object, options) : [],
  );
  return placePods(planned, options).map((pod) => [pod.name, pod.node ?? '-', ...pod.ips].join(' '));
}

function pod(name: string, spec = ''): string {
  return `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {containers: [{name: c}]${spec}}}\n`;
}

test('pods take turns over the nodes in the order of their names', () => {
  assert.deepEqual(place(pod('d') + pod('a') + pod('c') + pod('b')), [
    'a node-1 10.244.1.1',
    'b node-2 10.244.2.1',
    'c node-3 10.244.3.1',
    'd node-1 10.244.1.2',
  ]);
});

test('a bound pod does not take a turn', () => {
  assert.deepEqual(place(pod('a', ', nodeName: node-2') + pod('b')), [
    'a node-2 10.244.2.1',
    'b node-1 10.244.1.1',
  ]);
});

test('a nodeSelector is obeyed and takes a turn', () => {
  const selector = ', nodeSelector: {topology.kubernetes.io/zone: c}';
  assert.deepEqual(place(pod('a', selector) + pod('b')), ['a node-3 10.244.3.1', 'b node-2 10.244.2.1']);
});

test('what no file says is absent or assumed', () => {
  const text = pod('a', ', nodeSelector: {disk: ssd}') + pod('b', ', nodeName: node-9');
  assert.deepEqual(place(text), ['a -', 'b node-9']);
  assert.deepEqual(place(text, cluster({ unlisted: 'assumed' })), [
    'a node-1 10.244.1.1',
    'b node-2 10.244.2.1',
  ]);
});

test('the host network lends the addresses of the node, in the families of the cluster', () => {
  const text = pod('a', ', hostNetwork: true') + pod('b');
  assert.deepEqual(place(text, cluster({ ipFamilies: ['IPv6', 'IPv4'] })), [
    'a node-1 fd00:192:168::1 192.168.0.1',
    'b node-2 fd00:10:244:2::1 10.244.2.1',
  ]);
});

test('the second pod of a StatefulSet is placed after everything that exists before it', () => {
  assert.deepEqual(place(workloadText('StatefulSet', 'a', 'replicas: 2') + pod('b')), [
    'a-0 node-1 10.244.1.1',
    'a-1 node-3 10.244.3.1',
    'b node-2 10.244.2.1',
  ]);
});

test('a node passes its topology labels on since 1.35', () => {
  const text = pod('a');
  assert.deepEqual(podsOf(source(text), cluster())[0]?.labels, {
    'topology.kubernetes.io/region': 'r1',
    'topology.kubernetes.io/zone': 'a',
  });
  assert.deepEqual(podsOf(source(text), cluster({ kubernetesVersion: '1.34' }))[0]?.labels, {});
});

test('a pod that waits for a node is neither running nor addressed', () => {
  const [waiting] = podsOf(source(pod('a', ', nodeSelector: {disk: ssd}')), cluster());
  assert.deepEqual([waiting?.phase, waiting?.node, waiting?.ips], ['Pending', undefined, []]);
});
