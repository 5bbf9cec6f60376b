// Walks through the packaged extension as a user does, in the npm-shipped VS Code: a squiggle, its problem, a hover,
// the traffic panel, its accessibility, and screenshots of both in four themes (.vscode-test/screenshots/).
import { strict as assert } from 'node:assert';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { launchBrowser } from './host/browser.ts';
import { ensureChromium } from './host/chromium.ts';
import { installHost, type InstallStep } from './host/install.ts';
import { projectRoot, scratchFolder } from './host/paths.ts';
import { exitOnSignals } from './host/process.ts';
import { startServer, testSettings, type VSCodeServer } from './host/server.ts';
import { packExtension } from './host/vsix.ts';
import {
  hoverToken,
  openFile,
  openWorkbench,
  problems,
  restMouse,
  runCommandByTitle,
  setColorTheme,
  SLOW_MS,
  themes,
  waitForSquiggle,
  webview,
  type ThemeName,
} from './host/workbench.ts';

const SCREENSHOTS = join(scratchFolder, 'screenshots');
const WRONG = '06-node-port-range.yaml';
const SLIP = '11-selector-typo.yaml';
const RIGHT = '01-service-and-pods.yaml';
const MANY = '09-load-balancer.yaml';
const themeNames = Object.keys(themes) as ThemeName[];

/** A manifest with a mistake: the squiggle, the problem, the hover. */
async function lookAtEditor(page: Page): Promise<void> {
  await openFile(page, WRONG);
  await waitForSquiggle(page);
  const [row] = await problems(page, /8080/);
  say(`problem: ${row}`);
  await runCommandByTitle(page, 'View: Hide Panel');
  for (const theme of themeNames) {
    await setColorTheme(page, theme);
    const hover = await hoverToken(page, 'nodePort:', '8080', /8080/);
    if (theme === themeNames[0]) say(`hover: ${oneLine(await hover.innerText())}`);
    await screenshot(page, `editor-${theme}`);
    await page.keyboard.press('Escape');
    await restMouse(page);
  }
}

/** The traffic panel of a right manifest: what it shows, and whether everyone can use it. */
async function lookAtPanel(page: Page): Promise<void> {
  await openFile(page, RIGHT);
  await runCommandByTitle(page, 'Kubereach: Open Traffic Preview');
  const panel = webview(page).locator('kubereach-preview');
  await panel.waitFor({ state: 'attached', timeout: SLOW_MS });
  const service = panel.getByTestId('service').filter({ hasText: 'kubia' }).first();
  await service.waitFor({ timeout: SLOW_MS });
  say(`service: ${oneLine(await service.innerText())}`);
  for (const part of ['port-row', 'pod']) {
    await panel.getByTestId(part).first().waitFor();
    say(`${part}: ${await panel.getByTestId(part).count()}`);
  }
  await restMouse(page);
  await lookInThemes(page, 'panel');
  await panel.getByText('Table', { exact: true }).click();
  const rows = panel.getByTestId('reach-table').locator('tbody tr');
  await rows.first().waitFor();
  say(`table: ${oneLine(await rows.first().innerText())}`);
  await lookInThemes(page, 'table');
}

