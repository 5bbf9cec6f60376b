// The panel in a real browser: the host's own page and policy, the bundled webview, a stand-in for the host.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { panelHtml } from '../../client/preview/panel-html.ts';
import { withoutIndentation } from '../../scripts/without-indentation.ts';
import type { FromWebview, PreviewModel, ToWebview } from '../../shared/messages/preview.ts';
import { ensureChromium } from '../vscode/host/chromium.ts';
import type { SampleState } from './panel-states.ts';
import type { TestTheme } from './themes.ts';

const ORIGIN = 'https://panel.test';
const NONCE = 'a1b2c3d4';

/** What the page says when nothing comes. */
export const LATE = 'The traffic preview could not be loaded';

/** A page with the panel, and what came out of it. */
export interface PanelPage {
  readonly page: Page;
  /** Messages to the host, oldest first. */
  readonly sent: FromWebview[];
  /** Console errors, uncaught errors and policy violations. */
  readonly complaints: string[];
  send(message: ToWebview): Promise<void>;
  show(model: PreviewModel, isPinned?: boolean): Promise<void>;
  /** What the panel asked VS Code to keep. */
  state(): Promise<unknown>;
  close(): Promise<void>;
}

/** How to open a page. */
export interface PanelPageOptions {
  readonly theme: TestTheme;
  readonly width?: number;
  readonly height?: number;
  readonly state?: unknown;
  readonly language?: string;
  readonly bundle?: Readonly<Record<string, string>>;
  /** Instead of the webview's own. */
  readonly script?: Scripts;
}

/** The webview's scripts by their paths, such as `/main.js`. */
export type Scripts = ReadonlyMap<string, string>;

/** Bundles the webview as the build does. */
export async function bundleWebview(): Promise<Scripts> {
  const result = await esbuild.build({
    entryPoints: [inRepository('client/webview/main.ts')],
    bundle: true,
    splitting: true,
    chunkNames: 'part-[hash]',
    outdir: '/',
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    minify: true,
    legalComments: 'none',
    plugins: [withoutIndentation],
    write: false,
    logLevel: 'warning',
  });
  return new Map(result.outputFiles.map(({ path, text }) => [path, text]));
}

/** The scripts that a page loads when it opens: the first and those that it imports. The others come when they are needed. */
export function scriptsAtStart(scripts: Scripts): Scripts {
  const found = new Map<string, string>();
  const paths = new Set(['/main.js']);
  for (const path of paths) {
    const text = scripts.get(path) ?? '';
    found.set(path, text);
    for (const [, name = ''] of text.matchAll(/(?:from|import)"\.(\/[^"]+)"/g)) paths.add(name);
  }
  return found;
}

/** Opens panels for the tests of a `describe`, in one browser. Each use fails on anything that the page complained of. */
export function withPanels(): (
  options: PanelPageOptions,
  check: (panel: PanelPage) => Promise<void>,
) => Promise<void> {
  let script: Scripts;
  let browser: Browser;
  before(async () => {
    const { executable, env } = await ensureChromium();
    const launch = chromium.launch({ executablePath: executable, env: { ...process.env, ...env } });
    [script, browser] = await Promise.all([bundleWebview(), launch]);
  });
  after(() => browser.close());
  return async (options, check) => {
    const panel = await openPanel(browser, script, options);
    try {
      await check(panel);
      assert.deepEqual(panel.complaints, []);
    } finally {
      await panel.close();
    }
  };
}

/** Brings a new panel into a state; it must have been opened with what the state remembers. */
export async function showState(panel: PanelPage, { model, overview }: SampleState): Promise<void> {
  const { page } = panel;
  await panel.show(model);
  if (!overview) return;
  await page.locator('kubereach-toolbar button').first().click(); // The list of Services.
  await panel.send({ type: 'overview', overview: overview.overview });
  await page.locator('kubereach-overview select').selectOption(overview.ingress);
  await page.getByTestId('spot').first().waitFor();
}

/** Opens the panel; it has said that it is ready and has its words. */
export async function openPanel(
  browser: Browser,
  script: Scripts,
  options: PanelPageOptions,
): Promise<PanelPage> {
  const { width = 1000, height = 700, language = 'en' } = options;
  // A context of its own, which axe insists on.
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  const sent: FromWebview[] = [];
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await serve(page, options.script ?? script, language);
  await page.exposeFunction('tellHost', (message: FromWebview) => sent.push(message));
  // The loader of the tests marks functions with a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (value) => value;');
  await page.addInitScript(standIn, { theme: options.theme, state: options.state });
  await page.goto(ORIGIN);
  const send = (message: ToWebview): Promise<void> =>
    page.evaluate((data) => window.postMessage(data, '*'), message as unknown);
  await send({ type: 'l10n', bundle: options.bundle ?? {} });
  return {
    page,
    sent,
    complaints,
    send,
    async show(model, isPinned = false) {
      await send({ type: 'model', model, isPinned });
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.waitForTimeout(60);
    },
    state: () => page.evaluate(() => (globalThis as unknown as { kept: unknown }).kept),
    close: () => context.close(),
  };
}

async function serve(page: Page, script: Scripts, language: string): Promise<void> {
  const html = panelHtml({
    cspSource: ORIGIN,
    nonce: NONCE,
    scriptUri: `${ORIGIN}/main.js`,
    styleUri: `${ORIGIN}/panel.css`,
    language,
    title: 'Traffic preview',
    late: LATE,
  });
  const css = await readFile(inRepository('client/webview/panel.css'));
  const font = await readFile(inRepository('node_modules/@vscode/codicons/dist/codicon.ttf'));
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    const body = script.get(pathname);
    if (body !== undefined) return route.fulfill({ contentType: 'text/javascript', body });
    if (pathname === '/panel.css') return route.fulfill({ contentType: 'text/css', body: css });
    if (pathname === '/codicon.ttf') return route.fulfill({ contentType: 'font/ttf', body: font });
    return route.fulfill({ status: 404, body: '' });
  });
}

/** Runs in the page before anything else: what VS Code puts there. */
function standIn({ theme, state }: { readonly theme: TestTheme; readonly state: unknown }): void {
  const host = globalThis as unknown as {
    kept: unknown;
    tellHost(message: unknown): void;
    acquireVsCodeApi(): unknown;
  };
  host.kept = state;
  host.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => host.tellHost(message),
    getState: () => host.kept,
    setState: (next: unknown) => {
      host.kept = next;
    },
  });
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`Policy violated: ${event.violatedDirective} ${event.blockedURI}`);
  });
  document.addEventListener('DOMContentLoaded', () => {
    document.body.className = theme.bodyClass;
    for (const [name, value] of Object.entries(theme.variables)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
  });
}

function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
