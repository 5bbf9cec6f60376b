// What every part of the walk uses: the panel's document, waiting, telling, pictures, axe.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { scratchFolder } from '../host/paths.ts';
import {
  openFile,
  restMouse,
  runCommandByTitle,
  setColorTheme,
  SLOW_MS,
  themes,
  webview,
  type ThemeName,
} from '../host/workbench.ts';

/** Where pictures go; not under version control. */
export const SCREENSHOTS = join(scratchFolder, 'screenshots');

/** VS Code's four kinds of theme. */
export const themeNames = Object.keys(themes) as ThemeName[];

/** The panel in the visible webview. */
export function panelOf(page: Page): Locator {
  return webview(page).locator('kubereach-preview');
}

/** Waits until the panel shows a Service of that name. */
export async function untilShown(page: Page, service: string): Promise<void> {
  const card = panelOf(page).getByTestId('service').filter({ hasText: service }).first();
  await card.waitFor({ timeout: SLOW_MS });
}

/** Opens a file beside the panel, which is opened when it is not, and waits until it shows the Service. */
export async function showInPanel(page: Page, file: string, service: string): Promise<void> {
  await page.keyboard.press('Control+1'); // or the file would open over the panel
  await openFile(page, file);
  const hasPanel = (await page.locator('.tab', { hasText: /^Traffic/ }).count()) > 0;
  if (!hasPanel) await runCommandByTitle(page, 'Kubereach: Open Traffic Preview');
  await untilShown(page, service);
}

/** Opens or closes the rail with the controls of what-if. */
export async function toggleWhatIf(page: Page): Promise<void> {
  const button = panelOf(page).getByRole('button', { name: /^What if/ });
  await button.first().click();
}

/** Gives the editor the focus; keys that come before it has it go nowhere. */
export async function focusEditor(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await page.locator('.editor-instance .monaco-editor.focused').first().waitFor({ timeout: SLOW_MS });
}

/** Asks again and again. @throws {Error} when `isTrue` never says so. */
export async function waitUntil(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + SLOW_MS;
  while (!(await isTrue())) {
    assert.ok(performance.now() < end, `it never came to pass: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** In each theme: axe on the panel, and a picture. */
export async function lookInThemes(page: Page, view: string): Promise<void> {
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

/** A picture of the whole window. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
}

/** With single spaces between its parts. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Tells on the console how far the walk has come. */
export function say(text: string): void {
  console.log(`[${(performance.now() / 1000).toFixed(1)} s] ${text}`);
}
