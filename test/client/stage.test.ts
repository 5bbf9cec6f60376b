import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drawEdges, gutterLanes, widthOfShare, type Point } from '../../client/webview/model/draw-edges.ts';
import { legendParts } from '../../client/webview/model/legend.ts';
import { formatShare } from '../../client/webview/model/percent.ts';
import { stopsAt } from '../../client/webview/model/highlight.ts';
import { filterServices } from '../../client/webview/model/filter-services.ts';
import { setStage, type Stage } from '../../client/webview/model/stage.ts';
import { reachRows } from '../../client/webview/model/table-rows.ts';
import { stopsByColumn, walk, type WalkKey } from '../../client/webview/model/walk.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { derivedOf } from './derived.ts';
import * as samples from './sample-models.ts';

const NONE: ReadonlySet<string> = new Set();

const WITH_SERVICE = [
  'onePod',
  'exclusions',
  'severalPorts',
  'manyPods',
  'externalName',
  'noPods',
  'manyWays',
  'headless',
] as const;

function stageOf(
  name: (typeof WITH_SERVICE)[number] | 'twelvePods',
  opened: readonly string[] = [],
  byNode = false,
): Stage {
  return setStage(derivedOf(samples.samples[name]).view, { opened: new Set(opened), byNode });
}

test('Pods are grouped by their source, in the order of their first pods.', () => {
  const groups = stageOf('exclusions').groups;
  assert.deepEqual(
    groups.map(({ source, nPods, nReached }) => [source, nPods, nReached]),
    [
      ['StatefulSet legacy', 1, 0],
      ['Deployment web', 2, 2],
      ['Deployment worker', 1, 0],
    ],
  );
});

test('Pods are grouped by node when that is wished.', () => {
  const groups = stageOf('twelvePods', [], true).groups;
  assert.deepEqual(
    groups.map(({ source, nPods }) => [source, nPods]),
    [
      ['node-1', 4],
      ['node-2', 4],
      ['node-3', 4],
    ],
  );
});

test('A selected pod that gets nothing has a broken edge; one that is not selected has none.', () => {
  const edges = stageOf('exclusions').edges.filter((edge) => edge.tone !== 'flows');
  assert.deepEqual(
    edges.map(({ fromStop, toStop, tone }) => [fromStop, toStop, tone]),
    [['port:port0', 'pod:legacy-0', 'blocked']],
  );
});

test('Two ports that arrive at the same container port share its row.', () => {
  const card = stageOf('severalPorts').groups.at(-1)?.cards[0];
  assert.deepEqual(
    card?.rows.map((row) => [row.label, row.inputs.map(({ port }) => port)]),
    [
      ['web:8080', ['port0', 'port1']],
      ['web:9100', ['port2']],
    ],
  );
});

test('Over fifty pods a group becomes one card, until it is opened; small groups stay open.', () => {
  const nCards = (stage: Stage): number[] => stage.groups.map((group) => group.cards.length);
  assert.deepEqual(nCards(stageOf('manyPods')), [1, 3, 1]);
  assert.deepEqual(nCards(stageOf('manyPods', ['Deployment blue'])), [197, 3, 1]);
  assert.deepEqual(nCards(stageOf('twelvePods')), [8, 4]);
});

test('The card of a group carries the sum of its shares.', () => {
  const card = stageOf('manyPods').groups[0]?.cards[0];
  assert.equal(card?.rows[0]?.inputs[0]?.share.toFixed(4), (197 / 540).toFixed(4));
});

test('An ExternalName Service leads outside and nowhere else.', () => {
  const stage = stageOf('externalName');
  assert.equal(stage.outside, 'database.example.com');
  assert.deepEqual(
    stage.edges.map(({ fromStop, toStop }) => [fromStop, toStop]),
    [
      ['client', 'entry:name'],
      ['entry:name', 'service'],
      ['service', 'outside'],
    ],
  );
});

test('One way in is taken, and the others stand by without lines.', () => {
  const { entries, edges } = stageOf('manyWays');
  assert.deepEqual(
    entries.filter(({ isChosen }) => isChosen).map(({ key }) => key),
    ['lb'],
  );
  const ends = new Set(edges.flatMap(({ fromStop, toStop }) => [fromStop, toStop]));
  assert.deepEqual(
    entries.filter(({ key }) => ends.has(`entry:${key}`)).map(({ key }) => key),
    ['lb'],
  );
});

