// One Service and the pods it selects.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { endpointsOfService, type ServiceOutcome } from '../../../shared/cluster/endpoints-of-service.ts';
import { podsOf } from '../../../shared/cluster/place-pods.ts';
import { indexPods, selectPods } from '../../../shared/cluster/pod-index.ts';
import type { Service } from '../../../shared/model/objects.ts';
import { cluster, podText, service, source } from './objects.ts';

function outcomeFor(of: Service, ...pods: readonly string[]): ServiceOutcome {
  const index = indexPods(pods.flatMap((text) => podsOf(source(text), cluster())));
  return endpointsOfService(of, index, cluster());
}

const SPEC = 'selector: {app: web}, ports: [{port: 80, targetPort: 8080}]';

function podWith(annotations: string): string {
  return podText('a', 'app: web', '', `, annotations: {${annotations}}`);
}

describe('the conditions of an endpoint', () => {
  const cases: readonly [string, string, string][] = [
    ['', 'ready serving', 'ready serving'],
    ['sim/ready: "false"', 'not-ready', 'ready'],
    ['sim/terminating: "true"', 'serving terminating', 'ready serving'],
    ['sim/terminating: "true", sim/ready: "false"', 'terminating', 'ready'],
    ['sim/phase: PendingIP', 'not-ready', 'ready'],
    ['sim/phase: Pending', 'no-ip', 'no-ip'],
    ['sim/phase: Succeeded', 'terminal', 'terminal'],
    ['sim/unscheduled: "true"', 'no-ip', 'no-ip'],
  ];
  for (const [annotations, plain, published] of cases) {
    test(`of a pod with {${annotations}}`, () => {
      assert.equal(conditions(service(SPEC), annotations), plain);
      assert.equal(conditions(service(`${SPEC}, publishNotReadyAddresses: true`), annotations), published);
    });
  }
});

function conditions(of: Service, annotations: string): string {
  const [outcome] = outcomeFor(of, podWith(annotations)).pods;
  const words = [outcome?.ready && 'ready', outcome?.serving && 'serving', outcome?.reason];
  return words.filter(Boolean).join(' ');
}

test('a Service selects in its own namespace, by every label', () => {
  const pods = [podText('a', 'app: web'), podText('b', 'app: web, tier: fe'), podText('c', 'tier: fe')];
  const other = podText('d', 'app: web, tier: fe', '', ', namespace: prod');
  const names = (spec: string): readonly string[] =>
    outcomeFor(service(spec), ...pods, other).pods.map(({ pod }) => pod.name);
  assert.deepEqual(names('selector: {app: web}'), ['a', 'b']);
  assert.deepEqual(names('selector: {tier: fe, app: web}'), ['b']);
  assert.deepEqual(names('selector: {app: api}'), []);
});

test('no selector selects nothing', () => {
  for (const spec of ['ports: []', 'selector: {}', 'selector:']) {
    const { origin, pods } = outcomeFor(service(spec), podText('a', 'app: web'));
    assert.deepEqual([origin, pods], ['no-selector', []]);
  }
  assert.deepEqual(selectPods(indexPods([]), 'default', {}), []);
});

test('an ExternalName looks for no pods', () => {
  const { origin, pods } = outcomeFor(service(`type: ExternalName, ${SPEC}`), podText('a', 'app: web'));
  assert.deepEqual([origin, pods], ['external-name', []]);
});

test('every port of a Service has an outcome for every pod', () => {
  const ports = 'ports: [{name: a, port: 80, targetPort: http}, {name: b, port: 81, targetPort: nope}]';
  const [outcome] = outcomeFor(
    service(`selector: {app: web}, ${ports}`),
    podText('a', 'app: web', '{name: http, containerPort: 8080}'),
  ).pods;
  assert.deepEqual(
    outcome?.ports.map(({ servicePort, found }) => [servicePort.name, found.number ?? found.missing]),
    [
      ['a', 8080],
      ['b', 'no-named-port'],
    ],
  );
});
