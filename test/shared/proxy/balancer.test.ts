// Balancing: affinity of each mode, and what holds for all of them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { IPVS_SCHEDULERS } from '../../../shared/proxy/balancer.ts';
import { createBindings } from '../../../shared/proxy/bindings.ts';
import { makeClient } from '../../../shared/proxy/client-address.ts';
import { ANN, balancer, BOB, draws, endpoints, first, last } from './balancers.ts';

describe('iptables and nftables', () => {
  for (const mode of ['iptables', 'nftables'] as const) {
    test(`${mode} takes the endpoint that is drawn`, () => {
      const free = balancer({ mode });
      assert.deepEqual(
        [2, 0, 1].map((n) => free.pick(ANN, 0, draws(n))),
        [2, 0, 1],
      );
      assert.deepEqual([...free.shares(ANN)], [1 / 3, 1 / 3, 1 / 3]);
    });

    test(`${mode} sends a client on to where it was, and each connection prolongs that`, () => {
      const sticky = balancer({ mode, affinitySeconds: 60 });
      assert.equal(sticky.pick(ANN, 0, last), 2);
      assert.equal(sticky.pick(ANN, 59_000, first), 2);
      assert.equal(sticky.pick(ANN, 118_000, first), 2);
      assert.equal(sticky.pick(BOB, 118_000, first), 0);
      assert.equal(sticky.pick(ANN, 178_001, first), 0);
    });

    test(`${mode} keeps the affinity when other endpoints come and go`, () => {
      const sticky = balancer({ mode, affinitySeconds: 60 });
      assert.equal(sticky.pick(ANN, 0, last), 2);
      sticky.setEndpoints(endpoints(3, 4));
      assert.equal(sticky.pick(ANN, 1, last), 0);
      sticky.setEndpoints(endpoints(4));
      assert.equal(sticky.pick(ANN, 2, last), 0);
      sticky.setEndpoints(endpoints(3, 4));
      assert.equal(sticky.pick(ANN, 3, first), 1, 'the endpoint that had gone is new');
    });
  }

  test('at its very end a binding still counts in iptables and no longer in nftables', () => {
    const after = (mode: 'iptables' | 'nftables'): number => {
      const sticky = balancer({ mode, affinitySeconds: 60 });
      sticky.pick(ANN, 0, last);
      return sticky.pick(ANN, 60_000, first);
    };
    assert.equal(after('iptables'), 2);
    assert.equal(after('nftables'), 0);
  });

  test('iptables remembers a hundred clients per endpoint and forgets the one not seen for longest', () => {
    const sticky = balancer({ mode: 'iptables', affinitySeconds: 60 });
    const clients = Array.from({ length: 101 }, (_, n) => makeClient(`10.244.9.${n}`, 1));
    for (const [n, client] of clients.entries()) sticky.pick(client, n, last);
    assert.equal(sticky.pick(clients[1] ?? ANN, 200, first), 2);
    assert.equal(sticky.pick(clients[0] ?? ANN, 200, first), 0);
  });

  test('balancers of one Service port can share what they know of clients', () => {
    const bindings = createBindings('iptables', 60);
    const shared = { mode: 'iptables', affinitySeconds: 60, bindings } as const;
    const all = balancer(shared);
    const local = balancer({ ...shared, endpoints: endpoints(2) });
    assert.equal(all.pick(ANN, 0, draws(1)), 1);
    assert.equal(local.pick(ANN, 1, first), 0);
    // Bound to a remote endpoint and then to the local one: the first in the list wins.
    assert.equal(all.pick(BOB, 0, last), 2);
    assert.equal(local.pick(BOB, 1, first), 0);
    assert.equal(all.pick(BOB, 2, first), 1);
    bindings.retain(new Set(['10.0.0.3:80']));
    assert.equal(all.pick(BOB, 3, first), 2);
  });
});

describe('userspace', () => {
  test('goes round, and on to the next when one does not answer', () => {
    const proxy = balancer({ mode: 'userspace', affinitySeconds: 60 });
    assert.equal(proxy.pick(ANN, 0, first), 0);
    assert.equal(proxy.pick(ANN, 1, first), 0);
    proxy.connectionFailed(ANN, 0);
    assert.equal(proxy.pick(ANN, 2, first), 1);
    assert.equal(proxy.pick(ANN, 60_002, first), 2);
    proxy.setEndpoints(endpoints(1, 2));
    assert.equal(proxy.pick(ANN, 60_003, first), 0);
  });
});

describe('whatever the mode and the scheduler', () => {
  const anyKind = fc.oneof(
    fc.constantFrom('iptables', 'nftables', 'userspace').map((mode) => ({ mode }) as const),
    fc.constantFrom(...IPVS_SCHEDULERS).map((name) => ({ mode: 'ipvs', scheduler: name }) as const),
  );
  const anySeconds = fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined });
  const anyNumbers = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 6 });
  const anyStep = fc.oneof(
    fc.record({ client: fc.nat(3), waitMs: fc.nat(50_000), draw: fc.nat(5) }),
    fc.record({ left: anyNumbers }),
  );

  test('shares add up to 1, a pick is in the list, and there is none only without endpoints', () => {
    fc.assert(
      fc.property(
        anyKind,
        anySeconds,
        anyNumbers,
        fc.array(anyStep),
        (kind, affinitySeconds, numbers, steps) => {
          const any = balancer({ ...kind, affinitySeconds, endpoints: endpoints(...numbers) });
          let nEndpoints = numbers.length;
          let nowMs = 0;
          for (const step of steps) {
            if ('left' in step) {
              nEndpoints = step.left.length;
              any.setEndpoints(endpoints(...step.left));
              continue;
            }
            nowMs += step.waitMs;
            const client = makeClient(`10.1.1.${step.client}`, 1);
            const shares = any.shares(client);
            assert.equal(shares.length, nEndpoints);
            const sum = shares.reduce((total, share) => total + share, 0);
            assert.ok(nEndpoints === 0 ? sum === 0 : Math.abs(sum - 1) < 1e-9, `${sum}`);
            const picked = any.pick(client, nowMs, draws(step.draw));
            assert.ok(nEndpoints === 0 ? picked === -1 : picked >= 0 && picked < nEndpoints, `${picked}`);
            any.connectionOpened(picked);
          }
        },
      ),
    );
  });

  test('a client with affinity stays until its time is up or its endpoint goes', () => {
    fc.assert(
      fc.property(anyKind, fc.array(fc.nat(59_999), { minLength: 1 }), fc.nat(5), (kind, waits, draw) => {
        const sticky = balancer({ ...kind, affinitySeconds: 60, endpoints: endpoints(1, 2, 3, 4) });
        const bound = sticky.pick(ANN, 0, draws(draw));
        let nowMs = 0;
        for (const waitMs of waits) {
          nowMs += waitMs;
          sticky.pick(BOB, nowMs, draws(draw + 1));
          assert.equal(sticky.pick(ANN, nowMs, draws(draw + 1)), bound);
        }
      }),
    );
  });

  test('the same requests with the same draws lead to the same picks', () => {
    fc.assert(
      fc.property(anyKind, anySeconds, fc.array(fc.nat(5)), (kind, affinitySeconds, numbers) => {
        const run = (): readonly number[] => {
          const any = balancer({ ...kind, affinitySeconds });
          return numbers.map((n) => any.pick(makeClient(`10.1.1.${n}`, n), n, draws(n)));
        };
        assert.deepEqual(run(), run());
      }),
    );
  });
});
