// The store: what the host says and the user does, and what follows from it for picture, run and what-if.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addPiece, MAX_REQUESTS, nSent, Runner } from '../../client/webview/model/simulate.ts';
import { reduce } from '../../client/webview/model/store.ts';
import type { RunPiece } from '../../shared/messages/panel-state.ts';
import type { PreviewModel } from '../../shared/messages/preview.ts';
import { dataOf, deriveData, derivedOf, override, send } from './derived.ts';
import * as samples from './sample-models.ts';

const { threePods, exclusions, severalPorts, manyWays, headless } = samples;

/** Expected shares by pod, in whole percents. */
function sharesOf(
  model: PreviewModel,
  ...actions: Parameters<typeof derivedOf> extends [unknown, ...infer A] ? A : never
): unknown {
  const { trace } = derivedOf(model, ...actions);
  return Object.fromEntries(
    (trace?.backends ?? []).map(({ pod, expected }) => [pod, Math.round(expected * 100)]),
  );
}

test('Before a run the shares are what is to be expected, and nothing is counted.', () => {
  const { trace } = derivedOf(threePods);
  assert.equal(trace?.requests, 0);
  assert.deepEqual(
    trace.backends.map(({ pod, requests }) => [pod, requests]),
    [
      ['web#1', 0],
      ['web#2', 0],
      ['web#3', 0],
    ],
  );
  assert.deepEqual(sharesOf(threePods), { 'web#1': 33, 'web#2': 33, 'web#3': 33 });
});

test('The same requests and seed give the same counts; another seed gives others.', () => {
  const counts = (seed: number): unknown =>
    derivedOf(threePods, { type: 'request', change: { seed } }, send(100)).trace?.backends.map(
      ({ requests }) => requests,
    );
  assert.deepEqual(counts(1), counts(1));
  assert.notDeepEqual(counts(1), counts(2));
});

const changes: {
  name: string;
  model: PreviewModel;
  key: string;
  value: string | number | boolean;
  shares: object;
}[] = [
  {
    name: 'a pod that is not ready gets nothing',
    model: threePods,
    key: 'Pod/shop/web#2#state',
    value: 'not-ready',
    shares: { 'web#1': 50, 'web#3': 50 },
  },
  {
    name: 'nor does one that terminates while others are ready',
    model: threePods,
    key: 'Pod/shop/web#2#state',
    value: 'terminating',
    shares: { 'web#1': 50, 'web#3': 50 },
  },
  {
    name: 'more replicas share',
    model: threePods,
    key: 'Deployment/shop/web#replicas',
    value: 4,
    shares: { 'web#1': 25, 'web#2': 25, 'web#3': 25, 'web#4': 25 },
  },
  {
    name: 'no replicas leave nobody',
    model: threePods,
    key: 'Deployment/shop/web#replicas',
    value: 0,
    shares: {},
  },
  {
    name: 'a Local policy keeps to the node of the client',
    model: threePods,
    key: 'Service/shop/web#internalTrafficPolicy',
    value: 'Local',
    shares: { 'web#1': 100 },
  },
  {
    name: 'a preference for the zone keeps to the zone of the client',
    model: threePods,
    key: 'Service/shop/web#trafficDistribution',
    value: 'PreferSameZone',
    shares: { 'web#1': 100 },
  },
  {
    name: 'IPVS gives each its turn',
    model: threePods,
    key: 'cluster#mode',
    value: 'ipvs',
    shares: { 'web#1': 33, 'web#2': 33, 'web#3': 33 },
  },
];

for (const { name, model, key, value, shares } of changes) {
  test(`What if: ${name}.`, () => {
    assert.deepEqual(sharesOf(model, override(key, value)), shares);
    assert.deepEqual(sharesOf(model, override(key, value), override(key, undefined)), sharesOf(model));
    const changed = derivedOf(model, override(key, value)).controls.flatMap(({ controls }) => controls);
    assert.deepEqual(
      changed.filter(({ isChanged }) => isChanged).map((control) => [control.key, control.value]),
      [[key, value]],
    );
  });
}