/** What if: tried out beside the text, kept over edits and a reload, written to the text and undone. */
async function lookAtWhatIf(page: Page): Promise<void> {
  await page.keyboard.press('Control+1'); // or the file would open over the panel
  await openFile(page, MANY);
  const panel = webview(page).locator('kubereach-preview');
  const pods = panel.getByTestId('pod');
  const countTo = (n: number) => waitUntil(async () => (await pods.count()) === n, `${n} pods`);
  await panel.getByText('Graph', { exact: true }).click();
  await panel.getByTestId('service').filter({ hasText: 'storefront' }).first().waitFor({ timeout: SLOW_MS });
  await countTo(5);
  await panel
    .getByRole('button', { name: /^What if/ })
    .first()
    .click();
  const replicas = panel.getByLabel('replicas', { exact: true });
  await replicas.fill('3');
  await replicas.press('Tab');
  await countTo(3);
  await panel.getByRole('button', { name: 'Send 100 requests' }).click();
  await focusEditor(page);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# a note\n');
  await page.waitForTimeout(1500);
  await countTo(3);
  say('what-if survives an edit');
  await lookInThemes(page, 'what-if');
  await panel.getByRole('button', { name: 'Apply to YAML', exact: true }).click();
  await waitUntil(async () => (await panel.locator('.is-changed').count()) === 0, 'the manifest says so');
  await countTo(3);
  await focusEditor(page);
  await page.keyboard.press('Control+z');
  await countTo(5);
  say('what-if was written to the YAML, and undone');
  await panel.getByTestId('port-row').first().click();
  await page.locator('.monaco-editor .selected-text').first().waitFor({ timeout: SLOW_MS });
  say('a click on a port selects its text');
  await replicas.fill('2');
  await replicas.press('Tab');
  await countTo(2);
  // The browser's own reload would not give VS Code the time to store the panel's state.
  await runCommandByTitle(page, 'Developer: Reload Window');
  await page.waitForTimeout(3000);
  await panel.getByTestId('service').filter({ hasText: 'storefront' }).first().waitFor({ timeout: SLOW_MS });
  await countTo(2);
  say('a reload keeps what-if');
  await panel.getByRole('button', { name: 'Reset to manifests' }).click();
  await panel
    .getByRole('button', { name: /^What if/ })
    .first()
    .click();
}

/** Keys that come before the editor has the focus go nowhere. */
async function focusEditor(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await page.locator('.editor-instance .monaco-editor.focused').first().waitFor({ timeout: SLOW_MS });
}

/** The ways to the panel: the lens, the icon above the editor, a link in the hover. */
async function lookAtDoors(page: Page): Promise<void> {
  const panel = webview(page).locator('kubereach-preview');
  const closePanel = async (): Promise<void> => {
    const tab = page.locator('.tab', { hasText: /^Traffic/ });
    await tab.click({ button: 'middle', timeout: SLOW_MS });
    await tab.waitFor({ state: 'detached', timeout: SLOW_MS });
  };
  const opens = async (door: string): Promise<void> => {
    await panel.getByTestId('service').first().waitFor({ timeout: SLOW_MS });
    say(`the panel opens by ${door}`);
  };
  await closePanel();
  await openFile(page, RIGHT);
  await page
    .locator('.codelens-decoration a', { hasText: 'Traffic preview' })
    .first()
    .click({ timeout: SLOW_MS });
  await opens('the lens');
  await closePanel();
  await page
    .locator(
      '.editor-actions [aria-label^="Kubereach: Open Traffic Preview"], .editor-actions [aria-label^="Open Traffic Preview"]',
    )
    .first()
    .click();
  await opens('the icon');
  await closePanel();
  const hover = await hoverToken(page, 'name:', 'kubia', /Kubereach/);
  await hover.locator('a', { hasText: 'Traffic preview' }).click();
  await opens('the link in the hover');
}

