// The routes of a scenario's clients through one cluster after the other, and what the choosers on them remember.
import { foldAddress } from '../proxy/client-address.ts';
import { findRoute } from './find-route.ts';
import type { Pick, Route, RouteContext } from './route.ts';
import type { Scenario } from './scenario.ts';
import { BackendTable, Slot } from './slot.ts';
import type { World } from './world.ts';

/** One client with its route. */
export interface RoutedClient {
  readonly index: number;
  route: Route;
  /** Kept for good, so that choosing allocates nothing; the source port is set anew for each connection. */
  readonly source: { address: string; bits: number; port: number };
}

/** Finds routes and keeps slots. Backends have numbers that last for the whole run. */
export class Routing {
  readonly table = new BackendTable();
  readonly clients: readonly RoutedClient[];
  readonly #scenario: Scenario;
  readonly #slots = new Map<string, Slot>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.clients = scenario.clients.map((_, index) => ({
      index,
      route: { hops: [], next: { is: 'split', routes: [] } },
      source: { address: '0.0.0.0', bits: 0, port: 0 },
    }));
  }

  /** Finds every route anew. Slots that are still needed keep their memory. */
  follow(world: World): void {
    const { mode, scheduler, controllerTarget, clients, target } = this.#scenario;
    const ctx: RouteContext = { world, mode, scheduler, controllerTarget, arrivals: new WeakMap() };
    const seen = new Set<string>();
    for (const client of this.clients) {
      const scenarioClient = clients[client.index];
      if (!scenarioClient) continue;
      client.route = findRoute(ctx, scenarioClient, client.index, target);
      for (const pick of picksOf(client.route)) {
        setAddress(client, pick.clientAddress);
        if (seen.has(pick.balancer)) continue;
        seen.add(pick.balancer);
        const slot = this.#slots.get(pick.balancer);
        if (slot) slot.update(pick, this.table);
        else this.#slots.set(pick.balancer, new Slot(pick, ctx, this.table));
      }
    }
  }

  /** Where the endpoint of a pick is chosen. */
  slotOf(pick: Pick): Slot | undefined {
    return this.#slots.get(pick.balancer);
  }

  /** The number of a place outside of the cluster. */
  outsideBackend({ host, port }: { readonly host: string; readonly port: number }): number {
    const hop = { kind: 'pod', pod: host, node: undefined, address: host, port } as const;
    return this.table.idOf({ key: `${host}:${port}`, address: host, port, hop });
  }

  /** The backends that new connections can be given to. */
  usable(): ReadonlySet<number> {
    const picks = this.clients.flatMap(({ route }) => picksOf(route));
    return new Set(picks.flatMap(({ arrivals }) => arrivals.map((arrival) => this.table.idOf(arrival))));
  }

  /** Adds a client's shares of the backends, times a weight, to sums by backend. */
  readonly addShares = (clientIndex: number, weight: number, sums: number[]): void => {
    const client = this.clients[clientIndex];
    if (client) this.#addRouteShares(client.route, client, weight, sums);
  };

  #addRouteShares({ next }: Route, client: RoutedClient, weight: number, sums: number[]): void {
    if (next.is === 'pick') this.slotOf(next)?.addShares(client.source, weight, sums);
    if (next.is === 'outside') {
      const backend = this.outsideBackend(next);
      sums[backend] = (sums[backend] ?? 0) + weight;
    }
    if (next.is !== 'split') return;
    for (const one of next.routes) this.#addRouteShares(one, client, weight / next.routes.length, sums);
  }
}

function setAddress({ source }: RoutedClient, address: string): void {
  if (address === '') return;
  source.address = address;
  source.bits = foldAddress(address);
}

function picksOf({ next }: Route): readonly Pick[] {
  if (next.is === 'pick') return [next];
  return next.is === 'split' ? next.routes.flatMap(picksOf) : [];
}
