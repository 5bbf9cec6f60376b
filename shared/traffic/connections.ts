// Connections of a simulation from their opening to the moment when the last trace of them is gone.
import { ClosingHeap } from './connection-heap.ts';
import type { Slot } from './slot.ts';
import type { Tally } from './tally.ts';

/** A connection to a backend. */
export interface Connection {
  /** When it closes, unless another request comes before. */
  closesMs: number;
  /** Requests that it may still carry. */
  nLeft: number;
  isOpen: boolean;
  readonly slot: Slot;
  readonly backend: number;
  /** The key of the balancer that chose. */
  readonly balancer: string;
}

/** A connection about to be opened. */
export type NewConnection = Omit<Connection, 'isOpen'>;

/** IPVS remembers connections that have ended this long: the TCP state TIME_WAIT. */
const LINGER_MS = 120_000;

/** All connections, told to the balancers that count them. */
export class Connections {
  readonly #open = new ClosingHeap<Connection>();
  readonly #lingering: { readonly atMs: number; readonly slot: Slot; readonly backend: number }[] = [];
  readonly #doLinger: boolean;
  readonly #tally: Tally;
  #nForgotten = 0;

  constructor(doLinger: boolean, tally: Tally) {
    this.#doLinger = doLinger;
    this.#tally = tally;
  }

  /** Opens one. `undefined` when it is over within the same moment. */
  open(opened: NewConnection, nowMs: number): Connection | undefined {
    // Written out, since copying is what takes the time of a million connections.
    const { closesMs, nLeft, slot, backend, balancer } = opened;
    const connection: Connection = { closesMs, nLeft, isOpen: true, slot, backend, balancer };
    slot.opened(backend);
    this.#tally.opened(backend);
    if (closesMs === nowMs && nLeft === 0) {
      this.#close(connection);
      return undefined;
    }
    this.#open.push(connection);
    return connection;
  }

  /** Closes what is due, and forgets what has lingered long enough, in the order of time. */
  moveTo(nowMs: number): void {
    for (let due = this.#open.popDue(nowMs); due; due = this.#open.popDue(nowMs)) this.#close(due);
    for (;;) {
      const first = this.#lingering[this.#nForgotten];
      if (!first || first.atMs > nowMs) break;
      first.slot.expired(first.backend);
      this.#nForgotten++;
    }
    if (this.#nForgotten > 1024 && this.#nForgotten * 2 > this.#lingering.length) {
      this.#lingering.splice(0, this.#nForgotten);
      this.#nForgotten = 0;
    }
  }

  #close(connection: Connection): void {
    const { slot, backend, closesMs } = connection;
    connection.isOpen = false;
    slot.closed(backend);
    this.#tally.closed(backend);
    if (this.#doLinger) this.#lingering.push({ atMs: closesMs + LINGER_MS, slot, backend });
  }
}
