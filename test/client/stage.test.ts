import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ServiceView } from '../../shared/messages/preview.ts';
import { drawEdges, gutterLanes, widthOfShare, type Point } from '../../client/webview/model/draw-edges.ts';
import { legendParts } from '../../client/webview/model/legend.ts';
import { formatShare } from '../../client/webview/model/percent.ts';
import { setStage, type Stage } from '../../client/webview/model/stage.ts';
import { reachRows } from '../../client/webview/model/table-rows.ts';
import { stopsByColumn, walk, type WalkKey } from '../../client/webview/model/walk.ts';
import * as samples from './sample-models.ts';

const NONE: ReadonlySet<string> = new Set();

function serviceOf(name: keyof typeof samples.samples): ServiceView {
  const { service } = samples.samples[name];
  assert.ok(service);
  return service;
}

function stageOf(name: keyof typeof samples.samples, opened = NONE): Stage {
  return setStage(serviceOf(name), opened);
}

test('Pods are grouped by their source, in the order of their first pods.', () => {
  const groups = stageOf('exclusions').groups;
  assert.deepEqual(
    groups.map(({ source, nPods, nReached }) => [source, nPods, nReached]),
    [
      ['Deployment web', 4, 2],
      ['StatefulSet legacy', 1, 0],
      ['Deployment worker', 1, 0],
    ],
  );
});

test('A selected pod that gets nothing has a broken edge; one that is not selected has none.', () => {
  const edges = stageOf('exclusions').edges.filter((edge) => edge.tone !== 'flows');
  assert.deepEqual(
    edges.map(({ fromStop, toStop, tone }) => [fromStop, toStop, tone]),
    [
      ['port:http', 'pod:web#3', 'waiting'],
      ['port:http', 'pod:web#4', 'waiting'],
      ['port:http', 'pod:legacy-0', 'blocked'],
    ],
  );
});

test('Two ports that arrive at the same container port share its row.', () => {
  const card = stageOf('severalPorts').groups[0]?.cards[0];
  assert.deepEqual(
    card?.rows.map((row) => [row.label, row.inputs.map(({ port }) => port)]),
    [
      ['web:8080', ['http', 'alt']],
      ['exporter:9100', ['metrics']],
    ],
  );
});

test('Over fifty pods a group becomes one card, until it is opened; small groups stay open.', () => {
  const nCards = (stage: Stage): number[] => stage.groups.map((group) => group.cards.length);
  assert.deepEqual(nCards(stageOf('twoHundredPods')), [1, 1, 3]);
  assert.deepEqual(nCards(stageOf('twoHundredPods', new Set(['Deployment blue']))), [1, 17, 3]);
  assert.deepEqual(nCards(stageOf('twelvePods')), [8, 4]);
});

test('The card of a group carries the sum of its shares and counts its reasons.', () => {
  const card = stageOf('twoHundredPods').groups[0]?.cards[0];
  assert.equal(card?.rows[0]?.inputs[0]?.share.toFixed(4), (174 / 191).toFixed(4));
  assert.deepEqual(
    card?.reasons.map(({ message, nPods }) => [message, nPods]),
    [['not ready', 6]],
  );
});

test('An ExternalName Service leads outside and nowhere else.', () => {
  const stage = stageOf('externalName');
  assert.equal(stage.outside, 'db.shop.svc.cluster.local → database.example.com');
  assert.deepEqual(
    stage.edges.map(({ from, to }) => [from, to]),
    [
      ['client', 'service-in'],
      ['service-out', 'outside'],
    ],
  );
});

test('The table says for each port whom it reaches and whom not, then who is left out of all.', () => {
  const rows = reachRows(serviceOf('severalPorts'));
  assert.deepEqual(
    rows.slice(6).map(({ port, pod, share, why }) => [port, pod, share, why]),
    [
      ['metrics 9090/TCP', 'web#1', 0.5, ''],
      ['metrics 9090/TCP', 'web#2', 0.5, ''],
      ['metrics 9090/TCP', 'web#3', undefined, 'no port is named metrics'],
      ['dns 53/UDP', '', undefined, 'no pod listens on 5353/UDP'],
    ],
  );
  assert.equal(reachRows(serviceOf('exclusions')).filter(({ port }) => port === '').length, 4);
});

test('The legend explains what is on the stage and nothing else.', () => {
  const marks = (name: keyof typeof samples.samples): string[] =>
    legendParts(stageOf(name)).flatMap((part) => part.marks);
  assert.deepEqual(marks('onePod'), ['pod-ready', 'edge-share']);
  assert.deepEqual(marks('externalName'), []);
  assert.deepEqual(marks('noPods'), ['edge-blocked', 'finding-error']);
  assert.deepEqual(marks('exclusions'), [
    'pod-ready',
    'pod-not-ready',
    'pod-unreached',
    'edge-share',
    'edge-waiting',
    'edge-blocked',
    'finding-warning',
    'finding-hint',
  ]);
});

