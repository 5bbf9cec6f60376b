// A cache of fetched folders. A folder appears by one rename when it is complete, so that what a killed
// process left is never taken for whole, and of two processes at once the first to finish wins.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hostCacheFolder } from './paths.ts';
import { mustRun } from './process.ts';

const ABANDONED_AFTER_MS = 3_600_000;

/**
 * Returns the absolute path of the cached folder `name`; when it is not there, `fill` makes it first.
 * `fill` gets an empty npm folder elsewhere that is then renamed: what it writes must not name its own place.
 */
export async function cachedFolder(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const cache = hostCacheFolder();
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  await removeAbandoned(cache);
  try {
    await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
    await fill(partial);
    await rename(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // Otherwise another process was faster, and its folder is as good.
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

/** Runs `npm install` in `folder` for exactly these packages (those of its package.json when none), no scripts. */
export async function npmInstall(folder: string, packages: readonly string[] = []): Promise<void> {
  const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const args = ['--prefix', folder, 'install', ...flags, ...packages];
  const npmScript = process.env['npm_execpath']; // Set when npm started this process.
  await (npmScript?.endsWith('npm-cli.js')
    ? mustRun(process.execPath, [npmScript, ...args], { cwd: folder })
    : mustRun('npm', args, { cwd: folder }));
}

/** Removes what killed processes left: partial folders whose process is gone, or that are old. As far as it can. */
async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const processId = Number(/\.partial-(\d+)$/.exec(name)?.[1]);
    if (Number.isNaN(processId) || processId === process.pid) continue;
    await removeIfAbandoned(join(cache, name), processId).catch(() => {
      // Another process removes it as well, or an npm that outlived its parent still writes: the next run gets it.
    });
  }
}

async function removeIfAbandoned(folder: string, processId: number): Promise<void> {
  const ageMs = Date.now() - (await stat(folder)).mtimeMs;
  if (isAlive(processId) && ageMs < ABANDONED_AFTER_MS) return;
  await rm(folder, { recursive: true, force: true });
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
