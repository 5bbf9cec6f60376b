// The traffic panel: what it shows, whether everyone can use it, what-if over edits and a reload.
import type { Page } from 'playwright-core';
import { restMouse, runCommandByTitle } from '../host/workbench.ts';
import {
  focusEditor,
  lookInThemes,
  oneLine,
  panelOf,
  say,
  showInPanel,
  toggleWhatIf,
  untilShown,
  waitUntil,
} from './tools.ts';

const RIGHT = '01-service-and-pods.yaml';
const MANY = '09-load-balancer.yaml';

/** The traffic panel of a right manifest: what it shows, and whether everyone can use it. */
export async function lookAtPanel(page: Page): Promise<void> {
  await showInPanel(page, RIGHT, 'kubia');
  const panel = panelOf(page);
  say(`service: ${oneLine(await panel.getByTestId('service').first().innerText())}`);
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
  await panel.getByText('Graph', { exact: true }).click();
}

/** What if: tried out beside the text, kept over edits and a reload, written to the text and undone. */
export async function lookAtWhatIf(page: Page): Promise<void> {
  await showInPanel(page, MANY, 'storefront');
  const panel = panelOf(page);
  const pods = panel.getByTestId('pod');
  const countTo = (n: number) => waitUntil(async () => (await pods.count()) === n, `${n} pods`);
  await countTo(5);
  await toggleWhatIf(page);
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
  await replicas.fill('2');
  await replicas.press('Tab');
  await countTo(2);
  // The browser's own reload would not give VS Code the time to store the panel's state.
  await runCommandByTitle(page, 'Developer: Reload Window');
  await page.waitForTimeout(3000);
  await untilShown(page, 'storefront');
  await countTo(2);
  say('a reload keeps what-if');
  await panel.getByRole('button', { name: 'Reset to manifests' }).click();
  await toggleWhatIf(page);
}
