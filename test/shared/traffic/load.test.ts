// Load over time: shares, affinity, schedulers, events.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { run, Simulation } from '../../../shared/traffic/simulation.ts';
import { chiSquare, chiSquareLimit } from '../../support/checkers.ts';
import { workloadText } from '../cluster/objects.ts';
import { scenario, trace, web, type ScenarioChanges } from './scenarios.ts';

const PORT = 'ports: [{port: 80, targetPort: 8080}]';
const NODE_PORT = 'type: NodePort, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]';
const STICKY = 'sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}';
const three = workloadText('Deployment', 'web', 'replicas: 3');
const pod = (name: string): { readonly namespace: string; readonly name: string } => ({
  namespace: 'default',
  name,
});

function counts(text: string, to: string, changes: ScenarioChanges): readonly number[] {
  return trace(text, to, changes).backends.map(({ requests }) => requests);
}

const ways: readonly (readonly [string, string, string, ScenarioChanges])[] = [
  ['iptables', three + web(PORT), 'web', {}],
  ['nftables', three + web(PORT), 'web', { mode: 'nftables' }],
  ['a headless name', three + web('clusterIP: None, ports: [{port: 8080}]'), 'web', {}],
  [
    'a load balancer under the Local policy',
    workloadText('Deployment', 'web', 'replicas: 4') +
      web(`type: LoadBalancer, externalTrafficPolicy: Local, ${PORT}`),
    'lb/web',
    { from: 'external' },
  ],
];
for (const [name, text, to, changes] of ways) {
  test(`observed shares fit the expected ones: ${name}`, () => {
    const nSeeds = 150;
    let sum = 0;
    let nFree = 0;
    for (let seed = 0; seed < nSeeds; seed++) {
      const { backends, requests } = trace(text, to, { ...changes, seed, plan: { nRequests: 300 } });
      const expected = backends.map((backend) => backend.expected * requests);
      sum += chiSquare(
        backends.map((backend) => backend.requests),
        expected,
      );
      nFree += backends.length - 1;
    }
    assert.ok(sum < chiSquareLimit(nFree), `chi-square ${sum} of ${nFree} degrees of freedom`);
  });
}

test('under the Local policy a node alone gets a share as large as one with two pods', () => {
  const { backends } = trace(
    workloadText('Deployment', 'web', 'replicas: 4') +
      web(`type: LoadBalancer, externalTrafficPolicy: Local, ${PORT}`),
    'lb/web',
    { from: 'external' },
  );
  const shares = backends.map(({ pod: name, expected }) => `${name} ${expected.toFixed(3)}`).sort();
  assert.deepEqual(shares, ['web#1 0.167', 'web#2 0.333', 'web#3 0.333', 'web#4 0.167']);
});

describe('session affinity', () => {
  test('keeps a client where it was, and each node remembers for itself', () => {
    assert.deepEqual(
      [...counts(three + web(`${STICKY}, ${PORT}`), 'web', {})].sort((a, b) => a - b),
      [0, 0, 60],
    );
  });

  test('takes everyone behind one address for one client', () => {
    const nat = { place: { kind: 'external' }, address: '198.51.100.9' } as const;
    const own = Array.from({ length: 40 }, () => ({ place: { kind: 'external' } }) as const);
    const text = three + web(`${STICKY}, ${NODE_PORT}`);
    const used = (clients: ScenarioChanges['clients']): number =>
      counts(text, 'node-1:30080', clients ? { clients } : {}).filter((n) => n > 0).length;
    assert.equal(used(Array.from({ length: 40 }, () => nat)), 1);
    assert.equal(used(own), 3);
  });

  test('ends when the client stays away for longer than the timeout', () => {
    const text = three + web(`${STICKY}, ${PORT}`);
    const used = (gapMs: number): number =>
      counts(text, 'web', { plan: { nRequests: 40, gapMs } }).filter((n) => n > 0).length;
    assert.equal(used(59_000), 1);
    assert.equal(used(61_000), 3);
  });

  test('ends when the pod goes', () => {
    const events = [{ atMs: 30, event: { kind: 'removed', pod: pod('web#1') } }] as const;
    for (let seed = 0; seed < 9; seed++) {
      const { timeline, backends } = trace(three + web(`${STICKY}, ${PORT}`), 'web', {
        seed,
        events,
        plan: { gapMs: 1 },
      });
      const after = timeline[1]?.backends.map(({ backend }) => backends[backend]?.pod);
      assert.equal(after?.length, 1);
      assert.notEqual(after?.[0], 'web#1');
    }
  });
});

