// Node processes as contenders: how long they take from start to end, what they print, how much memory they had.
import { spawn } from 'node:child_process';

/** How a process went. */
export interface Outcome {
  /** From start to end. */
  readonly ms: number;
  readonly status: number | null;
  /** What it printed, when that was asked for. */
  readonly output: string;
  /** What it wrote to descriptor 3. */
  readonly aside: string;
}

/** Runs a node program. Findings (exit status 1) are no failure; anything above is. */
export async function runNode(
  args: readonly string[],
  { isRead = false, preload = '' } = {},
): Promise<Outcome> {
  const started = performance.now();
  const child = spawn(process.execPath, [...(preload === '' ? [] : ['--require', preload]), ...args], {
    stdio: ['ignore', isRead ? 'pipe' : 'ignore', 'inherit', preload === '' ? 'ignore' : 'pipe'],
  });
  let [output, aside] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdio[3]?.on('data', (chunk: Buffer) => (aside += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      const ms = performance.now() - started;
      if (status !== null && status < 2) resolve({ ms, status, output, aside });
      else reject(new Error(`node ${args.join(' ')} ended with ${status}`));
    });
  });
}

/** Milliseconds of a whole process. */
export async function wallOf(args: readonly string[]): Promise<number> {
  return (await runNode(args)).ms;
}

/** How a program went that prints numbers as JSON. */
export interface Printed {
  readonly ms: number;
  readonly numbers: Readonly<Record<string, number>>;
}

/** Runs a program that prints numbers. */
export async function runPrinting(args: readonly string[]): Promise<Printed> {
  const { ms, output } = await runNode(args, { isRead: true });
  return { ms, numbers: JSON.parse(output) as Printed['numbers'] };
}

/** One number of each run. */
export function numbersOf(runs: readonly Printed[], name: string): readonly number[] {
  return runs.map(({ numbers }) => numbers[name] ?? Number.NaN);
}

/** The peak of a process's resident memory. KB. */
export async function peakOf(args: readonly string[], tellPeak: string): Promise<number> {
  return Number((await runNode(args, { preload: tellPeak })).aside);
}
