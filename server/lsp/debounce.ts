// Something to be done once things have calmed down.

/** Runs when nobody has asked for it for so long. */
export class Debounce {
  readonly #pauseMs: number;
  readonly #run: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(pauseMs: number, run: () => void) {
    this.#pauseMs = pauseMs;
    this.#run = run;
  }

  /** Asks for a run after the pause, which begins anew. */
  ask(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#run, this.#pauseMs);
  }

  /** Takes back what was asked for. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
