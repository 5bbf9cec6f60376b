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

  /** True from when a run is asked for until it begins. */
  get isAsked(): boolean {
    return this.#timer !== undefined;
  }

  /** Asks for a run after the pause, which begins anew. */
  ask(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.stop();
      this.#run();
    }, this.#pauseMs);
  }

  /** Takes back what was asked for. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
