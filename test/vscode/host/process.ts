// Child processes: run one to its end, or stop one together with everything that it started.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How a finished command ended. */
export interface CommandResult {
  /** Exit code; -1 when a signal ended the command or it could not be started. */
  readonly code: number;
  readonly stdout: string;
  /** Standard output and standard error, in the order of arrival. */
  readonly output: string;
}

/** Runs a command to its end and keeps what it printed. Never rejects: see `code`. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<CommandResult> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((settle) => {
    child.once('error', (error) => settle({ code: -1, stdout, output: output + error.message }));
    child.once('close', (code) => settle({ code: code ?? -1, stdout, output }));
  });
}

/**
 * Like `runCommand`, but throws when the command fails.
 * @throws {Error} with the end of what the command printed.
 */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<string> {
  const { code, output } = await runCommand(command, args, options);
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed (exit ${code})\n${output.slice(-4000)}`);
  }
  return output;
}

/**
 * Ends a child that was spawned with `detached: true`, and all of its descendants that stayed in its group.
 * Asks first; after `graceMs` it insists.
 */
export async function stopGroup(child: ChildProcess, graceMs = 3000): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    signalGroup(child, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
    await ended;
    clearTimeout(timer);
  }
  signalGroup(child, 'SIGKILL'); // Whatever outlived its leader.
}

/**
 * Makes Ctrl+C and its kin run the handlers of process exit, which end what was started and would otherwise outlive us.
 */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(130));
}

/** Sends a signal to the whole group of a detached child; does nothing when the group is gone. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return; // It never started.
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has already ended.
  }
}

/** First executable file of that name on PATH, or undefined. */
export function findOnPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** Whether `path` is a file that this user may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
