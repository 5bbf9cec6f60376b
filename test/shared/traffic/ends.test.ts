// Every way in which a request can end without an answer, with the field that would change it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EndReason } from '../../../shared/traffic/hop.ts';
import { workloadText } from '../cluster/objects.ts';
import { trace, web, type ScenarioChanges } from './scenarios.ts';

const PORT = 'ports: [{port: 80, targetPort: 8080}]';
const NODE_PORT = 'type: NodePort, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]';
const two = workloadText('Deployment', 'web', 'replicas: 2');
const none = workloadText('Deployment', 'web', 'replicas: 0');
const notReady = workloadText('Deployment', 'web', 'replicas: 2', 'sim/ready: "false"');

describe('ways to end', () => {
  const local = 'externalTrafficPolicy: Local';
  const ranged = 'type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]';
  const cases: readonly (readonly [
    string,
    string,
    string,
    ScenarioChanges,
    string,
    EndReason['code'],
    string,
  ])[] = [
    ['no pod', none + web(PORT), 'web:80', {}, 'refused', 'no-endpoints', 'spec.selector'],
    [
      'no pod is ready',
      notReady + web(PORT),
      'web:80',
      {},
      'refused',
      'no-endpoints',
      'spec.publishNotReadyAddresses',
    ],
    [
      'no pod has the named port',
      two + web('ports: [{port: 80, targetPort: nope}]'),
      'web:80',
      {},
      'refused',
      'no-endpoints',
      'spec.ports.0.targetPort',
    ],
    [
      'internal policy Local',
      two + web(`internalTrafficPolicy: Local, ${PORT}`),
      'web:80',
      { from: 'node/node-3' },
      'dropped',
      'no-local-endpoints',
      'spec.internalTrafficPolicy',
    ],
    [
      'external policy Local',
      two + web(`${local}, ${NODE_PORT}`),
      'node-3:30080',
      { from: 'external' },
      'dropped',
      'no-local-endpoints',
      'spec.externalTrafficPolicy',
    ],
    [
      'external policy Local under IPVS',
      two + web(`${local}, ${NODE_PORT}`),
      'node-3:30080',
      { from: 'external', mode: 'ipvs' },
      'dropped',
      'reply-lost',
      'spec.externalTrafficPolicy',
    ],
    [
      'no healthy node',
      none + web(`${local}, type: LoadBalancer, ${PORT}`),
      'lb/web',
      { from: 'external' },
      'dropped',
      'no-healthy-node',
      'spec.externalTrafficPolicy',
    ],
    [
      'source ranges',
      two + web(`${ranged}, ${PORT}`),
      'lb/web',
      { from: 'external' },
      'dropped',
      'source-range',
      'spec.loadBalancerSourceRanges',
    ],
    ['a port that the Service lacks', two + web(PORT), 'web:81', {}, 'dropped', 'no-such-port', 'spec.ports'],
    [
      'a port that the Service lacks under nftables',
      two + web(PORT),
      'web:81',
      { mode: 'nftables' },
      'refused',
      'no-such-port',
      'spec.ports',
    ],
    [
      'a port name that the Service lacks',
      two + web(PORT),
      'web:nope',
      {},
      'unresolved',
      'no-such-port',
      'spec.ports',
    ],
    [
      'a health check of a node without a pod',
      two + web(`${local}, type: LoadBalancer, healthCheckNodePort: 32000, ${PORT}`),
      'node-3:32000',
      { from: 'external' },
      'refused',
      'fails-health-check',
      'spec.externalTrafficPolicy',
    ],
    [
      'a closed node port',
      two + web(PORT),
      'node-1:30099',
      { from: 'external' },
      'refused',
      'port-closed',
      '',
    ],
    [
      'a name of another namespace',
      two + web(PORT, ', namespace: shop'),
      'web:80',
      {},
      'unresolved',
      'no-such-name',
      '',
    ],
    [
      'a name from outside',
      two + web(PORT),
      'web:80',
      { from: 'external' },
      'unresolved',
      'asks-elsewhere',
      '',
    ],
    [
      'a cluster IP from outside',
      two + web(`clusterIP: 10.96.0.9, ${PORT}`),
      '10.96.0.9:80',
      { from: 'external' },
      'dropped',
      'not-routed',
      'spec.type',
    ],
    ['an address of nothing', two, '10.99.9.9:80', {}, 'dropped', 'unknown-address', ''],
    [
      'a headless name without ready pods',
      notReady + web(`clusterIP: None, ${PORT}`),
      'web:80',
      {},
      'unresolved',
      'headless-empty',
      'spec.publishNotReadyAddresses',
    ],
    [
      'a headless name at the Service port',
      two + web(`clusterIP: None, ${PORT}`),
      'web:80',
      {},
      'refused',
      'not-listening',
      'spec.clusterIP',
    ],
    ['a pod at a port that it does not have', two, 'pod/web#1:81', {}, 'refused', 'not-listening', ''],
    [
      'a balancer that is none',
      two + web(PORT),
      'lb/web:80',
      { from: 'external' },
      'unresolved',
      'no-load-balancer',
      'spec.type',
    ],
    [
      'a client that is none',
      two + web(PORT),
      'web:80',
      { from: 'pod/nobody' },
      'unresolved',
      'no-such-pod',
      '',
    ],
  ];
  for (const [name, text, to, changes, outcome, code, field] of cases) {
    test(name, () => {
      const { ends, outcome: verdict, backends } = trace(text, to, changes);
      assert.equal(verdict, outcome);
      assert.deepEqual(
        ends.map(({ end, requests }) => [
          end.outcome,
          end.reason.code,
          end.fixes[0]?.field.join('.') ?? '',
          requests,
        ]),
        [[outcome, code, field, 60]],
      );
      assert.ok(backends.every(({ requests, failed }) => requests === failed));
    });
  }
});
