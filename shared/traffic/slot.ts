// One place where endpoints are chosen, with the memory that it has.
import type { Balancer, BalancerClient } from '../proxy/balancer.ts';
import { createBalancer } from '../proxy/create-balancer.ts';
import type { Random } from './random.ts';
import type { Arrival, Pick, RouteContext } from './route.ts';

/** The backends of a run by number: what was counted for a number stays its own while lists of endpoints change. */
export class BackendTable {
  readonly arrivals: Arrival[] = [];
  readonly #ids = new Map<string, number>();

  /** The number of an arrival's backend, a new one at its first appearance. */
  idOf(arrival: Arrival): number {
    const { key, hop } = arrival;
    const name = `${key} ${hop.pod}`;
    const known = this.#ids.get(name);
    if (known !== undefined) {
      this.arrivals[known] = arrival;
      return known;
    }
    const id = this.arrivals.length;
    this.#ids.set(name, id);
    this.arrivals.push(arrival);
    return id;
  }
}

/** A balancer with its endpoints as backends. */
export class Slot {
  readonly #balancer: Balancer | undefined;
  readonly #by: Pick['by'];
  #arrivals: readonly Arrival[] = [];
  #ids = new Int32Array(0);
  /** By backend; -1 for those that are not here, and nothing for those that came later. */
  #indexOf = new Int32Array(0);
  #turn = 0;

  constructor(pick: Pick, ctx: RouteContext, table: BackendTable) {
    this.#by = pick.by;
    this.#balancer =
      pick.by === 'proxy'
        ? createBalancer({
            mode: ctx.mode,
            scheduler: ctx.scheduler,
            affinitySeconds: pick.affinitySeconds,
            virtualAddress: pick.virtualAddress,
            endpoints: pick.arrivals,
          })
        : undefined;
    this.#setArrivals(pick.arrivals, table);
  }

  /** Takes the endpoints of a new route; the balancer hears of them only when they differ. */
  update(pick: Pick, table: BackendTable): void {
    const isSame =
      pick.arrivals.length === this.#arrivals.length &&
      pick.arrivals.every(({ key }, index) => key === this.#arrivals[index]?.key);
    if (!isSame) this.#balancer?.setEndpoints(pick.arrivals);
    this.#setArrivals(pick.arrivals, table);
  }

  #setArrivals(arrivals: readonly Arrival[], table: BackendTable): void {
    this.#arrivals = arrivals;
    this.#ids = Int32Array.from(arrivals, (arrival) => table.idOf(arrival));
    this.#indexOf = new Int32Array(table.arrivals.length).fill(-1);
    this.#ids.forEach((id, index) => {
      this.#indexOf[id] = index;
    });
  }

  /** The backend for a new connection; -1 for none. */
  pick(client: BalancerClient, nowMs: number, random: Random, uniformInt: (n: number) => number): number {
    const index = this.#pickIndex(client, nowMs, random, uniformInt);
    return index < 0 ? -1 : (this.#ids[index] ?? -1);
  }

  #pickIndex(
    client: BalancerClient,
    nowMs: number,
    random: Random,
    uniformInt: (n: number) => number,
  ): number {
    if (this.#balancer) return this.#balancer.pick(client, nowMs, uniformInt);
    const n = this.#arrivals.length;
    if (n === 0) return -1;
    if (this.#by === 'dns') return n === 1 ? 0 : random.below(n);
    this.#turn = (this.#turn + 1) % n;
    return (this.#turn + n - 1) % n;
  }

  /** The place of a backend among the endpoints; -1 for one that has gone. */
  indexOf(backend: number): number {
    return this.#indexOf[backend] ?? -1;
  }

  opened(backend: number): void {
    this.#balancer?.connectionOpened(this.indexOf(backend));
  }

  closed(backend: number): void {
    this.#balancer?.connectionClosed(this.indexOf(backend));
  }

  expired(backend: number): void {
    this.#balancer?.connectionExpired(this.indexOf(backend));
  }

  failed(client: BalancerClient, backend: number): void {
    this.#balancer?.connectionFailed(client, this.indexOf(backend));
  }

  /** Adds to each backend's sum its share of a client's next connections, times `weight`. */
  addShares(client: BalancerClient, weight: number, sums: number[]): void {
    const n = this.#arrivals.length;
    const shares = this.#balancer?.shares(client);
    for (let index = 0; index < n; index++) {
      const id = this.#ids[index] ?? 0;
      sums[id] = (sums[id] ?? 0) + weight * (shares ? (shares[index] ?? 0) : 1 / n);
    }
  }
}
