// The picture of what is reached, as data.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_VIEW } from '../../../shared/render/make-reach-graph.ts';
import { foldPods } from '../../../shared/render/reach-fold.ts';
import type { ReachGraph } from '../../../shared/render/reach-graph.ts';
import { reasonText, shareText } from '../../../shared/render/reach-words.ts';
import { cluster } from '../cluster/objects.ts';
import { randomCluster } from './random-cluster.ts';
import { arrivals, deployment, picture, PORTS, serviceText, SHOP, targets } from './pictures.ts';

const TWO_PORTS =
  'selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}, {name: metrics, port: 9090, targetPort: metrics}]';
const ONE_PORT = 'selector: {app: web}, ports: [{port: 80, targetPort: http}]';

const cases: readonly {
  readonly name: string;
  readonly text: string;
  readonly targets: readonly string[];
  readonly arrivals?: readonly string[];
}[] = [
  {
    name: 'each port of a Service reaches its own port of every pod',
    text: serviceText('web', TWO_PORTS) + deployment('web', 2, 'app: web'),
    targets: [
      'web/port0 > web#1/8080 0.500',
      'web/port0 > web#2/8080 0.500',
      'web/port1 > web#1/9090 0.500',
      'web/port1 > web#2/9090 0.500',
    ],
    arrivals: ['dns/web/name > web/port0 1.000', 'dns/web/name > web/port1 1.000'],
  },
  {
    name: 'a pod without the port, and one that is not ready, are tied with the reason',
    text:
      serviceText('web', TWO_PORTS) +
      deployment('web', 1, 'app: web') +
      deployment('canary', 2, 'app: web', '{name: http, containerPort: 8080}', 'sim/notReady: "1"'),
    targets: [
      'web/port0 > canary#1/8080 not-ready',
      'web/port0 > canary#2/8080 0.500',
      'web/port0 > web#1/8080 0.500',
      'web/port1 > canary#1 no-named-port',
      'web/port1 > canary#2 no-named-port',
      'web/port1 > web#1/9090 1.000',
    ],
  },
  {
    name: 'pods that the selector nearly matches hang on the card of the Service',
    text:
      serviceText('web', 'selector: {app: web, tier: front}, ports: [{port: 80}]') +
      deployment('web', 1, 'app: web, tier: frnt') +
      deployment('database', 1, 'app: postgres, tier: back'),
    targets: ['web > web#1 labels-differ'],
    arrivals: ['dns/web/name > web/port0 no-endpoints'],
  },
  {
    name: 'a pod that another Service selects is no near miss',
    text:
      serviceText('web', 'selector: {app: web, tier: front}, ports: [{port: 80}]') +
      serviceText('back', 'selector: {tier: back}, ports: [{port: 80}]') +
      deployment('back', 1, 'app: web, tier: back'),
    targets: ['back/port0 > back#1/80 1.000'],
  },
  {
    name: 'with the external policy Local the node without pods is a way in that leads nowhere',
    text:
      serviceText(
        'web',
        'type: NodePort, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, targetPort: http, nodePort: 30080}]',
      ) + deployment('web', 2, 'app: web'),
    targets: ['web/port0 > web#1/8080 0.500', 'web/port0 > web#2/8080 0.500'],
    arrivals: [
      'dns/web/name > web/port0 1.000',
      'node-port/web/node-1:30080 > web/port0 1.000',
      'node-port/web/node-2:30080 > web/port0 1.000',
      'node-port/web/node-3:30080 > web/port0 no-local-endpoints',
    ],
  },
  {
    name: 'nodes that do the same are one way in',
    text:
      serviceText(
        'web',
        'type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: http, nodePort: 30080}]',
      ) + deployment('web', 2, 'app: web'),
    targets: ['web/port0 > web#1/8080 0.500', 'web/port0 > web#2/8080 0.500'],
    arrivals: ['dns/web/name > web/port0 1.000', 'node-port/web/:30080 > web/port0 1.000'],
  },
  {
    name: 'rules of an Ingress come in their order, one that names no Service leads to a card for it',
    text: SHOP,
    targets: [
      'api/port0 > api#1/8080 0.500',
      'api/port0 > api#2/8080 0.500',
      'web/port0 > web#1/8080 0.500',
      'web/port0 > web#2/8080 0.500',
    ],
    arrivals: [
      'dns/api/name > api/port0 1.000',
      'ingress/shop/1 > api/port0 1.000',
      'dns/web/name > web/port0 1.000',
      'ingress/shop/0 > web/port0 1.000',
      'ingress/shop/2 > payments/?80 bad-backend',
    ],
  },
  {
    name: 'an ExternalName leads outside',
    text: serviceText('db', 'type: ExternalName, externalName: db.example.com, ports: [{port: 5432}]'),
    targets: ['db/port0 > outside/db.example.com/5432 1.000'],
  },
  {
    name: 'a headless Service is asked for its pods at the port that the client wants',
    text:
      serviceText('db', 'clusterIP: None, selector: {app: web}, ports: [{port: 8080, targetPort: 1234}]') +
      deployment('web', 2, 'app: web'),
    targets: ['db/port0 > web#1/8080 0.500', 'db/port0 > web#2/8080 0.500'],
  },
  {
    name: 'a pod that does not listen where the clients of a headless Service dial takes its share in vain',
    text:
      serviceText('db', 'clusterIP: None, selector: {app: web}, ports: [{port: 80}]') +
      deployment('silent', 1, 'app: web', '') +
      deployment('web', 1, 'app: web'),
    targets: ['db/port0 > silent#1/80 0.500', 'db/port0 > web#1/80 not-listening'],
  },
  {
    name: 'a headless Service without ports reaches all of its pods',
    text: serviceText('db', 'clusterIP: None, selector: {app: web}') + deployment('web', 1, 'app: web'),
    targets: ['db/port-1 > web#1/0 1.000'],
  },
  {
    name: 'hand-written addresses stand where pods would, those not ready with the reason',
    text:
      serviceText('old', 'ports: [{port: 80, targetPort: 8080}]') +
      '---\n{apiVersion: v1, kind: Endpoints, metadata: {name: old}, subsets: [{addresses: [{ip: 192.0.2.1}], notReadyAddresses: [{ip: 192.0.2.2}], ports: [{port: 8080}]}]}\n',
    targets: ['old/port0 > old/192.0.2.1/8080 1.000', 'old/port0 > old/192.0.2.2/8080 not-ready'],
  },
];

