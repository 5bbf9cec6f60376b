// A stand-in for desktop VS Code's binary in @vscode/test-electron: takes the same arguments, runs the npm-shipped
// VS Code with headless Chromium before it, and exits 0 when the suite passes, 1 when it fails, 124 without a result.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser, type FencedBrowser } from './browser.ts';
import { ensureChromium } from './chromium.ts';
import { installHost, type InstallStep } from './install.ts';
import { exitOnSignals } from './process.ts';
import { startServer, testSettings, type PageOptions, type VSCodeServer } from './server.ts';

const TIMEOUT_MS = Number(process.env['KUBEREACH_VSCODE_TIMEOUT_MS'] ?? 300_000);
const CWD = process.env['KUBEREACH_CODE_CWD'] ?? process.cwd();
const NO_RESULT = 124;

/** What the workbench itself logs in every run, which says nothing about the extension under test. */
const WORKBENCH_NOISE = new RegExp(
  [
    /^Resolv(ing|ed) connection token/,
    /^Creating a socket/,
    /^Updating additional builtin|^Ignoring fetching additional builtin/,
    /^Creation of workbench contribution/,
    /^Started local extension host|^Extension host .* (exited|terminated)/,
    /^\[(reconnection-grace-time|Service Worker|AgentHost|AccountPolicyGate|LocalProcessExtensionHost)/,
    /^\[WebWorker/,
    /^Timed out waiting for authentication provider/,
    /^(Error: )?Could not locate the bindings file/, // Native modules for logs and a watchdog: see install.ts.
    /^(Error: )?Cannot find module '\.\/build\/Release\/watchdog'/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
);

interface Arguments {
  readonly page: PageOptions;
  /** Settings found in the profile that the caller names. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Reads the arguments that matter here; desktop-only ones, such as `--no-sandbox`, are ignored. */
function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string', multiple: true },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
    },
  });
  const absolute = (path: unknown) => resolve(CWD, String(path));
  const opened = positionals.map(absolute).filter((path) => existsSync(path));
  const folder = opened.find((path) => statSync(path).isDirectory());
  const file = opened.find((path) => statSync(path).isFile());
  const profile = values['user-data-dir'];
  return {
    page: {
      ...(folder !== undefined && { folder }),
      ...(file !== undefined && { file }),
      extensionDevelopmentPaths: [values['extensionDevelopmentPath'] ?? []].flat().map(absolute),
      ...(values['extensionTestsPath'] !== undefined && {
        extensionTestsPath: absolute(values['extensionTestsPath']),
      }),
    },
    settings: profile === undefined ? {} : readSettings(join(absolute(profile), 'User/settings.json')),
  };
}

function readSettings(path: string): Record<string, unknown> {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : {};
}

/** Connects the page's console to ours, and returns the suite's exit code once it is known. */
async function resultOf(page: Page): Promise<number> {
  const result = new Promise<number>((settle) => {
    void page.exposeFunction('codeAutomationExit', settle);
    page.once('crash', () => {
      console.error('VS Code stand-in: the page crashed');
      settle(1);
    });
    setTimeout(() => {
      console.error(`VS Code stand-in: no result within ${TIMEOUT_MS} ms`);
      settle(NO_RESULT);
    }, TIMEOUT_MS).unref();
  });
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    const line = format(...args);
    if (WORKBENCH_NOISE.test(line)) return;
    (type === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
  });
  if (process.env['KUBEREACH_VSCODE_DEBUG']) page.on('console', (message) => console.error(message.text()));
  return result;
}

async function main(): Promise<number> {
  const { page: pageOptions, settings } = readArguments(process.argv.slice(2));
  const announce = ({ step, nSteps, label }: InstallStep) =>
    console.error(`VS Code stand-in: fetching ${label} (${step} of ${nSteps})`);
  const host = await installHost(announce);
  const chromium = await ensureChromium(announce);
  let server: VSCodeServer | undefined;
  let browser: FencedBrowser | undefined;
  try {
    server = await startServer(host, {
      settings: { ...testSettings, ...settings },
      takesExtensionTests: true,
    });
    browser = await launchBrowser(chromium);
    const page = await browser.context.newPage();
    const result = resultOf(page);
    await page.goto(server.address(pageOptions), { waitUntil: 'domcontentloaded' });
    const code = await result;
    if (code === NO_RESULT) console.error(server.log().slice(-4000));
    return code;
  } finally {
    await browser?.close();
    await server?.stop();
  }
}

exitOnSignals();
process.exit(await main());