test('The table says for each port whom it reaches and whom not, then who is left out of all.', () => {
  const rows = reachRows(derivedOf(samples.severalPorts).view);
  assert.deepEqual(
    rows.slice(6).map(({ port, pod, share, why }) => [port, pod, share, why]),
    [
      ['metrics 9090/TCP', 'web#1', 0.5, ''],
      ['metrics 9090/TCP', 'web#2', 0.5, ''],
      ['metrics 9090/TCP', 'lean#1', undefined, 'no container port is named "metrics"'],
      ['dns 53/UDP', '', undefined, 'no selected pod has this port'],
      ['dns 53/UDP', 'lean#1', undefined, 'no container port is named "dns"'],
      ['dns 53/UDP', 'web#1', undefined, 'no container port is named "dns"'],
      ['dns 53/UDP', 'web#2', undefined, 'no container port is named "dns"'],
    ],
  );
});

test('The legend explains what is on the stage and nothing else.', () => {
  const marks = (name: (typeof WITH_SERVICE)[number]): string[] =>
    legendParts(stageOf(name)).flatMap((part) => part.marks);
  assert.deepEqual(marks('onePod'), ['pod-ready', 'edge-share']);
  assert.deepEqual(marks('externalName'), []);
  assert.deepEqual(marks('exclusions').slice(0, 4), [
    'pod-ready',
    'pod-unreached',
    'edge-share',
    'edge-blocked',
  ]);
});

const walks: { name: string; from: string; keys: WalkKey[]; to: string }[] = [
  {
    name: 'right follows the edges',
    from: 'client',
    keys: ['ArrowRight', 'ArrowRight', 'ArrowRight'],
    to: 'pod:lean#1',
  },
  { name: 'down moves within a column', from: 'port:port0', keys: ['ArrowDown'], to: 'port:port1' },
  {
    name: 'left from a pod leads to the first port that reaches it',
    from: 'pod:web#2',
    keys: ['ArrowLeft'],
    to: 'port:port0',
  },
  { name: 'a finding stands below its port', from: 'port:port2', keys: ['ArrowDown'], to: 'finding:port2:0' },
  { name: 'there is nothing above the first', from: 'service', keys: ['ArrowUp', 'ArrowUp'], to: 'service' },
  { name: 'there is nothing right of a pod', from: 'pod:web#2', keys: ['ArrowRight'], to: 'pod:web#2' },
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
  assert.equal(walk(stageOf('severalPorts'), 'pod:web#2', 'ArrowLeft', 'port:port1'), 'port:port1');
});

test('Every stop can be reached by keys, and no key leads off the stage.', () => {
  for (const name of WITH_SERVICE) {
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

test("The element that the editor's cursor is in stands out.", () => {
  const { view, read } = derivedOf(samples.severalPorts);
  const stage = setStage(view, { opened: new Set(), byNode: false });
  const at = (document: number, field: string): string[] => [
    ...stopsAt(stage, read, samples.anchorAt(document, field)),
  ];
  assert.deepEqual(at(0, 'spec.ports[1].targetPort'), ['port:port1']);
  assert.deepEqual(at(0, 'spec.selector.app'), ['service']);
  assert.deepEqual(at(1, 'spec.template.spec.containers[0].image'), ['pod:web#1', 'pod:web#2']);
  assert.deepEqual(at(9, 'spec'), []);
  assert.deepEqual([...stopsAt(stage, read, undefined)], []);
});

test('Services are found by words of their name and file, and by their problems.', () => {
  const choice = (label: string, file: string, nProblems: number) => ({
    key: label,
    label,
    file,
    isHere: false,
    nProblems,
  });
  const all = [
    choice('shop/web', 'web.yaml', 0),
    choice('cart', 'cart.yaml', 2),
    choice('shop/api', 'api.yaml', 1),
  ];
  const found = (text: string, only: boolean): string[][] =>
    filterServices(all, text, only).map(({ namespace, services }) => [
      namespace,
      ...services.map(({ key }) => key),
    ]);
  assert.deepEqual(found('', false), [
    ['', 'cart'],
    ['shop', 'shop/web', 'shop/api'],
  ]);
  assert.deepEqual(found('SHOP yaml api', false), [['shop', 'shop/api']]);
  assert.deepEqual(found('', true), [
    ['', 'cart'],
    ['shop', 'shop/api'],
  ]);
  assert.deepEqual(found('nothing', false), []);
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
    // Of the lines to the four ports one is left where the columns are stacked.
    assert.equal(drawn.length, stage.edges.length - (layout === 'wide' ? 0 : 3));
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

test('Showing a model leaves it as it was.', () => {
  const model = deepFreeze(structuredClone(samples.severalPorts));
  const { view } = derivedOf(model);
  setStage(deepFreeze(view), { opened: NONE, byNode: false });
});