describe('IPVS schedulers', () => {
  const by = (
    scheduler: 'rr' | 'lc' | 'sed' | 'nq' | 'dh' | 'sh',
    changes: ScenarioChanges = {},
  ): readonly number[] => counts(three + web(PORT), 'web', { mode: 'ipvs', scheduler, ...changes });
  const slow: ScenarioChanges = {
    plan: { nRequests: 300, gapMs: 10, connectionMs: 100 },
    events: [{ atMs: 0, event: { kind: 'slow', pod: pod('web#1'), factor: 10 } }],
  };

  test('rr takes turns', () => assert.deepEqual(by('rr'), [20, 20, 20]));
  test('dh gives everything to one pod', () =>
    assert.deepEqual(
      [...by('dh')].sort((a, b) => a - b),
      [0, 0, 60],
    ));
  test('sh gives a client one pod', () =>
    assert.deepEqual(
      [...by('sh')].sort((a, b) => a - b),
      [0, 0, 60],
    ));
  test('nq and sed take the first idle pod', () => {
    assert.deepEqual(by('nq'), [60, 0, 0]);
    assert.deepEqual(by('sed'), [60, 0, 0]);
  });
  test('lc counts connections that have just ended', () => assert.deepEqual(by('lc'), [20, 20, 20]));
  test('lc and sed spare a slow pod, rr does not', () => {
    assert.ok((by('lc', slow)[0] ?? 0) < 30);
    assert.ok((by('sed', slow)[0] ?? 0) < 30);
    assert.equal(by('rr', slow)[0], 100);
  });
});

describe('events', () => {
  const at = (
    kind: 'not-ready' | 'terminating' | 'removed' | 'refuses',
    changes: ScenarioChanges = {},
  ): ReturnType<typeof trace> =>
    trace(three + web(PORT), 'web', {
      plan: { nRequests: 200, gapMs: 10 },
      events: [{ atMs: 1000, event: { kind, pod: pod('web#2') } }],
      ...changes,
    });
  const after = (result: ReturnType<typeof trace>): number =>
    result.timeline[1]?.backends.find(({ backend }) => result.backends[backend]?.pod === 'web#2')?.requests ??
    0;

  for (const kind of ['not-ready', 'terminating', 'removed'] as const) {
    test(`a pod that is ${kind} gets no new connection`, () => {
      assert.equal(after(at(kind)), 0);
      assert.equal(at(kind).outcome, 'delivered');
    });
  }

  test('a pod that refuses goes on getting connections, unless the mode tries another', () => {
    assert.equal(at('refuses').outcome, 'partly');
    assert.equal(at('refuses', { mode: 'userspace' }).outcome, 'delivered');
  });

  test('an open connection stays with a pod that is no longer ready', () => {
    const plan = { nRequests: 20, gapMs: 100, connectionMs: 1000, requestsPerConnection: 20 };
    for (const kind of ['not-ready', 'removed'] as const) {
      const first = trace(three + web(PORT), 'web', { plan }).backends.find(({ requests }) => requests > 0);
      const events = [{ atMs: 1000, event: { kind, pod: pod(first?.pod ?? '') } }] as const;
      const used = counts(three + web(PORT), 'web', { plan, events }).filter((n) => n > 0).length;
      assert.equal(used, kind === 'removed' ? 2 : 1, kind);
    }
  });

  test('a pod that is added takes part at once', () => {
    const event = { kind: 'added', like: pod('web#1'), name: 'web#4', node: 'node-2' } as const;
    const { backends } = trace(three + web(PORT), 'web', { events: [{ atMs: 0, event }] });
    assert.deepEqual(
      backends.map(({ pod: name, address }) => `${name} ${address}`),
      ['web#1 10.244.1.1', 'web#2 10.244.2.1', 'web#3 10.244.3.1', 'web#4 10.244.2.2'],
    );
  });

  test('time can pass without requests', () => {
    const simulation = new Simulation(scenario(three + web(`${STICKY}, ${PORT}`), 'web', { mode: 'ipvs' }));
    const seen = new Set<string>();
    for (let round = 0; round < 3; round++) {
      simulation.send(1);
      simulation.advance(61_000);
    }
    for (const { pod: name, requests } of simulation.trace().backends) if (requests > 0) seen.add(name);
    assert.equal(seen.size, 3);
    assert.equal(simulation.nowMs, 183_000);
  });
});

describe('what if', () => {
  const change = (whatIf: ScenarioChanges['whatIf'] & object): readonly string[] =>
    run(scenario(three + web(PORT), 'web', { whatIf })).backends.map(
      ({ pod: name, node }) => `${name} ${node}`,
    );

  test('a pod were not ready, or elsewhere', () => {
    assert.deepEqual(change({ pods: [{ pod: pod('web#2'), ready: false }] }), [
      'web#1 node-1',
      'web#3 node-3',
    ]);
    assert.deepEqual(change({ pods: [{ pod: pod('web#2'), node: 'node-3' }] }), [
      'web#1 node-1',
      'web#3 node-3',
      'web#2 node-3',
    ]);
  });

  test('a Service had another policy', () => {
    const services = [{ namespace: 'default', name: 'web', internalTrafficPolicy: 'Local' }] as const;
    assert.deepEqual(change({ services }), ['web#1 node-1']);
  });

  test('a workload had more replicas', () => {
    const workloads = [{ kind: 'Deployment', namespace: 'default', name: 'web', replicas: 1 }];
    assert.deepEqual(change({ workloads }), ['web#1 node-1']);
  });
});
