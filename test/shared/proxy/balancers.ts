// Balancers, clients and draws for the tests.
import type { Balancer, BalancerEndpoint, BalancerOptions } from '../../../shared/proxy/balancer.ts';
import { makeClient } from '../../../shared/proxy/client-address.ts';
import { createBalancer } from '../../../shared/proxy/create-balancer.ts';
import { deepFreeze } from '../../support/deep-freeze.ts';

/** 10.0.0.<n>:80 for each number. */
export function endpoints(...numbers: readonly number[]): readonly BalancerEndpoint[] {
  return deepFreeze(numbers.map((n) => ({ key: `10.0.0.${n}:80`, address: `10.0.0.${n}`, port: 80 })));
}

/** Balances over 10.0.0.1 to 10.0.0.3 in ipvs mode, unless told otherwise. */
export function balancer(options: Partial<BalancerOptions>): Balancer {
  return createBalancer({
    mode: 'ipvs',
    virtualAddress: '10.96.0.10',
    endpoints: endpoints(1, 2, 3),
    ...options,
  });
}

/** Two clients. */
export const ANN = makeClient('10.244.1.1', 40_000);
export const BOB = makeClient('10.244.2.7', 40_000);

/** Draws that say what the next one is to be. */
export function draws(...numbers: readonly number[]): (n: number) => number {
  let index = 0;
  return (n) => Math.min(numbers[index++ % numbers.length] ?? 0, n - 1);
}

/** Always draws the last. */
export const last = (n: number): number => n - 1;
/** Always draws the first. */
export const first = (): number => 0;

/** The picks of one client, one connection after the other, all of which stay open. */
export function picks(from: Balancer, n: number, client = ANN): readonly number[] {
  return Array.from({ length: n }, (_, index) => {
    const picked = from.pick(client, index, first);
    from.connectionOpened(picked);
    return picked;
  });
}
