// Pods on the host network: they share the addresses of their node, and only ports tell them apart.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { trace, type ScenarioChanges } from './scenarios.ts';

function hostPod(name: string, port: number, node = 'node-1', namespace = 'default'): string {
  return (
    `---\n{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}, ` +
    `spec: {hostNetwork: true, nodeName: ${node}, containers: [{name: c, image: x, ports: [{containerPort: ${port}}]}]}}\n`
  );
}

function service(spec: string): string {
  return `---\n{apiVersion: v1, kind: Service, metadata: {name: exporter}, spec: {selector: {app: exporter}, ${spec}}}\n`;
}

const exporter = hostPod('exporter', 9100);
const other = hostPod('other', 7000);
const both = exporter + other;
const PORT = 'ports: [{port: 9100}]';

/** `exporter 60` or `exporter 60, 50 failed`, or why nobody got anything. */
function receivers(text: string, to: string, changes: ScenarioChanges = {}): string {
  const { backends, ends } = trace(text, to, changes);
  const got = backends.map(
    ({ pod, ref, requests, failed }) =>
      `${ref?.namespace === 'default' ? '' : `${ref?.namespace}/`}${pod} ${requests}${failed > 0 ? `, ${failed} failed` : ''}`,
  );
  return [...got, ...ends.map(({ end }) => end.reason.code)].join('; ');
}

describe('who gets it', () => {
  const endpoint = `addresses: [192.168.0.1], nodeName: node-1`;
  const slice = (targetRef: string): string =>
    `---\n{apiVersion: v1, kind: Service, metadata: {name: exporter}, spec: {${PORT}}}\n` +
    `---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, addressType: IPv4, ` +
    `metadata: {name: s, labels: {kubernetes.io/service-name: exporter}}, ports: [{name: "", port: 9100}], ` +
    `endpoints: [{${endpoint}, targetRef: {${targetRef}}}]}\n`;
  const twins = hostPod('exporter', 9100, 'node-1', 'shop') + hostPod('exporter', 7000);
  const ended = hostPod('done', 9100).replace('labels:', 'annotations: {sim/phase: Succeeded}, labels:');
  const cases: readonly (readonly [string, string, string, ScenarioChanges, string])[] = [
    ['the endpoint of a Service', both + service(PORT), 'exporter:9100', {}, 'exporter 60'],
    [
      'the endpoint of a Service whose port no container declares',
      both + service('ports: [{port: 80, targetPort: 9200}]'),
      'exporter:80',
      {},
      'exporter 60',
    ],
    [
      'the pod that a slice names',
      twins + slice('kind: Pod, name: exporter, namespace: default'),
      'exporter:9100',
      {},
      'exporter 60',
    ],
    [
      'the listener where a slice names a pod that is not there',
      both + slice('kind: Pod, name: gone, namespace: default'),
      'exporter:9100',
      {},
      'exporter 60',
    ],
    ['a pod itself', both, 'pod/exporter:9100', {}, 'exporter 60'],
    ['a pod itself from outside', both, 'pod/exporter:9100', { from: 'external' }, 'exporter 60'],
    ['a pod itself at a port of its own node that another has', both, 'pod/exporter:7000', {}, 'other 60'],
    [
      'a pod itself at a port that nobody has',
      both,
      'pod/exporter:9999',
      {},
      'exporter 60, 60 failed; not-listening',
    ],
    ['a node at the port of one', both, 'node-1:9100', { from: 'external' }, 'exporter 60'],
    ['a node at the port of the other', both, 'node-1:7000', {}, 'other 60'],
    ['a node at a port of nobody', both, 'node-1:9999', { from: 'external' }, 'port-closed'],
    ['another node', both, 'node-2:9100', { from: 'external' }, 'port-closed'],
    ['a pod that has run to its end does not', ended + both, 'node-1:9100', {}, 'exporter 60'],
    ['a headless name', both + service(`clusterIP: None, ${PORT}`), 'exporter:9100', {}, 'exporter 60'],
  ];
  for (const [name, text, to, changes, expected] of cases) {
    test(name, () => assert.equal(receivers(text, to, changes), expected));
  }
});

test('an event is for the pod that it names', () => {
  const events = (name: string): ScenarioChanges => ({
    plan: { gapMs: 100 },
    events: [{ atMs: 1000, event: { kind: 'refuses', pod: { namespace: 'default', name } } }],
  });
  const text = both + service(PORT);
  assert.equal(receivers(text, 'exporter:9100', events('exporter')), 'exporter 60, 50 failed; refuses');
  assert.equal(receivers(text, 'exporter:9100', events('other')), 'exporter 60');
});

describe('a masquerade', () => {
  const nodePort = service('type: NodePort, ports: [{port: 80, targetPort: 9100, nodePort: 30080}]');
  const cases: readonly (readonly [string, string, string])[] = [
    ['pod/other', 'node-1:30080', 'none'],
    ['pod/other', 'node-2:30080', 'external 192.168.0.1 192.168.0.2'],
    ['node/node-1', 'node-1:30080', 'none'],
    ['node/node-2', 'node-1:30080', 'external 192.168.0.2 192.168.0.1'],
    ['pod/exporter', 'exporter:80', 'none'],
    ['pod/exporter', 'node-2:30080', 'external 192.168.0.1 192.168.0.2'],
  ];
  for (const [from, to, expected] of cases) {
    test(`from ${from} to ${to}: ${expected}`, () => {
      const hop = trace(both + nodePort, to, { from }).hops.find(({ kind }) => kind === 'proxy');
      assert.equal(hop?.kind, 'proxy');
      const { why, from: before, to: after } = hop.masquerade ?? {};
      assert.equal(hop.masquerade ? `${why} ${before} ${after}` : 'none', expected);
    });
  }
});
