// The reason that each pod without requests is given.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Exclusion } from '../../../shared/traffic/trace.ts';
import { podText, workloadText } from '../cluster/objects.ts';
import { trace, web, type ScenarioChanges } from './scenarios.ts';

const PORT = 'ports: [{port: 80, targetPort: 8080}]';
const HTTP = 'ports: [{name: http, port: 80, targetPort: http}]';
const two = workloadText('Deployment', 'web', 'replicas: 2');
const set = workloadText('StatefulSet', 'db', 'replicas: 2, serviceName: web');
const terminating = {
  whatIf: {
    pods: ['web#1', 'web#2'].map((name) => ({ pod: { namespace: 'default', name }, terminating: true })),
  },
};
const oneTerminating = { whatIf: { pods: terminating.whatIf.pods.slice(1) } };
const balanced = 'type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]';
const mixed = podText('a', 'app: web', '{name: http, containerPort: 8080}') + podText('b', 'app: web');

const cases: readonly (readonly [string, string, string, ScenarioChanges, readonly string[]])[] = [
  [
    'the other pods of one that was asked for by its name',
    set + web(`clusterIP: None, ${HTTP}`),
    'db-1.web:8080',
    {},
    ['db-0 other-pod'],
  ],
  [
    'a pod without the port that a headless name was asked for with',
    mixed + web(`clusterIP: None, ${HTTP}`),
    'web:http',
    {},
    ['b no-named-port http'],
  ],
  [
    'pods behind source ranges that refuse the client',
    two + web(`${balanced}, ${PORT}`),
    'lb/web',
    { from: 'external' },
    ['web#1 source-range', 'web#2 source-range'],
  ],
  [
    'pods behind source ranges that let the client in',
    two + web(`${balanced}, externalTrafficPolicy: Local, ${PORT}`),
    'lb/web',
    { from: 'external/10.1.2.3' },
    [],
  ],
  ['one that terminates beside a ready one', two + web(PORT), 'web', oneTerminating, ['web#2 terminating']],
  ['those that terminate and are taken', two + web(PORT), 'web', terminating, []],
  [
    'those that terminate where that is too late',
    two + web(PORT),
    'web',
    { ...terminating, mode: 'userspace' },
    ['web#1 no-longer-ready', 'web#2 no-longer-ready'],
  ],
  [
    'one that terminates on another node',
    two + web(`internalTrafficPolicy: Local, ${PORT}`),
    'web',
    terminating,
    ['web#2 other-node'],
  ],
];

describe('why a pod gets nothing:', () => {
  for (const [name, text, to, changes, expected] of cases) {
    test(name, () => {
      const told = ({ pod, reason, portName }: Exclusion): string =>
        `${pod} ${reason} ${portName ?? ''}`.trimEnd();
      assert.deepEqual(trace(text, to, changes).excluded.map(told), expected);
    });
  }
});
