// Every way in, the pods that are left out, and what is changed on the way.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Trace } from '../../../shared/traffic/trace.ts';
import { podText, workloadText } from '../cluster/objects.ts';
import { trace, web, type ScenarioChanges } from './scenarios.ts';

const PORT = 'ports: [{port: 80, targetPort: 8080}]';
const NODE_PORT = 'type: NodePort, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]';
const two = workloadText('Deployment', 'web', 'replicas: 2');
const three = workloadText('Deployment', 'web', 'replicas: 3');

/** `dns service proxy pod: delivered, web#1 web#2`. */
function summary({ hops, outcome, backends }: Trace): string {
  const got = backends.filter(({ requests }) => requests > 0).map(({ pod }) => pod);
  return `${hops.map(({ kind }) => kind).join(' ')}: ${outcome}${got.length > 0 ? `, ${got.join(' ')}` : ''}`;
}

describe('ways in', () => {
  const lb = web('type: LoadBalancer, ports: [{name: http, port: 80, targetPort: 8080}]');
  const headless = web('clusterIP: None, ports: [{name: http, port: 8080}]');
  const cases: readonly (readonly [string, string, string, ScenarioChanges, string])[] = [
    ['a cluster IP by name', two + web(PORT), 'web:80', {}, 'dns service proxy pod: delivered, web#1 web#2'],
    [
      'a complete name',
      two + web(PORT),
      'web.default.svc.cluster.local',
      {},
      'dns service proxy pod: delivered, web#1 web#2',
    ],
    [
      'a cluster IP by address',
      two + web(`clusterIP: 10.96.0.9, ${PORT}`),
      '10.96.0.9:80',
      {},
      'service proxy pod: delivered, web#1 web#2',
    ],
    [
      'from a node',
      two + web(PORT),
      'web:80',
      { from: 'node/node-2' },
      'dns service proxy pod: delivered, web#1 web#2',
    ],
    [
      'a node port on a node without a pod',
      two + web(NODE_PORT),
      'node-3:30080',
      { from: 'external' },
      'route service proxy pod: delivered, web#1 web#2',
    ],
    [
      'a node port from a pod elsewhere',
      two + web(NODE_PORT),
      'node-3:30080',
      {},
      'route service proxy pod: delivered, web#1 web#2',
    ],
    [
      'a load balancer',
      two + lb,
      'lb/web:80',
      { from: 'external' },
      'route service proxy pod: delivered, web#1 web#2',
    ],
    ['a load balancer from inside', two + lb, 'lb/web:http', {}, 'service proxy pod: delivered, web#1 web#2'],
    [
      'an external IP',
      two + web(`externalIPs: [198.51.100.7], ${PORT}`),
      '198.51.100.7:80',
      { from: 'external' },
      'route service proxy pod: delivered, web#1 web#2',
    ],
    ['a headless name', two + headless, 'web:http', {}, 'dns service pod: delivered, web#1 web#2'],
    ['a pod itself', two, 'pod/web#2:8080', {}, 'pod: delivered, web#2'],
    ['the API server', '', 'kubernetes:443', {}, 'dns service proxy pod: delivered, 192.168.0.100'],
    [
      'an ExternalName',
      '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: ExternalName, externalName: example.com}}',
      'web:443',
      {},
      'dns: delivered, example.com',
    ],
  ];
  for (const [name, text, to, changes, expected] of cases) {
    test(name, () => assert.equal(summary(trace(text, to, changes)), expected));
  }
});

describe('pods that get nothing', () => {
  const states =
    podText('a', 'app: web') +
    podText('b', 'app: web', undefined, ', annotations: {sim/ready: "false"}') +
    podText('c', 'app: web', undefined, ', annotations: {sim/terminating: "true"}') +
    podText('d', 'app: web', undefined, ', annotations: {sim/phase: Succeeded}') +
    podText('e', 'app: web', undefined, ', annotations: {sim/phase: Pending}');
  const reasons = (text: string, to: string, changes: ScenarioChanges = {}): readonly string[] =>
    trace(text, to, changes).excluded.map(({ pod, reason }) => `${pod} ${reason}`);

  test('say what state they are in', () => {
    assert.deepEqual(reasons(states + web(PORT), 'web'), [
      'b not-ready',
      'c terminating',
      'd terminal',
      'e no-ip',
    ]);
  });

  test('say which port they lack', () => {
    const pods =
      podText('a', 'app: web', '{name: http, containerPort: 1}') +
      podText('b', 'app: web', '{name: http, containerPort: 1, protocol: UDP}') +
      podText('c', 'app: web');
    assert.deepEqual(reasons(pods + web('ports: [{port: 80, targetPort: http}]'), 'web'), [
      'b wrong-protocol',
      'c no-named-port',
    ]);
  });

  test('say that they are elsewhere', () => {
    const service = web(`externalTrafficPolicy: Local, ${NODE_PORT}`);
    assert.deepEqual(reasons(three + service, 'node-1:30080', { from: 'external' }), [
      'web#2 other-node',
      'web#3 other-node',
    ]);
    const zoned = web(`trafficDistribution: PreferSameZone, ${PORT}`);
    assert.deepEqual(reasons(three + zoned, 'web'), ['web#2 other-zone', 'web#3 other-zone']);
  });
});

test('what is changed on the way is told', () => {
  const masquerade = (text: string, to: string, changes: ScenarioChanges): string => {
    const hop = trace(text, to, changes).hops.find(({ kind }) => kind === 'proxy');
    return hop?.kind === 'proxy' ? (hop.masquerade?.why ?? 'none') : 'no proxy';
  };
  const one = workloadText('Deployment', 'web', 'replicas: 1');
  assert.equal(masquerade(one + web(PORT), 'web', { from: 'pod/web#1' }), 'hairpin');
  assert.equal(masquerade(one + web(PORT), 'web', {}), 'none');
  assert.equal(masquerade(one + web(NODE_PORT), 'node-2:30080', { from: 'external' }), 'external');
  const local = web(`externalTrafficPolicy: Local, ${NODE_PORT}`);
  assert.equal(masquerade(one + local, 'node-1:30080', { from: 'external' }), 'none');
});
