// Serves the fetched VS Code to one user: loopback only, quiet, without a marketplace, its data in a private
// folder that goes away with it.
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDoor, type Door } from './door.ts';
import type { VSCodeHost } from './install.ts';
import { mustRun, signalGroup, stopGroup } from './process.ts';

const START_TIMEOUT_MS = 60_000;

/** Settings that keep a fresh VS Code from greeting, advertising and looking things up. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'typescript.disableAutomaticTypeAcquisition': true,
};

/** Settings that make a test steadier: nothing moves, nothing waits longer than it must. */
export const testSettings: Readonly<Record<string, unknown>> = {
  ...quietSettings,
  'workbench.editor.empty.hint': 'hidden',
  'workbench.reduceMotion': 'on',
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'files.simpleDialog.enable': true,
  'git.enabled': false,
};

/** What to serve, and how. */
export interface ServerOptions {
  /** User settings; `quietSettings` when absent. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Packaged extension to install before the start. */
  readonly vsix?: string;
  /**
   * Whether pages may name an extension under development and a test suite in their address (see `address`).
   * VS Code then shows no notifications and skips its dialogs.
   */
  readonly takesExtensionTests?: boolean;
}

/** What a page of the served VS Code opens. Paths are absolute. */
export interface PageOptions {
  readonly folder?: string;
  readonly file?: string;
  readonly extensionDevelopmentPaths?: readonly string[];
  readonly extensionTestsPath?: string;
}

/** A running VS Code. */
export interface VSCodeServer {
  readonly origin: string;
  /** Address to open in a browser; contains the secret that lets the browser in. */
  address(page: PageOptions): string;
  /** What the server has printed so far. */
  log(): string;
  /** Stops the server with all that it started, and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a VS Code and returns when it answers.
 * @throws {Error} with the server's log when it does not start.
 */
export async function startServer(host: VSCodeHost, options: ServerOptions = {}): Promise<VSCodeServer> {
  const root = await mkdtemp(join(tmpdir(), 'kubereach-vscode-'));
  const userDataFolder = join(root, 'data');
  const socketPath = join(root, 'socket');
  const run = { root, userDataFolder, socketPath, host, options };
  try {
    await mkdir(join(userDataFolder, 'User'), { recursive: true });
    const settings = JSON.stringify(options.settings ?? quietSettings, null, 2);
    await writeFile(join(userDataFolder, 'User/settings.json'), `${settings}\n`);
    await writeFile(join(root, 'config.yaml'), '{}\n');
    if (options.vsix !== undefined) await installExtension(run, options.vsix);
    return await launch(run);
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    throw error;
  }
}

interface Run {
  readonly root: string;
  readonly userDataFolder: string;
  readonly socketPath: string;
  readonly host: VSCodeHost;
  readonly options: ServerOptions;
}

async function installExtension(run: Run, vsix: string): Promise<void> {
  const args = [run.host.entry, ...folderArguments(run), '--install-extension', vsix];
  await mustRun(run.host.node, args, { env: environment(run.root) });
}

async function launch(run: Run): Promise<VSCodeServer> {
  const child = spawn(run.host.node, [run.host.entry, ...serverArguments(run)], {
    env: environment(run.root),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // Its own group, so that all of it can be stopped.
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const killAtExit = () => {
    signalGroup(child, 'SIGKILL');
    rmSync(run.root, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', killAtExit);
  let door: Door | undefined;
  const stop = async () => {
    door?.close();
    await stopGroup(child);
    process.off('exit', killAtExit);
    await rm(run.root, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await untilHealthy(child, run.socketPath);
    door = await openDoor(run.socketPath);
  } catch (error) {
    await stop();
    throw new Error(`VS Code did not start\n${log.slice(-4000)}`, { cause: error });
  }
  const { origin, withToken } = door;
  return {
    origin,
    address: (page) => withToken(pageAddress(origin, page)).href,
    log: () => log,
    stop,
  };
}

function folderArguments({ root, userDataFolder }: Run): string[] {
  const config = ['--config', join(root, 'config.yaml')];
  return [...config, '--user-data-dir', userDataFolder, '--extensions-dir', join(root, 'extensions')];
}

function serverArguments(run: Run): string[] {
  return [
    ...folderArguments(run),
    '--socket',
    run.socketPath,
    '--socket-mode=600',
    '--auth=none', // The door asks for the token.
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    '--disable-proxy',
    '--ignore-last-opened',
    ...(run.options.takesExtensionTests === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
}

/** The caller's environment without what would make code-server talk to another VS Code, and without a marketplace. */
function environment(root: string): NodeJS.ProcessEnv {
  const own = new Set(['VSCODE_IPC_HOOK_CLI', 'ELECTRON_RUN_AS_NODE', 'PORT', 'PASSWORD', 'HASHED_PASSWORD']);
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.has(name))),
    EXTENSIONS_GALLERY: '{}',
    XDG_DATA_HOME: join(root, 'xdg-data'),
    XDG_CONFIG_HOME: join(root, 'xdg-config'),
  };
}

async function untilHealthy(child: ChildProcess, socketPath: string): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  while (!(await isHealthy(socketPath))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('code-server ended');
    if (Date.now() > end) throw new Error(`no answer within ${START_TIMEOUT_MS} ms`);
    await delay(100);
  }
}

function isHealthy(socketPath: string): Promise<boolean> {
  return new Promise((settle) => {
    const probe = request({ socketPath, path: '/healthz', timeout: 2000 }, (answer) => {
      answer.resume();
      settle(answer.statusCode === 200);
    });
    probe.on('error', () => settle(false));
    probe.on('timeout', () => probe.destroy(new Error('timeout')));
    probe.end();
  });
}

function pageAddress(origin: string, page: PageOptions): URL {
  const address = new URL('/', origin);
  if (page.folder === undefined) address.searchParams.set('ew', 'true');
  else address.searchParams.set('folder', page.folder);
  const named: [string, string | undefined][] = [
    ...(page.extensionDevelopmentPaths ?? []).map((path): [string, string] => [
      'extensionDevelopmentPath',
      path,
    ]),
    ['extensionTestsPath', page.extensionTestsPath],
    ['openFile', page.file],
  ];
  const payload = named.flatMap(([key, path]) =>
    path === undefined ? [] : [[key, `vscode-remote://${address.host}${encodeURI(path)}`]],
  );
  if (payload.length > 0) address.searchParams.set('payload', JSON.stringify(payload));
  return address;
}
