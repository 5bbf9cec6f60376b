// Records of Services, and how clients ask for them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assignAddresses } from '../../../shared/cluster/service-addresses.ts';
import { settle } from '../../../shared/cluster/settle.ts';
import type { DnsZone } from '../../../shared/dns/dns-record.ts';
import { zoneOf } from '../../../shared/dns/records.ts';
import { ask, lookUp, recordsOf, shortNames } from '../../../shared/dns/resolve.ts';
import { candidatesOf, clusterResolver, resolverOf } from '../../../shared/dns/resolver.ts';
import { reverseName } from '../../../shared/dns/reverse-name.ts';
import { cluster, objects, podText, workloadText } from '../cluster/objects.ts';

function zone(text: string, clusterDomain = 'cluster.local', options = cluster()): DnsZone {
  const state = settle(objects(text), options);
  const addresses = assignAddresses(state.services, options);
  const clusterIPsOf = (namespace: string, name: string): readonly string[] =>
    addresses.get(`${namespace}/${name}`)?.clusterIPs ?? [];
  return zoneOf(state, { clusterDomain, clusterIPsOf });
}

function serviceText(spec: string): string {
  return `---\n{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {${spec}}}\n`;
}

function lines(made: DnsZone): readonly string[] {
  return recordsOf(made, 'default', 'web').map(
    ({ name, type, value }) =>
      `${name.replace('.default.svc.cluster.local', '')} ${type} ${value.replace('.default.svc.cluster.local', '')}`,
  );
}

const PORTS = 'ports: [{name: http, port: 80, targetPort: http}]';
const http = '{name: http, containerPort: 8080}';

describe('records', () => {
  test('of a Service with a cluster IP', () => {
    const made = zone(
      serviceText(`clusterIP: 10.96.0.9, selector: {app: web}, ${PORTS}`) + podText('a', 'app: web', http),
    );
    assert.deepEqual(lines(made), [
      'web A 10.96.0.9',
      '_http._tcp.web SRV 0 100 80 web',
      '9.0.96.10.in-addr.arpa PTR web',
      '10-244-1-1.web A 10.244.1.1',
      '1.1.244.10.in-addr.arpa PTR 10-244-1-1.web',
    ]);
  });

  test('of an unnamed port there is no SRV', () => {
    assert.deepEqual(lines(zone(serviceText('clusterIP: 10.96.0.9, ports: [{port: 80}]'))), [
      'web A 10.96.0.9',
      '9.0.96.10.in-addr.arpa PTR web',
    ]);
  });

  test('of a headless Service name every ready pod, with the port that each resolves', () => {
    const pods =
      podText('a', 'app: web', http) +
      podText('b', 'app: web') +
      podText('c', 'app: web', http, ', annotations: {sim/ready: "false"}');
    const made = zone(serviceText(`clusterIP: None, selector: {app: web}, ${PORTS}`) + pods);
    assert.deepEqual(
      lines(made).filter((line) => !line.includes('PTR')),
      [
        'web A 10.244.1.1',
        'web A 10.244.2.1',
        '_http._tcp.web SRV 0 100 8080 10-244-1-1.web',
        '10-244-1-1.web A 10.244.1.1',
        '10-244-2-1.web A 10.244.2.1',
      ],
    );
  });

  test('of a StatefulSet have the names of its pods', () => {
    const set = workloadText('StatefulSet', 'db', 'replicas: 2, serviceName: web');
    const made = zone(serviceText(`clusterIP: None, selector: {app: web}, ${PORTS}`) + set);
    assert.deepEqual(
      ask(made, 'db-1.web.default.svc.cluster.local', ['A']).records.map(({ value }) => value),
      ['10.244.2.1'],
    );
    const [srv] = ask(made, '_http._tcp.web.default.svc.cluster.local', ['SRV']).records;
    assert.equal(srv?.value, '0 50 8080 db-0.web.default.svc.cluster.local');
  });

  test('of an ExternalName are an alias and nothing else', () => {
    assert.deepEqual(
      lines(
        zone(serviceText('type: ExternalName, externalName: Example.com., ports: [{name: http, port: 80}]')),
      ),
      ['web CNAME example.com'],
    );
  });

  test('of both families are A and AAAA', () => {
    const dual = cluster({ ipFamilies: ['IPv4', 'IPv6'] });
    const text = serviceText('ipFamilyPolicy: RequireDualStack, ports: [{port: 80}]');
    assert.deepEqual(
      recordsOf(zone(text, 'cluster.local', dual), 'default', 'web').map(({ type }) => type),
      ['A', 'AAAA', 'PTR', 'PTR'],
    );
  });

  test('follow the cluster domain', () => {
    assert.equal(
      zone(serviceText('ports: [{port: 80}]'), 'k8s.corp').records[0]?.name,
      'web.default.svc.k8s.corp',
    );
  });
});

