// Clients and targets of two address families, and how many clients there can be.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import ipaddr from 'ipaddr.js';
import { findClient } from '../../../shared/traffic/client-view.ts';
import { makeWorld } from '../../../shared/traffic/world.ts';
import type { IpFamily } from '../../../shared/model/objects.ts';
import { cluster, workloadText } from '../cluster/objects.ts';
import { scenario, trace, web } from './scenarios.ts';

const DUAL = cluster({ ipFamilies: ['IPv4', 'IPv6'] });
const pods = workloadText('Deployment', 'web', 'replicas: 1');
const PORT = 'ports: [{port: 80, targetPort: 8080}]';
const nodePort = (families: string): string =>
  web(`type: NodePort, ${families}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]`);
const balancer = (families: string): string => web(`type: LoadBalancer, ${families}, ${PORT}`);
const V6 = 'ipFamilies: [IPv6]';
const BOTH = 'ipFamilyPolicy: RequireDualStack';

describe('the family that is dialed', () => {
  const v4Client = 'external/198.51.100.1';
  const v6Client = 'external/2001:db8::1';
  const cases: readonly (readonly [string, string, string, string])[] = [
    [nodePort(V6), 'node-1:30080', 'external', 'fd00:192:168::1'],
    [nodePort(V6), 'node-1:30080', 'node/node-2', 'fd00:192:168::1'],
    [nodePort(BOTH), 'node-1:30080', 'external', '192.168.0.1'],
    [nodePort(BOTH), 'node-1:30080', v6Client, 'fd00:192:168::1'],
    [nodePort(V6), 'node-1:30080', v4Client, 'refused port-closed '],
    [nodePort(V6), 'node-1:30099', 'external', 'refused port-closed '],
    [balancer(V6), 'lb/web:80', 'external', '2001:db8:113::1'],
    [balancer(V6), 'lb/web:80', v6Client, '2001:db8:113::1'],
    [balancer(V6), 'lb/web:80', v4Client, 'unresolved no-such-family spec.ipFamilies'],
    [balancer(BOTH), 'lb/web:80', v4Client, '203.0.113.1'],
    [balancer(BOTH), 'lb/web:80', v6Client, '2001:db8:113::1'],
    [balancer(V6), '[2001:db8:113::1]:80', v4Client, 'unresolved no-such-family spec.ipFamilies'],
  ];
  for (const [service, to, from, expected] of cases) {
    const kind = service.includes('NodePort') ? 'a node port' : 'a load balancer';
    test(`${kind} of ${service.includes(V6) ? 'IPv6' : 'both'} at ${to} from ${from}`, () => {
      const { hops, ends } = trace(pods + service, to, { from, cluster: DUAL });
      const [end] = ends.map(
        ({ end: { outcome, reason, fixes } }) =>
          `${outcome} ${reason.code} ${fixes[0]?.field.join('.') ?? ''}`,
      );
      const met = hops.find((hop) => hop.kind === 'service');
      assert.equal(end ?? met?.address, expected);
    });
  }
});

describe('clients outside', () => {
  const world = makeWorld(scenario('', 'node-1:80', { cluster: DUAL }));
  const addressOf = (index: number, family: IpFamily): string | undefined => {
    const client = findClient(world, { place: { kind: 'external' } }, index);
    assert.ok(!('code' in client));
    return client.addresses[DUAL.ipFamilies.indexOf(family)];
  };
  const cases: readonly (readonly [number, IpFamily, string])[] = [
    [0, 'IPv4', '198.18.0.1'],
    [253, 'IPv4', '198.18.0.254'],
    [65_024, 'IPv4', '198.18.254.1'],
    [65_535, 'IPv4', '198.19.0.0'],
    [131_069, 'IPv4', '198.19.255.254'],
    [131_070, 'IPv4', '198.18.0.1'],
    [0, 'IPv6', '2001:2::1'],
    [65_535, 'IPv6', '2001:2::1:0'],
    [2 ** 32 - 2, 'IPv6', '2001:2::ffff:ffff'],
  ];
  for (const [index, family, expected] of cases) {
    test(`number ${index + 1} has ${expected}`, () => {
      assert.equal(addressOf(index, family), expected);
      assert.equal(ipaddr.parse(expected).toString(), expected);
    });
  }

  test('have an address each', () => {
    const nClients = 131_000;
    const given = new Set(Array.from({ length: nClients }, (_, index) => addressOf(index, 'IPv4')));
    assert.equal(given.size, nClients);
  });
});
