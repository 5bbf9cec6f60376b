// Sends requests at a pace while a run goes on.

/** At most so many steps a second; a faster pace sends more with each. */
const MAX_STEPS_PER_SECOND = 10;

/** Calls `send` with the number of requests that are due. Nothing ticks while it stands still or the page is hidden. */
export class RunClock {
  readonly #send: (n: number) => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #speed = 0;

  constructor(send: (n: number) => void) {
    this.#send = send;
  }

  /** Requests per second; 0 stands still. */
  set(speed: number): void {
    if (speed === this.#speed) return;
    this.stop();
    this.#speed = speed;
    if (speed <= 0) return;
    const nSteps = Math.min(speed, MAX_STEPS_PER_SECOND);
    this.#timer = setInterval(() => {
      if (!document.hidden) this.#send(Math.max(1, Math.round(speed / nSteps)));
    }, 1000 / nSteps);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#speed = 0;
  }
}
