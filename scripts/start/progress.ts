// Shows what takes time: a moving line with the seconds on a terminal, one plain line per step elsewhere.
import pc from 'picocolors';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;

/** Changes the text that is shown. */
export type Announce = (text: string) => void;

/** Shows `text`, or what `work` announces meanwhile, until the work is done; then how long it took. */
export async function withProgress<T>(text: string, work: (announce: Announce) => Promise<T>): Promise<T> {
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(0);
  const isMoving = process.stderr.isTTY;
  let shown = text;
  let frameIndex = 0;
  const draw = () => {
    frameIndex = (frameIndex + 1) % FRAMES.length;
    const line = `${pc.cyan(FRAMES[frameIndex] ?? '')} ${shown} ${pc.dim(`${seconds()} s`)}`;
    process.stderr.write(`\r\u001b[K${line}`);
  };
  const announce = (next: string) => {
    shown = next;
    if (!isMoving) console.error(`${shown} …`);
  };
  const timer = isMoving ? setInterval(draw, FRAME_MS) : undefined;
  announce(text);
  try {
    const result = await work(announce);
    clearLine(isMoving);
    console.error(`${pc.green('✓')} ${text} ${pc.dim(`${seconds()} s`)}`);
    return result;
  } catch (error) {
    clearLine(isMoving);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

function clearLine(isMoving: boolean): void {
  if (isMoving) process.stderr.write('\r\u001b[K');
}
