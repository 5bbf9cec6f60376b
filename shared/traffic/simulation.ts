// A scenario step by step, on a clock of its own.
import { AliasTable } from './alias-table.ts';
import { Connections, type Connection } from './connections.ts';
import { firstHops } from './first-hops.ts';
import type { End, Hop, Outcome } from './hop.ts';
import { applyToPods } from './pod-event.ts';
import { Random } from './random.ts';
import { resettle } from './resettle.ts';
import type { Pick, Route } from './route.ts';
import { Routing, type RoutedClient } from './routing.ts';
import type { PodEvent, PodRef, Scenario, ScheduledEvent } from './scenario.ts';
import type { Slot } from './slot.ts';
import { Tally } from './tally.ts';
import type { Trace } from './trace.ts';
import { countsConnections } from '../proxy/balancer.ts';
import { exclusionsOf } from './exclusions.ts';
import { hasPod, makeWorld, withState, type World } from './world.ts';

/** What became of one request. */
export interface RequestResult {
  /** From 0. */
  readonly index: number;
  readonly atMs: number;
  /** Index into the scenario's clients. */
  readonly client: number;
  readonly outcome: Outcome;
  readonly end: End | undefined;
  /** Where it was sent; `undefined` when it met its end before. */
  readonly sentTo:
    | {
        readonly pod: string;
        readonly ref: PodRef | undefined;
        readonly address: string;
        readonly port: number;
      }
    | undefined;
  /** Over a connection that was open already, so that nothing was chosen. */
  readonly isReused: boolean;
  /** The balancer that chose; empty when none did. */
  readonly balancer: string;
}

/** Watches a simulation. */
export interface Observer {
  readonly onRequest?: (result: RequestResult) => void;
  /** After every event, with the cluster as it is then. */
  readonly onEvent?: (event: PodEvent, world: World) => void;
}

/** The source ports that Linux gives to connections. */
const FIRST_PORT = 32_768;
const N_PORTS = 28_232;

/** How often userspace mode dials. Source: kubernetes pkg/proxy/userspace/proxysocket.go EndpointDialTimeouts, v1.25. */
const USERSPACE_DIALS = 4;

/**
 * Runs a scenario piece by piece. The same calls on the same scenario give the same results, and it makes no difference
 * in how many pieces requests are sent.
 */
export class Simulation {
  readonly #scenario: Scenario;
  readonly #observer: Observer;
  readonly #random: Random;
  readonly #uniformInt: (n: number) => number;
  readonly #routing: Routing;
  /** The connection that each client may reuse. */
  readonly #reusable: (Connection | undefined)[] = [];
  readonly #mix: AliasTable | undefined;
  readonly #connections: Connections;
  readonly #isLoadDependent: boolean;
  readonly #refusing = new Set<string>();
  readonly #slow = new Map<string, number>();
  readonly #tally: Tally;
  #world: World;
  #nowMs = 0;
  #nextMs = 0;
  #nextEvent = 0;
  #firstHops: readonly Hop[] = [];

  constructor(scenario: Scenario, observer: Observer = {}) {
    this.#scenario = scenario;
    this.#observer = observer;
    this.#random = new Random(scenario.seed);
    this.#uniformInt = (n) => this.#random.below(n);
    this.#world = makeWorld(scenario);
    this.#tally = new Tally(scenario.clients.length);
    this.#isLoadDependent = isLoadDependent(scenario);
    this.#connections = new Connections(this.#isLoadDependent, this.#tally);
    const weights = scenario.clients.map(({ weight = 1 }) => weight);
    this.#mix = weights.length > 1 ? new AliasTable(weights) : undefined;
    this.#routing = new Routing(scenario);
    this.#routing.follow(this.#world);
  }

  /** The cluster as it is now. */
  get world(): World {
    return this.#world;
  }

