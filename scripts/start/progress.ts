// Shows what takes time: a moving line with the seconds on a terminal, one plain line per step elsewhere.
import ora from 'ora';
import pc from 'picocolors';

/** Changes the text that is shown. */
export type Announce = (text: string) => void;

/** Shows `text`, or what `work` announces meanwhile, until the work is done; then how long it took. */
export async function withProgress<T>(text: string, work: (announce: Announce) => Promise<T>): Promise<T> {
  const start = performance.now();
  const seconds = () => pc.dim(`${((performance.now() - start) / 1000).toFixed(0)} s`);
  const isMoving = process.stderr.isTTY && process.stderr.columns > 0 && !process.env['CI']; // ora hangs at width 0.
  const spinner = ora({
    text,
    isEnabled: isMoving,
    discardStdin: false,
    suffixText: isMoving ? seconds : '',
  }).start();
  try {
    const result = await work((next) => {
      spinner.text = next;
      if (!isMoving) console.error(`- ${next}`); // Then ora prints the first text only.
    });
    spinner.suffixText = '';
    spinner.succeed(`${text} ${seconds()}`);
    return result;
  } catch (error) {
    spinner.stop();
    throw error;
  }
}