const walks: { name: string; from: string; keys: WalkKey[]; to: string }[] = [
  { name: 'right follows the edges', from: 'client', keys: ['ArrowRight', 'ArrowRight'], to: 'pod:web#1' },
  { name: 'down moves within a column', from: 'port:http', keys: ['ArrowDown'], to: 'port:alt' },
  {
    name: 'left from a pod leads to the first port that reaches it',
    from: 'pod:web#2',
    keys: ['ArrowLeft'],
    to: 'port:http',
  },
  { name: 'a finding has the pods to its right', from: 'finding:0', keys: ['ArrowRight'], to: 'pod:web#1' },
  { name: 'End leads to the last of a column', from: 'port:http', keys: ['End'], to: 'finding:0' },
  { name: 'there is nothing above the first', from: 'service', keys: ['ArrowUp', 'ArrowUp'], to: 'service' },
  { name: 'there is nothing right of a pod', from: 'pod:web#3', keys: ['ArrowRight'], to: 'pod:web#3' },
];

for (const { name, from, keys, to } of walks) {
  test(`Keys on the stage: ${name}.`, () => {
    const stage = stageOf('severalPorts');
    assert.equal(
      keys.reduce((at, key) => walk(stage, at, key, undefined), from),
      to,
    );
  });
}

test('Going back along an edge leads back to where one came from.', () => {
  assert.equal(walk(stageOf('severalPorts'), 'pod:web#2', 'ArrowLeft', 'port:alt'), 'port:alt');
});

test('Every stop can be reached by keys, and no key leads off the stage.', () => {
  for (const name of ['exclusions', 'severalPorts', 'twoHundredPods', 'externalName', 'noPods'] as const) {
    const stage = stageOf(name);
    const stops = new Set(stopsByColumn(stage).flat());
    const seen = new Set(['client']);
    for (const at of seen) {
      for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'] as const) {
        const next = walk(stage, at, key, undefined);
        assert.ok(stops.has(next), `${name}: ${at} ${key} leads to ${next}`);
        seen.add(next);
      }
    }
    assert.deepEqual(
      [...stops].filter((stop) => !seen.has(stop)),
      [],
      name,
    );
  }
});

test('Every drawn line begins and ends at its docks, in both layouts.', () => {
  const stage = stageOf('severalPorts');
  const docks = new Map<string, Point>();
  for (const edge of stage.edges) {
    docks.set(edge.from, { x: 100, y: docks.size * 20 });
    docks.set(edge.to, { x: 300, y: docks.size * 20 });
  }
  docks.set('service-in', { x: 200, y: 10 });
  for (const layout of ['wide', 'stacked'] as const) {
    const drawn = drawEdges(stage.edges, docks, layout);
    const nEntries = layout === 'wide' ? 4 : 1;
    assert.equal(drawn.length, stage.edges.length - 4 + nEntries);
    for (const edge of drawn) assert.doesNotMatch(edge.path, /NaN|undefined/);
    assert.ok(drawn.every((edge) => edge.path.startsWith('M100,')));
  }
});

test('A line whose dock is not there is left out.', () => {
  assert.deepEqual(drawEdges(stageOf('onePod').edges, new Map(), 'wide'), []);
});

test('There are as many lanes as ports, from one to four.', () => {
  assert.deepEqual([0, 1, 3, 9].map(gutterLanes), [1, 1, 3, 4]);
});

test('A larger share never has a thinner line, and no line is too thin to see.', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        assert.ok(widthOfShare(less) <= widthOfShare(more));
        assert.ok(widthOfShare(less) >= 1.5 && widthOfShare(more) <= 6);
      },
    ),
  );
});

const shares: [number, string, string][] = [
  [1, 'en', '100%'],
  [1 / 3, 'en', '33%'],
  [1 / 12, 'en', '8.3%'],
  [0.0996, 'en', '10%'],
  [1 / 191, 'en', '0.5%'],
  [0.0001, 'en', '<0.1%'],
  [0, 'en', '0%'],
  [1 / 3, 'ko', '33%'],
];

for (const [share, locale, text] of shares) {
  test(`A share of ${share.toFixed(4)} reads ${text} in ${locale}.`, () => {
    assert.equal(formatShare(share, locale), text);
  });
}

test('Setting the stage leaves the model as it was.', () => {
  for (const name of ['exclusions', 'twoHundredPods'] as const) {
    const service = serviceOf(name);
    const before = structuredClone(service);
    legendParts(setStage(service, NONE));
    reachRows(service);
    assert.deepEqual(service, before);
  }
});
