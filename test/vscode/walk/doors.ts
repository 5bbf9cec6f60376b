// The ways to the panel: a lens, the icon above the editor, a link in the hover, the explorer's menu, the command.
import type { Page } from 'playwright-core';
import { hoverToken, openFile, runCommandByTitle, SLOW_MS } from '../host/workbench.ts';
import { say, untilShown } from './tools.ts';

const FILE = '01-service-and-pods.yaml';
const TITLE = 'Open Traffic Preview';

/** Opens the panel by each of them, from nothing. */
export async function lookAtDoors(page: Page): Promise<void> {
  for (const [door, open] of Object.entries(DOORS)) {
    await closePanel(page);
    await openFile(page, FILE);
    await open(page);
    await untilShown(page, 'kubia');
    say(`the panel opens by ${door}`);
  }
}

const DOORS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'the lens': async (page) => {
    const lens = page.locator('.codelens-decoration a', { hasText: 'Traffic preview' });
    await lens.first().click({ timeout: SLOW_MS });
  },
  'the icon': async (page) => {
    const icon = page.locator(`.editor-actions [aria-label*="${TITLE}"]`);
    await icon.first().click();
  },
  'the link in the hover': async (page) => {
    const hover = await hoverToken(page, 'name:', 'kubia', /Kubereach/);
    await hover.locator('a', { hasText: 'Traffic preview' }).click();
  },
  'the menu of the explorer': async (page) => {
    const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: FILE });
    await row.first().click({ button: 'right' });
    const item = page.locator('.monaco-menu .action-item', { hasText: TITLE });
    // A menu takes no click in the moment in which it opens: the button that opened it may still be on its way up.
    do {
      await page.waitForTimeout(300);
      await item.click({ timeout: SLOW_MS });
      await page.waitForTimeout(300);
    } while (await item.isVisible());
  },
  'the command': (page) => runCommandByTitle(page, `Kubereach: ${TITLE}`),
};

async function closePanel(page: Page): Promise<void> {
  const tab = page.locator('.tab', { hasText: /^Traffic/ });
  if ((await tab.count()) === 0) return;
  await tab.click({ button: 'middle', timeout: SLOW_MS });
  await tab.waitFor({ state: 'detached', timeout: SLOW_MS });
}
