// Starts the thread that reads and scans folders, and takes its batches: without waiting, or asleep until one is there.
import { once } from 'node:events';
import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import type { ReadOptions, SourceFile } from '../workspace/file-source.ts';
import { filesOf, NEXT, SEEN, SENT, type Batch, type ReaderOptions } from './reader-protocol.ts';

/** A thread that is gone, or waits for a disk that does not answer, comes no further in this time. */
const PATIENCE_MS = 3000;

/** A thread that reads folders. It ends by itself after its last batch. */
export class ReadingThread {
  readonly #port: MessagePort;
  readonly #worker: Worker;
  readonly #exit: Promise<number>;
  readonly #signal = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  #nTaken = 0;
  #nAsked = 0;

  /** The first `from` paths are left to the caller. */
  constructor(folders: readonly string[], read: ReadOptions, from = 0) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const workerData: ReaderOptions = { folders, read, from, port: port2, signal: this.#signal };
    this.#worker = new Worker(join(__dirname, 'reader.cjs'), { workerData, transferList: [port2] });
    this.#exit = once(this.#worker, 'exit').then(([code]) => Number(code));
    // Told again by `next`, if somebody still asks then.
    this.#exit.catch(() => undefined);
  }

  /** The next batch; empty after the last file. Fails when the thread does. */
  async next(): Promise<readonly SourceFile[]> {
    this.ask();
    const [batch] = (await Promise.race([once(this.#port, 'message'), this.#lastWords(++this.#nAsked)])) as [
      Batch,
    ];
    return filesOf(batch);
  }

  /** The answer to the newest question: that the thread ended may be heard before what it said. Fails when it said nothing. */
  async #lastWords(question: number): Promise<readonly unknown[]> {
    const code = await this.#exit;
    const received = question === this.#nAsked ? receiveMessageOnPort(this.#port) : undefined;
    if (!received) throw new Error(`The reading thread ended with ${code}`);
    return [received.message];
  }

  /** Asks for one more batch to be taken by `nextAsleep`. Several may be on their way. */
  ask(): void {
    this.#port.postMessage(NEXT);
  }

  /** The next batch that was asked for, asleep until it comes; `undefined` when the thread comes no further. */
  nextAsleep(): readonly SourceFile[] | undefined {
    let nSeen = -1;
    while (Atomics.wait(this.#signal, SENT, this.#nTaken, PATIENCE_MS) === 'timed-out') {
      const now = Atomics.load(this.#signal, SEEN);
      if (now === nSeen) return undefined;
      nSeen = now;
    }
    const received = receiveMessageOnPort(this.#port);
    if (!received) return undefined;
    this.#nTaken++;
    return filesOf(received.message as Batch);
  }

  /** Ends the thread, whatever it is doing. */
  async end(): Promise<void> {
    this.#port.close();
    await this.#worker.terminate();
  }
}