test('A scheduler that hashes the destination sends everything to one pod.', () => {
  const shares = sharesOf(threePods, override('cluster#mode', 'ipvs'), override('cluster#scheduler', 'dh'));
  assert.equal(Math.max(...Object.values(shares as Record<string, number>)), 100);
});

test('Where the client is decides under a Local policy.', () => {
  const local = override('Service/shop/web#internalTrafficPolicy', 'Local');
  const from = { type: 'request', change: { client: 'pod-on/node-3' } } as const;
  assert.deepEqual(sharesOf(threePods, local, from), { 'web#3': 100 });
});

test('A pod that is put on another node is there, and a node can be put in another zone.', () => {
  const local = override('Service/shop/web#internalTrafficPolicy', 'Local');
  assert.deepEqual(sharesOf(threePods, local, override('Pod/shop/web#2#node', 'node-1')), {
    'web#1': 50,
    'web#2': 50,
  });
  const zone = override('Service/shop/web#trafficDistribution', 'PreferSameZone');
  assert.deepEqual(sharesOf(threePods, zone, override('Node/node-2#zone', 'a')), {
    'web#1': 50,
    'web#2': 50,
  });
});

test('Published addresses that are not ready get their share.', () => {
  const sick = override('Pod/shop/web#1#state', 'not-ready');
  const publish = override('Service/shop/web#publishNotReadyAddresses', true);
  assert.deepEqual(Object.keys(sharesOf(threePods, sick, publish) as object).length, 3);
});

test('With affinity a client stays with its pod until the time is over.', () => {
  const sticky = override('Service/shop/web#sessionAffinity', 'ClientIP');
  const soon = override('Service/shop/web#affinitySeconds', 1);
  const nPods = (...pieces: RunPiece[]): number => {
    const actions = pieces.map((piece) => ({ type: 'piece', piece }) as const);
    const { trace } = derivedOf(threePods, sticky, soon, ...actions);
    return trace?.backends.filter(({ requests }) => requests > 0).length ?? 0;
  };
  assert.equal(nPods({ type: 'send', n: 50 }), 1);
  const visits = Array.from({ length: 20 }, () => [
    { type: 'send', n: 1 } as const,
    { type: 'wait', n: 5000 } as const,
  ]);
  assert.equal(nPods(...visits.flat()), 3);
});

test('What-if survives an edit and another Service, and goes when the manifest says the same.', () => {
  const key = 'Deployment/shop/web#replicas';
  const data = dataOf(threePods, override(key, 5), send(10));
  const edited = reduce(data, { type: 'model', model: samples.onePod, isPinned: false });
  assert.equal(edited.kept.overrides[key], 5);
  assert.equal(deriveData(edited).trace?.requests, 10);
  const other = reduce(edited, { type: 'model', model: headless, isPinned: false });
  assert.equal(other.kept.overrides[key], 5);
  assert.deepEqual(other.kept.run, []);
  const applied = samples.modelOf([samples.serviceText(), samples.workloadText({ replicas: 5 })]);
  const back = reduce(data, { type: 'model', model: applied, isPinned: false });
  assert.deepEqual(back.kept.overrides, {});
});

test('Text that is broken for a moment takes neither the run nor what-if away.', () => {
  const data = dataOf(threePods, override('Deployment/shop/web#replicas', 5), send(10));
  const broken = reduce(data, { type: 'model', model: samples.brokenFile, isPinned: false });
  const healed = reduce(broken, { type: 'model', model: threePods, isPinned: false });
  assert.deepEqual(healed.kept, data.kept);
});

test('Only what a manifest can say can be applied.', () => {
  const derived = derivedOf(
    threePods,
    override('Deployment/shop/web#replicas', 5),
    override('Pod/shop/web#1#state', 'not-ready'),
    override('Service/shop/web#sessionAffinity', 'ClientIP'),
    override('Service/shop/web#affinitySeconds', 60),
  );
  const edits = derived.controls.flatMap(({ controls }) => controls.flatMap(({ edit }) => edit ?? []));
  assert.deepEqual(
    edits.map(({ anchor, value }) => [anchor.document, anchor.field, value]),
    [
      [0, 'spec.sessionAffinity', 'ClientIP'],
      [0, 'spec.sessionAffinityConfig.clientIP.timeoutSeconds', 60],
      [1, 'spec.replicas', 5],
    ],
  );
});

