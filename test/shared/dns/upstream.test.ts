// Names that the cluster's DNS does not hold, and aliases that lead to none: what a client hears of them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DnsZone } from '../../../shared/dns/dns-record.ts';
import { zoneOf } from '../../../shared/dns/records.ts';
import { ask, lookUp } from '../../../shared/dns/resolve.ts';
import { clusterResolver } from '../../../shared/dns/resolver.ts';
import { settle } from '../../../shared/cluster/settle.ts';
import { cluster, objects, workloadText } from '../cluster/objects.ts';

const DOMAIN = 'cluster.local';
const full = (name: string): string => `${name}.default.svc.${DOMAIN}`;

function zone(text: string): DnsZone {
  return zoneOf(settle(objects(text), cluster()), {
    clusterDomain: DOMAIN,
    clusterIPsOf: () => ['10.96.0.9'],
  });
}

function serviceText(name: string, spec: string, namespace = 'default'): string {
  return `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${namespace}}, spec: {${spec}}}\n`;
}

function aliasText(name: string, of: string): string {
  return serviceText(name, `type: ExternalName, externalName: ${of}`);
}

const made = zone(
  [
    serviceText('web', 'ports: [{port: 80}]'),
    serviceText('redis', 'ports: [{port: 80}]', 'shop'),
    serviceText('empty', 'clusterIP: None'),
    aliasText('nowhere', full('nope')),
    aliasText('short', 'web.default'),
    aliasText('itself', full('itself')),
    aliasText('one', full('two')),
    aliasText('two', full('one')),
    aliasText('out', 'www.example.com'),
    aliasText('good', full('web')),
  ].join(''),
);

describe('a name', () => {
  const default5 = clusterResolver('default', DOMAIN);
  const ndots1 = { ...default5, ndots: 1 };
  const searchless = { ...ndots1, search: [] };
  const cases = [
    ['with enough dots is looked for in the search list as well', ndots1, 'web.default', 3, '10.96.0.9'],
    ['of one label is looked for there first', ndots1, 'web', 1, '10.96.0.9'],
    ['without a search list is nobody’s', searchless, 'web.default', 1, 'NXDOMAIN'],
    ['with a dot at its end is complete', ndots1, 'web.default.', 1, 'NXDOMAIN'],
    ['of somebody else comes last of all', default5, 'example.com', 4, 'outside example.com'],
    ['of somebody else comes first with enough dots', ndots1, 'example.com', 1, 'outside example.com'],
    ['of somebody else may be complete', default5, 'Example.com.', 1, 'outside example.com'],
    ['of this cluster is not looked for outside', default5, full('nope'), 4, 'NXDOMAIN'],
    [
      'that leads to nothing is looked for in the whole list',
      default5,
      'nowhere',
      4,
      `missing ${full('nope')}`,
    ],
  ] as const;
  for (const [what, resolver, name, nTried, heard] of cases) {
    test(`${what}: ${name}`, () => {
      const { tried, answer } = lookUp(made, resolver, name, ['A']);
      const { outside, deadEnd, records } = answer;
      const end = deadEnd ? `${deadEnd.why} ${deadEnd.name}` : (records.at(-1)?.value ?? 'NXDOMAIN');
      assert.equal(outside === undefined ? end : `outside ${outside}`, heard);
      assert.equal(tried.length, nTried);
    });
  }
});

describe('asked for upstream, to be found or not:', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['web', false],
    ['nope', false],
    ['web.default', false],
    ['nope.default', false],
    ['web.defualt', false],
    ['pod-0.empty', false],
    ['pod-0.empty.default', false],
    ['web.default.svc', false],
    ['nope.nope.svc', false],
    ['web.default.svc.old.corp', false],
    ['db.default.svc.old.corp', true],
    ['redis.io', true],
    ['redis.shop', false],
    ['redis.prod.internal', true],
    ['web.example.com', true],
    ['example.com', true],
  ];
  for (const [name, isFound] of cases) {
    test(name, () => {
      const { answer } = lookUp(made, { asksCluster: true, search: [], ndots: 1 }, name, ['A']);
      assert.equal(answer.outside !== undefined, isFound);
    });
  }
});

describe('an alias', () => {
  const cases = [
    ['good', '10.96.0.9'],
    ['out', 'outside www.example.com'],
    ['nowhere', `missing ${full('nope')}`],
    ['short', 'missing web.default'],
    ['itself', `loop ${full('itself')}`],
    ['one', `loop ${full('two')}`],
  ] as const;
  for (const [name, expected] of cases) {
    test(`ends: ${name}`, () => {
      const { records, outside, deadEnd } = ask(made, full(name), ['A']);
      const end = outside === undefined ? records.at(-1)?.value : `outside ${outside}`;
      assert.equal(deadEnd ? `${deadEnd.why} ${deadEnd.name}` : end, expected);
    });
  }

  test('of an alias is followed eleven times', () => {
    const chain = (nAliases: number): DnsZone =>
      zone(
        [
          serviceText('end', 'ports: [{port: 80}]'),
          ...Array.from({ length: nAliases }, (_, k) =>
            aliasText(`a${k}`, full(k + 1 < nAliases ? `a${k + 1}` : 'end')),
          ),
        ].join(''),
      );
    assert.equal(ask(chain(11), full('a0'), ['A']).deadEnd, undefined);
    assert.equal(ask(chain(12), full('a0'), ['A']).deadEnd?.why, 'loop');
  });
});

describe('SRV records share a weight of 100, and none has less than 1:', () => {
  const cases: readonly (readonly [number, number])[] = [
    [1, 100],
    [3, 33],
    [100, 1],
    [101, 1],
  ];
  for (const [replicas, weight] of cases) {
    test(`${replicas} endpoints`, () => {
      const text =
        workloadText('Deployment', 'web', `replicas: ${replicas}`) +
        serviceText('web', 'clusterIP: None, selector: {app: web}, ports: [{name: http, port: 80}]');
      const { records } = ask(zone(text), `_http._tcp.${full('web')}`, ['SRV']);
      assert.equal(records.length, replicas);
      for (const { value } of records) assert.match(value, new RegExp(`^0 ${weight} `));
    });
  }
});