describe('a picture', () => {
  for (const { name, text, ...expected } of cases) {
    test(name, () => {
      const graph = picture(text);
      assert.deepEqual(targets(graph), expected.targets);
      if (expected.arrivals) assert.deepEqual(arrivals(graph), expected.arrivals);
    });
  }

  test('has a client for each node where it makes a difference which, and the mean of their shares', () => {
    const graph = picture(
      serviceText('web', `internalTrafficPolicy: Local, ${ONE_PORT}`) + deployment('web', 2, 'app: web'),
    );
    assert.deepEqual(
      graph.clients.map(({ key }) => key),
      ['client/node-1', 'client/node-2', 'client/node-3'],
    );
    const first = graph.edges.find(({ from }) => from.startsWith('service/'));
    assert.ok(first);
    assert.equal(shareText(first), 'avg 50%');
    assert.deepEqual(
      first.byClient.map(({ client, share }) => `${client} ${share}`),
      ['client/node-1 1', 'client/node-2 0'],
    );
  });

  test('says of a rule that an equal one stands before it', () => {
    const path = '{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}';
    const ingress = (name: string): string =>
      `---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: ${name}}, spec: {rules: [{host: a.example, http: {paths: [${path}]}}]}}\n`;
    const graph = picture(
      serviceText('web', ONE_PORT) + deployment('web', 1, 'app: web') + ingress('a') + ingress('b'),
    );
    const beaten = graph.edges.find(({ from }) => from === 'entry/ingress/default/b/0');
    assert.ok(beaten?.reason);
    assert.equal(reasonText(beaten.reason), 'never used: Ingress a has the same rule earlier');
  });

  test('shows one Service with the rules that lead to it, and one Ingress with what it leads to', () => {
    const service = picture(SHOP, { kind: 'service', namespace: 'default', name: 'api' });
    assert.deepEqual(arrivals(service), [
      'dns/api/name > api/port0 1.000',
      'ingress/shop/1 > api/port0 1.000',
    ]);
    const ingress = picture(SHOP, { kind: 'ingress', namespace: 'default', name: 'shop' });
    assert.deepEqual(
      ingress.entries.map(({ kind }) => kind),
      ['ingress'],
    );
    assert.deepEqual(
      ingress.services.map(({ name, exists }) => `${name} ${exists}`),
      ['api true', 'web true', 'payments false'],
    );
  });

  test('follows the clients that it is given', () => {
    const text = serviceText('web', ONE_PORT) + deployment('web', 2, 'app: web');
    const pod = { place: { kind: 'pod', namespace: 'default', name: 'web#1' } } as const;
    const inside = picture(text, { kind: 'all' }, { ...DEFAULT_VIEW, clients: [pod] });
    assert.deepEqual(
      inside.clients.map(({ key }) => key),
      ['client/pod/default/web#1'],
    );
    const outside = picture(
      text,
      { kind: 'all' },
      { ...DEFAULT_VIEW, clients: [{ place: { kind: 'external' } }] },
    );
    assert.deepEqual(arrivals(outside), ['dns/web/name > web/port0 asks-elsewhere']);
  });

  test('gives the shares of the scheduler', () => {
    const text = serviceText('web', ONE_PORT) + deployment('web', 3, 'app: web');
    const graph = picture(text, { kind: 'all' }, { mode: 'ipvs', scheduler: 'dh' });
    const shares = graph.edges.filter(({ from }) => from.startsWith('service/')).map(({ share }) => share);
    assert.deepEqual(
      shares.filter((share) => share > 0),
      [1],
    );
  });

  test('has no way in at an address of a family that the Service lacks', () => {
    const text =
      serviceText('web', `type: LoadBalancer, externalIPs: [192.0.2.7], ${ONE_PORT}`) +
      deployment('web', 1, 'app: web');
    const graph = picture(text, { kind: 'all' }, undefined, { cluster: cluster({ ipFamilies: ['IPv6'] }) });
    assert.deepEqual(
      graph.entries.map(({ kind }) => kind),
      ['dns', 'node-port', 'load-balancer'],
    );
    assert.ok(graph.edges.every(({ share }) => share === 1));
  });

  test('of a subject that does not exist is empty', () => {
    const { clients, edges, services } = picture(SHOP, { kind: 'service', namespace: 'x', name: 'y' });
    assert.deepEqual([clients, edges, services], [[], [], []]);
  });
});