async function waitUntil(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + SLOW_MS;
  while (!(await isTrue())) {
    assert.ok(performance.now() < end, `it never came to pass: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Both at once, as the README shows them: a slip with its message, and the pods that the Service misses by it. */
async function lookAtBoth(page: Page): Promise<void> {
  const panel = webview(page).locator('kubereach-preview');
  await panel.getByText('Graph', { exact: true }).click();
  await page.keyboard.press('Control+1'); // or the file would open over the panel
  await openFile(page, SLIP);
  await panel.getByTestId('service').filter({ hasText: 'cart' }).first().waitFor({ timeout: SLOW_MS });
  await waitForSquiggle(page, 'warning');
  for (const theme of ['dark-modern', 'light-modern'] as const) {
    await setColorTheme(page, theme);
    await screenshot(page, `both-${theme}`);
    await hoverToken(page, 'app:', 'catr', /selects no pod/);
    await screenshot(page, `message-${theme}`);
    await page.keyboard.press('Escape');
    await restMouse(page);
  }
}

async function lookInThemes(page: Page, view: string): Promise<void> {
  for (const theme of themeNames) {
    await setColorTheme(page, theme);
    await restMouse(page);
    await checkAccessibility(page, `${view} in ${theme}`);
    await screenshot(page, `${view}-${theme}`);
  }
}

/** Runs axe on the panel's document alone: the workbench around it is not ours. */
async function checkAccessibility(page: Page, what: string): Promise<void> {
  // A webview is transparent over the editor; axe looks at one document, and would judge contrast against white.
  await webview(page)
    .locator(':root')
    .evaluate((root) => (root.style.backgroundColor = 'var(--vscode-editor-background)'));
  const { violations, passes } = await new AxeBuilder({ page })
    .options({ preload: false }) // It would fetch our style sheets again, which the panel's policy forbids.
    .include(['iframe.webview.ready', 'iframe#active-frame', 'kubereach-preview'])
    .analyze();
  assert.ok(passes.length > 0, 'axe did not look into the panel');
  const complaints = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help}\n  at ${target.join(' ')}\n  ${failureSummary}`,
    ),
  );
  assert.equal(complaints.length, 0, `axe complains about the ${what}:\n${complaints.join('\n')}`);
  say(`axe: ${passes.length} rules pass for the ${what}`);
}

/** Collects paths of the extension's own files that VS Code asked for and did not get. */
function watchForMissingFiles(page: Page): ReadonlySet<string> {
  const missing = new Set<string>();
  page.on('response', (response) => {
    const path = /\/kubereach\.kubereach-[^/]+\/([^?&]+)/.exec(decodeURIComponent(response.url()))?.[1];
    if (path !== undefined && response.status() >= 400) missing.add(path);
  });
  return missing;
}

async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function say(text: string): void {
  console.log(`[${(performance.now() / 1000).toFixed(1)} s] ${text}`);
}

async function walkThrough(folder: string, vsix: string): Promise<void> {
  const announce = ({ label }: InstallStep) => say(`fetching ${label}`);
  const host = await installHost(announce);
  const browser = await launchBrowser(await ensureChromium(announce));
  let server: VSCodeServer | undefined;
  try {
    server = await startServer(host, { settings: testSettings, vsix });
    const page = await browser.context.newPage();
    const missing = watchForMissingFiles(page);
    try {
      await openWorkbench(page, server.address({ folder }));
      say(`VS Code ${host.version} is open`);
      await lookAtEditor(page);
      await lookAtPanel(page);
      await lookAtWhatIf(page);
      await lookAtDoors(page);
      await lookAtBoth(page);
      assert.deepEqual([...missing], [], 'the package lacks files that the extension asks for');
      assert.deepEqual(browser.refused, [], 'something asked for an address beyond this machine');
    } catch (error) {
      await screenshot(page, 'failure');
      say(`what was on the screen: ${join(SCREENSHOTS, 'failure.png')}`);
      throw error;
    }
  } finally {
    await browser.close();
    await server?.stop();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      extension: { type: 'string', default: projectRoot },
      workspace: { type: 'string', default: join(projectRoot, 'examples') },
    },
  });
  await rm(SCREENSHOTS, { recursive: true, force: true });
  await mkdir(SCREENSHOTS, { recursive: true });
  const folder = join(await mkdtemp(join(tmpdir(), 'kubereach-walk-')), 'examples');
  try {
    await cp(resolve(values.workspace), folder, { recursive: true });
    await walkThrough(folder, await packExtension(resolve(values.extension)));
    say(`screenshots are in ${SCREENSHOTS}`);
  } finally {
    await rm(resolve(folder, '..'), { recursive: true, force: true });
  }
}

exitOnSignals();
main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