test('addresses have names backwards', () => {
  assert.equal(reverseName('10.96.0.10'), '10.0.96.10.in-addr.arpa');
  assert.equal(reverseName('fd00::1'), `1.${'0.'.repeat(27)}0.0.d.f.ip6.arpa`);
});

describe('asking', () => {
  const made = zone(
    serviceText('clusterIP: 10.96.0.9, ports: [{port: 80}]') +
      '---\n{apiVersion: v1, kind: Service, metadata: {name: out}, spec: {type: ExternalName, externalName: web.default.svc.cluster.local}}\n',
  );
  const resolver = clusterResolver('default', 'cluster.local');

  test('goes through the search list first for a name with few dots', () => {
    assert.deepEqual(candidatesOf('web', resolver), [
      'web.default.svc.cluster.local',
      'web.svc.cluster.local',
      'web.cluster.local',
      'web',
    ]);
    assert.equal(candidatesOf('a.b.c.d.e.f', resolver)[0], 'a.b.c.d.e.f');
    assert.deepEqual(candidatesOf('web.default.svc.cluster.local.', resolver), [
      'web.default.svc.cluster.local',
    ]);
  });

  test('ends at the first name that is there', () => {
    const cases: readonly (readonly [string, number, string])[] = [
      ['web', 1, '10.96.0.9'],
      ['web.default', 2, '10.96.0.9'],
      ['web.default.svc', 3, '10.96.0.9'],
      ['web.default.svc.cluster.local', 4, '10.96.0.9'],
    ];
    for (const [name, nTried, address] of cases) {
      const { tried, answer } = lookUp(made, resolver, name, ['A']);
      assert.equal(tried.length, nTried, name);
      assert.equal(answer.records[0]?.value, address, name);
    }
  });

  test('tells a name that does not exist from one without such records, and from one of somebody else', () => {
    const code = (name: string): string =>
      `${ask(made, name, ['A']).code} ${ask(made, name, ['A']).records.length}`;
    assert.equal(code('nope.default.svc.cluster.local'), 'NXDOMAIN 0');
    assert.equal(code('default.svc.cluster.local'), 'NOERROR 0');
    assert.equal(code('example.com'), 'forwarded 0');
    assert.deepEqual(ask(made, 'web.default.svc.cluster.local', ['AAAA']).records, []);
  });

  test('follows aliases', () => {
    const { records } = ask(made, 'out.default.svc.cluster.local', ['A']);
    assert.deepEqual(
      records.map(({ type }) => type),
      ['CNAME', 'A'],
    );
  });

  test('knows the names that pods have by their addresses', () => {
    assert.equal(ask(made, '10-1-2-3.default.pod.cluster.local', ['A']).records[0]?.value, '10.1.2.3');
  });

  test('can be done in shorter words nearer by', () => {
    assert.equal(shortNames('shop', 'web', 'shop', 'cluster.local')[0], 'web');
    assert.equal(shortNames('shop', 'web', 'default', 'cluster.local')[0], 'web.shop');
  });
});

describe('the resolver of a pod', () => {
  const resolver = (spec: string): string => {
    const text = `{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {${spec}containers: [{name: c, image: x}]}}`;
    const [pod] = settle(objects(text), cluster()).pods;
    assert.ok(pod);
    const { asksCluster, search, ndots } = resolverOf(pod, 'cluster.local');
    return `${asksCluster} ${search.length} ${ndots}`;
  };

  test('follows dnsPolicy and dnsConfig', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['', 'true 3 5'],
      ['hostNetwork: true, ', 'false 0 1'],
      ['hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet, ', 'true 3 5'],
      ['dnsPolicy: Default, ', 'false 0 1'],
      ['dnsPolicy: None, dnsConfig: {searches: [a.b]}, ', 'true 1 1'],
      ['dnsConfig: {searches: [a.b], options: [{name: ndots, value: "2"}]}, ', 'true 4 2'],
    ];
    for (const [spec, expected] of cases) assert.equal(resolver(spec), expected, spec);
  });
});