describe('folding', () => {
  const text = serviceText('web', ONE_PORT) + deployment('web', 120, 'app: web', PORTS, 'sim/notReady: "7"');

  test('makes one card of the pods that fare alike, and adds their shares up', () => {
    const folded = foldPods(picture(text));
    const cards = folded.groups.flatMap((group) => group.cards.map(({ name, nPods }) => `${name} ${nPods}`));
    assert.deepEqual(cards, ['web 7', 'web 113']);
    const shares = folded.edges
      .filter(({ from }) => from.startsWith('service/'))
      .map(({ share }) => share.toFixed(6));
    assert.deepEqual(shares, ['0.000000', '1.000000']);
  });

  test('leaves few pods as they are', () => {
    const graph = picture(SHOP);
    assert.equal(foldPods(graph), graph);
  });
});

describe('every picture of a random cluster', () => {
  test('has edges between keys that are there, and shares that add up', () => {
    fc.assert(
      fc.property(randomCluster(), (text) => {
        for (const graph of [picture(text), foldPods(picture(text), 1)]) {
          checkKeys(graph);
          checkShares(graph);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('is the same in whatever order the documents come', () => {
    fc.assert(
      fc.property(randomCluster(), (text) => {
        const documents = text.split('---\n').filter((document) => document !== '');
        const turned = documents.toReversed().map((document) => `---\n${document}`);
        assert.deepEqual(picture(turned.join('')), picture(text));
      }),
      { numRuns: 40 },
    );
  });
});

function checkKeys({ clients, edges, entries, groups, services }: ReachGraph): void {
  const cards = [...clients.map((card) => ({ ...card, rows: [] })), ...entries, ...services];
  const all = [...cards, ...groups.flatMap((group) => group.cards)];
  const keys = all.flatMap(
    ({ key, rows }: { readonly key: string; readonly rows: readonly { readonly key: string }[] }) => [
      key,
      ...rows.map((row) => row.key),
    ],
  );
  assert.equal(new Set(keys).size, keys.length, 'no key twice');
  assert.equal(new Set(edges.map(({ key }) => key)).size, edges.length, 'no edge twice');
  for (const { from, to } of edges) assert.ok(keys.includes(from) && keys.includes(to), `${from} > ${to}`);
}

function checkShares({ edges, services }: ReachGraph): void {
  for (const { share, reason } of edges) {
    assert.ok(share >= 0 && share <= 1 + 1e-9);
    if (share === 0) assert.ok(reason, 'what does not arrive has a reason');
  }
  for (const { rows } of services) {
    for (const { key, reason } of rows) {
      const own = edges.filter(({ from }) => from === key);
      const sum = own.reduce((total, { share }) => total + share, 0);
      const isRefused = own.some((edge) => edge.reason?.is === 'end');
      if (sum === 0) assert.ok(reason, key);
      else assert.ok(isRefused ? sum < 1 : Math.abs(sum - 1) < 1e-9, `${key}: ${sum}`);
    }
  }
}