  /** Virtual milliseconds since the start. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Sends requests at the times that the plan gives them. Events that are due by then happen first. */
  send(nRequests: number): void {
    const { gapMs, arrivals } = this.#scenario.plan;
    for (let sent = 0; sent < nRequests; sent++) {
      this.#runTo(this.#nextMs);
      this.#request();
      if (gapMs === 0) continue;
      this.#nextMs += arrivals === 'steady' ? gapMs : Math.round(this.#random.exponential() * gapMs);
    }
  }

  /** Lets time pass without requests. */
  advance(ms: number): void {
    this.#runTo(this.#nowMs + ms);
    this.#nextMs = Math.max(this.#nextMs, this.#nowMs);
  }

  /** Makes something happen now. */
  apply(event: PodEvent): void {
    this.#tally.endStep(this.#nowMs, event, this.#routing.addShares);
    this.#note(event);
    const { state, options } = this.#world;
    const pods = applyToPods(state.pods, event, options);
    if (pods !== state.pods) {
      this.#world = withState(this.#world, resettle(state, pods, options));
      this.#routing.follow(this.#world);
    }
    this.#observer.onEvent?.(event, this.#world);
  }

  /** The story so far. */
  trace(): Trace {
    const { addShares, clients, table } = this.#routing;
    const routes = clients.map(({ route }) => route);
    return this.#tally.toTrace({
      seed: this.#scenario.seed,
      nowMs: this.#nowMs,
      hops: this.#firstHops.length > 0 ? this.#firstHops : (routes[0]?.hops ?? []),
      arrivals: table.arrivals,
      usable: this.#routing.usable(),
      excluded: exclusionsOf(this.#world, routes),
      isExpectedExact: !this.#isLoadDependent,
      addShares,
    });
  }

  #note(event: PodEvent): void {
    if (event.kind === 'added') return;
    const name = podKey(event.pod);
    if (event.kind === 'refuses') this.#refusing.add(name);
    if (event.kind === 'accepts') this.#refusing.delete(name);
    if (event.kind === 'slow') this.#slow.set(name, event.factor);
  }

  #runTo(ms: number): void {
    const { events } = this.#scenario;
    for (;;) {
      const due: ScheduledEvent | undefined = events[this.#nextEvent];
      if (!due || due.atMs > ms) break;
      this.#nextEvent++;
      this.#moveClock(Math.max(this.#nowMs, due.atMs));
      this.apply(due.event);
    }
    this.#moveClock(ms);
  }

  #moveClock(ms: number): void {
    this.#nowMs = Math.max(this.#nowMs, ms);
    this.#connections.moveTo(this.#nowMs);
  }

  #request(): void {
    const client = this.#routing.clients[this.#mix ? this.#mix.draw(this.#random) : 0];
    if (!client || this.#reuse(client)) return;
    let { route } = client;
    while (route.next.is === 'split') {
      const chosen = route.next.routes[this.#random.below(route.next.routes.length)];
      if (!chosen) return;
      route = chosen;
    }
    this.#follow(client, route);
  }

  #reuse(client: RoutedClient): boolean {
    const connection = this.#reusable[client.index];
    if (!connection || !connection.isOpen || connection.nLeft === 0) return false;
    const hop = this.#routing.table.arrivals[connection.backend]?.hop;
    // A pod that has gone takes its connections with it; one that is not ready keeps them.
    if (hop?.ref && !hasPod(this.#world, hop.address, hop.ref)) return false;
    connection.nLeft--;
    connection.closesMs = this.#nowMs + this.#connectionMs(connection.backend);
    this.#finish(client, 'delivered', undefined, connection.backend, connection.balancer, true);
    return true;
  }

  #connectionMs(backend: number): number {
    const { plan } = this.#scenario;
    // One that is to carry more requests outlives the moment, so that those of the same time can share it.
    const connectionMs = Math.max(plan.connectionMs, plan.requestsPerConnection > 1 ? 1 : 0);
    if (this.#slow.size === 0) return connectionMs;
    const ref = this.#routing.table.arrivals[backend]?.hop.ref;
    return connectionMs * ((ref && this.#slow.get(podKey(ref))) ?? 1);
  }

  #follow(client: RoutedClient, route: Route): void {
    const { next } = route;
    if (next.is === 'pick') {
      this.#dial(client, route, next);
      return;
    }
    if (this.#tally.nRequests === 0) this.#firstHops = firstHops(route, undefined, this.#world);
    const end = next.is === 'end' ? next.end : undefined;
    const outside = next.is === 'outside' ? this.#routing.outsideBackend(next) : -1;
    this.#finish(client, end?.outcome ?? 'delivered', end, outside, '', false);
  }

  #dial(client: RoutedClient, route: Route, pick: Pick): void {
    const slot = this.#routing.slotOf(pick);
    if (!slot) return;
    const { source } = client;
    source.port = FIRST_PORT + (this.#tally.nRequests % N_PORTS);
    const nDials = this.#scenario.mode === 'userspace' && pick.by === 'proxy' ? USERSPACE_DIALS : 1;
    let backend = -1;
    let end: End | undefined;
    for (let dial = 0; dial < nDials; dial++) {
      backend = slot.pick(source, this.#nowMs, this.#random, this.#uniformInt);
      end = backend < 0 ? NOBODY : this.#endAt(backend);
      if (!end || backend < 0) break;
      slot.failed(source, backend);
    }
    if (this.#tally.nRequests === 0) {
      this.#firstHops = firstHops(route, { pick, index: slot.indexOf(backend) }, this.#world);
    }
    if (!end) this.#openConnection(client, slot, backend, pick.balancer);
    const final = end ?? pick.replyLost;
    this.#finish(client, final?.outcome ?? 'delivered', final, backend, pick.balancer, false);
  }

  #endAt(backend: number): End | undefined {
    const arrival = this.#routing.table.arrivals[backend];
    if (arrival?.end) return arrival.end;
    const ref = arrival?.hop.ref;
    return this.#refusing.size > 0 && ref && this.#refusing.has(podKey(ref)) ? REFUSES : undefined;
  }

  #openConnection(client: RoutedClient, slot: Slot, backend: number, balancer: string): void {
    const { plan } = this.#scenario;
    const isTracked = plan.connectionMs > 0 || plan.requestsPerConnection > 1 || this.#isLoadDependent;
    if (!isTracked) return;
    const closesMs = this.#nowMs + this.#connectionMs(backend);
    const nLeft = plan.requestsPerConnection - 1;
    this.#reusable[client.index] = this.#connections.open(
      { closesMs, nLeft, slot, backend, balancer },
      this.#nowMs,
    );
  }

  #finish(
    client: RoutedClient,
    outcome: Outcome,
    end: End | undefined,
    backend: number,
    balancer: string,
    isReused: boolean,
  ): void {
    const index = this.#tally.nRequests;
    this.#tally.count(client.index, outcome, end, backend, isReused);
    const { onRequest } = this.#observer;
    if (!onRequest) return;
    const hop = this.#routing.table.arrivals[backend]?.hop;
    const sentTo = hop && { pod: hop.pod, ref: hop.ref, address: hop.address, port: hop.port };
    onRequest({ index, atMs: this.#nowMs, client: client.index, outcome, end, sentTo, isReused, balancer });
  }
}

const REFUSES: End = { outcome: 'refused', reason: { code: 'refuses' }, fixes: [] };

/** A scheduler had nobody to give: the kernel says no. */
const NOBODY: End = { outcome: 'refused', reason: { code: 'no-endpoints', nExcluded: 0 }, fixes: [] };

/** Whether it matters to the scheduler how many connections there are. */
function isLoadDependent({ mode, scheduler }: Scenario): boolean {
  return mode === 'ipvs' && countsConnections(scheduler);
}

function podKey({ namespace, name }: PodRef): string {
  return `${namespace}/${name}`;
}

/** Runs a whole scenario. */
export function run(scenario: Scenario, observer: Observer = {}): Trace {
  const simulation = new Simulation(scenario, observer);
  simulation.send(scenario.plan.nRequests);
  return simulation.trace();
}
