// Headless Chromium with a fence around it: only loopback is let through, so nothing ever leaves the machine.
import { chromium as playwright, type Browser, type BrowserContext } from 'playwright-core';
import type { Chromium } from './chromium.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost']);
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage', // Containers often have a tiny /dev/shm.
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** A browser with one fenced context. */
export interface FencedBrowser {
  readonly context: BrowserContext;
  /** Addresses that pages asked for beyond loopback; all were refused. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

/** Starts the browser. Root and containers cannot use Chromium's sandbox, and only our own pages are shown. */
export async function launchBrowser({ executable, env }: Chromium): Promise<FencedBrowser> {
  const browser: Browser = await playwright.launch({
    executablePath: executable,
    args: [...QUIET, '--no-sandbox'],
    env: { ...definedEnvironment(), ...env },
  });
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    reducedMotion: 'reduce',
  });
  const refused: string[] = [];
  await context.route(
    (address) => /^https?:$/.test(address.protocol) && !LOOPBACK.has(address.hostname),
    (route) => {
      refused.push(route.request().url());
      return route.abort('blockedbyclient');
    },
  );
  return { context, refused, close: () => browser.close() };
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
