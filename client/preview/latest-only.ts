// Requests that never overlap: while one is under way only the newest of the others is kept.

/**
 * Wraps `run` so that calls come one at a time. A call during another waits for it; a further one takes its place.
 * `run` must not reject.
 */
export function latestOnly<Input>(run: (input: Input) => Promise<void>): (input: Input) => void {
  let waiting: { readonly input: Input } | undefined;
  let isRunning = false;
  const drain = async (): Promise<void> => {
    isRunning = true;
    try {
      while (waiting) {
        const { input } = waiting;
        waiting = undefined;
        await run(input);
      }
    } finally {
      isRunning = false;
    }
  };
  return (input) => {
    waiting = { input };
    if (!isRunning) void drain();
  };
}
