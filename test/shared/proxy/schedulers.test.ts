// The schedulers of IPVS. Derived from linux net/netfilter/ipvs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Balancer, IpvsScheduler } from '../../../shared/proxy/balancer.ts';
import { foldAddress, makeClient } from '../../../shared/proxy/client-address.ts';
import { hsiphash } from '../../../shared/proxy/hsiphash.ts';
import { ANN, balancer, BOB, endpoints, first, picks } from './balancers.ts';

const HOUR_MS = 3_600_000;

describe('the schedulers of IPVS', () => {
  const scheduler = (name: IpvsScheduler): Balancer => balancer({ scheduler: name });

  const SEQUENCES: Readonly<Record<string, readonly [IpvsScheduler, readonly number[]]>> = {
    'rr goes round': ['rr', [0, 1, 2, 0, 1, 2]],
    'wrr goes round, all weights being 1': ['wrr', [0, 1, 2, 0, 1, 2]],
    'lc takes the one with the fewest connections': ['lc', [0, 1, 2, 0, 1, 2]],
    'wlc is lc, all weights being 1': ['wlc', [0, 1, 2, 0, 1, 2]],
    'sed is much like lc, all weights being 1': ['sed', [0, 1, 2, 0, 1, 2]],
    'nq takes an idle one first': ['nq', [0, 1, 2, 0, 1, 2]],
    'lblc keeps to one until it has more than one connection and another none': ['lblc', [0, 0, 1, 1, 2, 2]],
    'lblcr adds to its set when the least busy has more than one and another none': [
      'lblcr',
      [0, 0, 1, 1, 2, 2],
    ],
  };
  for (const [name, [of, sequence]] of Object.entries(SEQUENCES)) {
    test(name, () => assert.deepEqual(picks(scheduler(of), 6), sequence));
  }

  test('dh sends everything to one pod, whoever asks', () => {
    const hashed = scheduler('dh');
    const seen = new Set(
      Array.from({ length: 50 }, (_, n) => hashed.pick(makeClient(`10.1.2.${n}`, n), n, first)),
    );
    assert.equal(seen.size, 1);
    assert.deepEqual(
      [...hashed.shares(ANN)].sort((a, b) => a - b),
      [0, 0, 1],
    );
  });

  test('sh sends a client address to one pod whatever its port, and different ones to different pods', () => {
    const hashed = scheduler('sh');
    const pods = (address: string): ReadonlySet<number> =>
      new Set(Array.from({ length: 50 }, (_, port) => hashed.pick(makeClient(address, port), 0, first)));
    assert.equal(pods('10.1.2.3').size, 1);
    const all = new Set(Array.from({ length: 50 }, (_, n) => [...pods(`10.1.2.${n}`)]).flat());
    assert.deepEqual(
      [...all].sort((a, b) => a - b),
      [0, 1, 2],
    );
  });

  test('mh looks at the port as well, and spreads evenly', () => {
    const hashed = scheduler('mh');
    const pods = new Set(
      Array.from({ length: 50 }, (_, port) => hashed.pick(makeClient('10.1.2.3', port), 0, first)),
    );
    assert.deepEqual(
      [...pods].sort((a, b) => a - b),
      [0, 1, 2],
    );
    for (const share of hashed.shares(ANN)) assert.ok(Math.abs(share - 1 / 3) < 0.01);
  });

  test('mh moves few clients when a server goes, sh moves most', () => {
    const moved = (name: IpvsScheduler): number => {
      const clients = Array.from({ length: 1000 }, (_, n) =>
        makeClient(`10.${n % 7}.${n % 251}.${n % 13}`, n),
      );
      const hashed = balancer({ scheduler: name, endpoints: endpoints(1, 2, 3, 4, 5) });
      const before = clients.map((client) => hashed.pick(client, 0, first));
      hashed.setEndpoints(endpoints(1, 2, 3, 4));
      return clients.filter((client, n) => before[n] !== 4 && hashed.pick(client, 0, first) !== before[n])
        .length;
    };
    assert.ok(moved('mh') < 100, `${moved('mh')}`);
    assert.ok(moved('sh') > 400, `${moved('sh')}`);
  });

  test('lc counts connections that linger, but one that is open counts for more; sed does not count them', () => {
    const after = (name: IpvsScheduler): number => {
      const least = scheduler(name);
      picks(least, 3);
      least.connectionClosed(0);
      least.connectionClosed(1);
      least.connectionExpired(1);
      return least.pick(ANN, 9, first);
    };
    assert.equal(after('lc'), 1);
    assert.equal(after('sed'), 0);
    assert.equal(after('nq'), 0);
  });

  test('lc knows the connections of the servers that stay', () => {
    const least = scheduler('lc');
    picks(least, 4);
    least.setEndpoints(endpoints(3, 1, 9));
    assert.deepEqual(picks(least, 2), [2, 0]);
  });

  test('rr goes on behind the last server, wrr starts over, when servers change', () => {
    const next = (name: IpvsScheduler, ...left: readonly number[]): number => {
      const round = scheduler(name);
      picks(round, 2);
      round.setEndpoints(endpoints(...left));
      return round.pick(ANN, 9, first);
    };
    assert.equal(next('rr', 1, 2, 3, 4), 2);
    assert.equal(next('rr', 1, 3), 1);
    assert.equal(next('rr', 3), 0);
    assert.equal(next('wrr', 1, 2, 3, 4), 0);
  });

  test('lblc stays with its server when others come, and looks for another when it goes', () => {
    const local = scheduler('lblc');
    picks(local, 3);
    local.setEndpoints(endpoints(9, 2, 3));
    assert.equal(local.pick(ANN, 9, first), 1);
    local.setEndpoints(endpoints(9, 3));
    assert.equal(local.pick(ANN, 9, first), 0);
  });

  test('lblc forgets its server after a day without a connection', () => {
    const local = scheduler('lblc');
    local.pick(ANN, 0, first);
    local.connectionOpened(0);
    assert.equal(local.pick(ANN, 23 * HOUR_MS, first), 0);
    assert.equal(local.pick(ANN, 47 * HOUR_MS, first), 1);
  });

  test('lblcr drops the busiest of its set when the set has not changed for a day', () => {
    const local = scheduler('lblcr');
    picks(local, 4);
    local.connectionOpened(0);
    local.connectionOpened(2);
    // The set is servers 0 and 1 with 3 and 2 connections; without the day, 1 is the less busy of it.
    assert.equal(local.pick(ANN, 25 * HOUR_MS, first), 1);
    local.connectionClosed(0);
    local.connectionClosed(0);
    local.connectionClosed(0);
    assert.equal(
      local.pick(ANN, 25 * HOUR_MS, first),
      0,
      'server 0 has left the set, and is the least busy of all',
    );
  });

  test('persistence binds a client to its server until it has made no connection for that long', () => {
    const sticky = balancer({ scheduler: 'rr', affinitySeconds: 60 });
    assert.equal(sticky.pick(ANN, 0, first), 0);
    assert.equal(sticky.pick(BOB, 0, first), 1);
    assert.equal(sticky.pick(ANN, 59_999, first), 0);
    assert.equal(sticky.pick(ANN, 119_998, first), 0);
    assert.equal(sticky.pick(ANN, 179_998, first), 2);
    sticky.setEndpoints(endpoints(1, 2));
    assert.equal(sticky.pick(ANN, 180_000, first), 0, 'its server has gone, the turn goes on');
  });
});

test('the short hash is that of the kernel', () => {
  // Source: linux lib/test_siphash.c test_vectors_hsiphash, the one for four bytes.
  assert.equal(hsiphash(0x03020100, [0x07060504, 0x03020100, 0x0f0e0d0c, 0x0b0a0908]), 0x88d38328);
});

test('addresses are folded to 32 bits', () => {
  assert.equal(foldAddress('10.244.1.2'), 0x0af40102);
  assert.equal(foldAddress('255.255.255.255'), 0xffffffff);
  assert.equal(foldAddress('1:2:3:4:5:6:7:8'), 0x00000008);
});