test('The ways in are those that the Service and its Ingress make, and each is followed.', () => {
  const { entries } = derivedOf(manyWays);
  assert.deepEqual(
    entries.map(({ key }) => key),
    ['lb', 'node/node-1', 'node/node-2', 'node/node-3', 'name', 'ingress/front/shop.example.com/'],
  );
  for (const { key } of entries) {
    const { trace } = derivedOf(manyWays, { type: 'request', change: { entry: key } }, send(30));
    assert.equal(trace?.outcomes.delivered, 30, key);
  }
});

test('A name of the cluster says nothing to a client outside.', () => {
  const actions = [{ type: 'request', change: { entry: 'name', client: 'external' } } as const, send(5)];
  const { trace, view } = derivedOf(threePods, ...actions);
  assert.deepEqual(trace?.outcomes, { delivered: 0, refused: 0, dropped: 0, unresolved: 5 });
  assert.match(
    view.ports[0]?.problem ?? '',
    /^never sent: web\.shop\.svc\.cluster\.local is a name of the DNS/,
  );
});

test('Pods that get nothing say why in words.', () => {
  const { view } = derivedOf(exclusions);
  const whys = view.pods.filter(({ targets }) => targets.length === 0);
  assert.deepEqual(
    whys.map(({ name, exclusions: all }) => [name, all.map(({ message }) => message)]),
    [
      ['legacy-0', ['no container port is named "http"']],
      ['worker', ['does not have tier=front']],
    ],
  );
  assert.equal(view.summary, 'Port http of web reaches 2 of 3 pods');
});

test('Findings stand at the port that they are about.', () => {
  const { view } = derivedOf(severalPorts);
  assert.deepEqual(
    view.ports.map(({ name, findings }) => [name, findings.map(({ code }) => code)]),
    [
      ['http', []],
      ['alt', []],
      ['metrics', ['service-target-port-partial']],
      ['dns', ['service-target-port-unresolved']],
    ],
  );
});

test('In however many pieces a run is sent, the counts are the same.', () => {
  const data = dataOf(threePods);
  const { scenario } = deriveData(data);
  assert.ok(scenario);
  const pieces = fc.array(
    fc.record({
      type: fc.constantFrom('send' as const, 'wait' as const),
      n: fc.integer({ min: 1, max: 40 }),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(pieces, (list) => {
      const runner = new Runner();
      let run: readonly RunPiece[] = [];
      for (const piece of list) {
        run = addPiece(run, piece);
        runner.trace(scenario, run);
      }
      assert.deepEqual(runner.trace(scenario, run).trace, new Runner().trace(scenario, run).trace);
      assert.equal(
        nSent(run),
        list.reduce((sum, { type, n }) => sum + (type === 'send' ? n : 0), 0),
      );
    }),
    { numRuns: 60 },
  );
});

test('A run has an end, and can be begun again.', () => {
  const full = addPiece([{ type: 'send', n: MAX_REQUESTS - 5 }], { type: 'send', n: 1000 });
  assert.equal(nSent(full), MAX_REQUESTS);
  assert.equal(addPiece(full, { type: 'send', n: 1 }), full);
  assert.equal(derivedOf(threePods, send(10), { type: 'resetRun' }).trace?.requests, 0);
});

test('Nothing that may stand in a scene makes the panel throw.', () => {
  const { scene } = threePods;
  assert.ok(scene);
  const junk = fc.object({
    maxDepth: 4,
    key: fc.constantFrom('spec', 'ports', 'port', 'selector', 'template', 'x'),
  });
  fc.assert(
    fc.property(junk, junk, (spec, template) => {
      const objects = scene.objects.map((object, index) => ({
        ...object,
        value: {
          ...object.value,
          spec: (index === 0 ? spec : { replicas: 2, template, selector: spec }) as never,
        },
      }));
      const model = { ...threePods, scene: { ...scene, objects } };
      derivedOf(model, send(3));
    }),
    { numRuns: 150 },
  );
});
