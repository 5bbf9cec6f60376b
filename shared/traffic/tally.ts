// Counting requests while a simulation runs.
import type { End, Hop, Outcome } from './hop.ts';
import type { Arrival } from './route.ts';
import type { PodEvent } from './scenario.ts';
import { verdictOf, type Backend, type Exclusion, type TimelineStep, type Trace } from './trace.ts';

/** Adds a client's shares of the backends, times a weight, to sums by backend. */
export type AddShares = (client: number, weight: number, sums: number[]) => void;

/** What a trace needs besides the counts. */
interface Surroundings {
  readonly seed: number;
  readonly nowMs: number;
  readonly hops: readonly Hop[];
  readonly arrivals: readonly Arrival[];
  /** Numbers of the backends that new connections can be given to. */
  readonly usable: ReadonlySet<number>;
  readonly excluded: readonly Exclusion[];
  readonly isExpectedExact: boolean;
  readonly addShares: AddShares;
}

type Counts = Record<Outcome, number>;

const NONE: Counts = { delivered: 0, refused: 0, dropped: 0, unresolved: 0 };

/** Counts of one run: by backend, by way of ending, and by step between events. */
export class Tally {
  nRequests = 0;
  /** Requests for which someone had to choose. */
  #nDialed = 0;
  readonly #requests: number[] = [];
  readonly #failed: number[] = [];
  readonly #open: number[] = [];
  readonly #ends = new Map<End, number>();
  readonly #total: Counts = { ...NONE };
  readonly #steps: TimelineStep[] = [];
  /** Sums of expected requests of the steps that have ended. */
  readonly #expected: number[] = [];
  #step: Counts = { ...NONE };
  #stepRequests: number[] = [];
  #stepByClient: Float64Array;
  #stepEvent: PodEvent | undefined;
  #stepFromMs = 0;

  constructor(nClients: number) {
    this.#stepByClient = new Float64Array(nClients);
  }

  /** `backend` is -1 for a request that was sent nowhere. A request over a connection that was open is `isReused`. */
  count(client: number, outcome: Outcome, end: End | undefined, backend: number, isReused: boolean): void {
    this.nRequests++;
    this.#step[outcome]++;
    if (!isReused) {
      this.#nDialed++;
      this.#stepByClient[client] = (this.#stepByClient[client] ?? 0) + 1;
    }
    if (end) this.#ends.set(end, (this.#ends.get(end) ?? 0) + 1);
    if (backend < 0) return;
    this.#stepRequests[backend] = (this.#stepRequests[backend] ?? 0) + 1;
    if (outcome !== 'delivered') this.#failed[backend] = (this.#failed[backend] ?? 0) + 1;
  }

  opened(backend: number): void {
    this.#open[backend] = (this.#open[backend] ?? 0) + 1;
  }

  closed(backend: number): void {
    this.#open[backend] = (this.#open[backend] ?? 0) - 1;
  }

  /** Ends a step before an event changes anything. */
  endStep(nowMs: number, event: PodEvent, addShares: AddShares): void {
    this.#steps.push(this.#currentStep(nowMs));
    this.#expectStep(addShares, this.#expected);
    this.#stepRequests.forEach((n, backend) => {
      this.#requests[backend] = (this.#requests[backend] ?? 0) + n;
    });
    for (const outcome of OUTCOMES) this.#total[outcome] += this.#step[outcome];
    this.#step = { ...NONE };
    this.#stepRequests = [];
    this.#stepByClient = new Float64Array(this.#stepByClient.length);
    this.#stepEvent = event;
    this.#stepFromMs = nowMs;
  }

  #expectStep(addShares: AddShares, sums: number[]): void {
    this.#stepByClient.forEach((n, client) => {
      if (n > 0) addShares(client, n, sums);
    });
  }

  #currentStep(toMs: number): TimelineStep {
    const backends = this.#stepRequests.flatMap((requests, backend) =>
      requests > 0 ? [{ backend, requests }] : [],
    );
    return { fromMs: this.#stepFromMs, toMs, event: this.#stepEvent, outcomes: { ...this.#step }, backends };
  }

  /** Ends that read the same are one, whichever route met them. */
  #endCounts(): Trace['ends'] {
    const counts = new Map<string, { end: End; requests: number }>();
    for (const [end, requests] of this.#ends) {
      const key = JSON.stringify(end);
      const same = counts.get(key);
      if (same) same.requests += requests;
      else counts.set(key, { end, requests });
    }
    return [...counts.values()].sort((a, b) => b.requests - a.requests);
  }

  /** The story so far; counting may go on. */
  toTrace(around: Surroundings): Trace {
    const { seed, nowMs, hops, arrivals, usable, excluded, isExpectedExact, addShares } = around;
    const expected = [...this.#expected];
    this.#expectStep(addShares, expected);
    const outcomes = { ...this.#total };
    for (const outcome of OUTCOMES) outcomes[outcome] += this.#step[outcome];
    const all = arrivals.map(({ hop }, index): Backend => {
      const { pod, ref, node, address, port, container } = hop;
      return {
        pod,
        ...(ref ? { ref } : {}),
        node,
        address,
        port,
        ...(container ? { container } : {}),
        expected: this.#nDialed === 0 ? 0 : (expected[index] ?? 0) / this.#nDialed,
        requests: (this.#requests[index] ?? 0) + (this.#stepRequests[index] ?? 0),
        failed: this.#failed[index] ?? 0,
        open: this.#open[index] ?? 0,
      };
    });
    const shown = all.flatMap((backend, index) => (usable.has(index) || backend.requests > 0 ? [index] : []));
    const place = new Map(shown.map((index, at) => [index, at]));
    const timeline = [...this.#steps, this.#currentStep(nowMs)].map((step) => ({
      ...step,
      backends: step.backends.map(({ backend, requests }) => ({
        backend: place.get(backend) ?? -1,
        requests,
      })),
    }));
    return {
      seed,
      requests: this.nRequests,
      durationMs: nowMs,
      hops,
      outcome: verdictOf(outcomes),
      outcomes,
      ends: this.#endCounts(),
      backends: shown.flatMap((index) => all[index] ?? []),
      excluded,
      timeline,
      isExpectedExact,
    };
  }
}

const OUTCOMES: readonly Outcome[] = ['delivered', 'refused', 'dropped', 'unresolved'];
