// The whole panel by keyboard alone: no mouse from the opening of the file to the way back to its text.
import { strict as assert } from 'node:assert';
import type { Locator, Page } from 'playwright-core';
import { SLOW_MS } from '../host/workbench.ts';
import { focusEditor, panelOf, say, untilShown, waitUntil } from './tools.ts';

const FILE = 'traffic-node-port.yaml';
const MAX_TABS = 150;

/** A webview takes the focus within so long. */
const FOCUS_MS = 1000;

/** Opens, asks, looks, tries out, explains, goes to the text and comes back. */
export async function walkByKeys(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await chooseByKeys(page, 'Control+P', FILE);
  await focusEditor(page);
  await chooseByKeys(page, 'F1', '>Kubereach: Open Traffic Preview');
  const panel = panelOf(page);
  await untilShown(page, 'shop');
  await focusPanel(page, panel);
  await ask(page, panel);
  await walkGraph(page, panel);
  await readTabs(page, panel);
  await tryOut(page, panel);
  await lookAround(page, panel);
  say('the whole panel was used by keyboard alone');
}

/** The run bar: another way in, a hundred requests, another seed. */
async function ask(page: Page, panel: Locator): Promise<void> {
  await tabTo(page, panel, /^What if$/);
  await page.keyboard.press('Enter');
  await tabTo(page, panel, /^By$/);
  await page.keyboard.press('ArrowDown');
  assert.equal(await panel.getByLabel('By', { exact: true }).inputValue(), 'node/node-2');
  await tabTo(page, panel, /^Send 100 requests$/);
  await page.keyboard.press('Enter');
  await tabTo(page, panel, /^Seed$/);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('5');
  await page.keyboard.press('Tab');
  assert.match(await panel.getByTestId('result-summary').innerText(), /^No requests yet/);
  await tabTo(page, panel, /^Send 100 requests$/, 'Shift+Tab');
  await page.keyboard.press('Space');
  await panel.getByTestId('live').filter({ hasText: '100 requests' }).waitFor({ state: 'attached' });
}

/** The picture: along the lines, a pod made not ready, its text and back. */
async function walkGraph(page: Page, panel: Locator): Promise<void> {
  await tabTo(page, panel, /^Client: /);
  const visited: string[] = [];
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'End']) {
    await page.keyboard.press(key);
    visited.push(await focusedName(panel));
  }
  const [entry = '', port = '', pod = ''] = visited;
  assert.match(entry, /^Node port, node-2/);
  assert.match(port, /^Port /);
  assert.match(pod, /^Pod .*Ready/);
  const before = await panel.locator('[data-testid="pod"][data-reached="true"]').count();
  await page.keyboard.press('Space');
  await waitUntil(
    async () => (await panel.locator('[data-testid="pod"][data-reached="true"]').count()) < before,
    'a pod is out',
  );
  await page.keyboard.press('Enter');
  await page.locator('.monaco-editor.focused .selected-text').first().waitFor({ timeout: SLOW_MS });
  await focusPanel(page, panel);
}

/** The explanations: every tab by arrow keys. */
async function readTabs(page: Page, panel: Locator): Promise<void> {
  await tabTo(page, panel, /^Result$/);
  for (const name of ['Steps', 'Endpoints', 'DNS', 'Environment', 'Rules', 'Result']) {
    await page.keyboard.press('ArrowRight');
    assert.equal(await focusedName(panel), name);
    const content = panel.getByTestId('tab-panel').locator('li, pre, table');
    assert.ok((await content.count()) > 0, `${name} is empty`);
  }
}

/** The rail: a number, a list, a box, then everything back. */
async function tryOut(page: Page, panel: Locator): Promise<void> {
  const nChanged = () => panel.locator('.is-changed').count();
  await tabTo(page, panel, /^replicas$/);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('4');
  await tabTo(page, panel, /^kube-proxy mode$/);
  await page.keyboard.press('ArrowDown');
  await tabTo(page, panel, /^publishNotReadyAddresses$/, 'Shift+Tab');
  await page.keyboard.press('Space');
  assert.equal(await nChanged(), 4, 'replicas, mode, publishing, and the pod from before');
  await tabTo(page, panel, /^Reset publishNotReadyAddresses of/);
  await page.keyboard.press('Enter');
  assert.equal(await nChanged(), 3);
  await tabTo(page, panel, /^Reset to manifests$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  assert.equal(await nChanged(), 0);
}

/** Keys, the table, the list of Services, another Service. */
async function lookAround(page: Page, panel: Locator): Promise<void> {
  await page.keyboard.press('?');
  await panel.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await panel.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'hidden' });
  await tabTo(page, panel, /^What if$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, panel, /^Graph$/);
  await page.keyboard.press('ArrowRight');
  await panel.getByTestId('reach-table').waitFor();
  await page.keyboard.press('ArrowLeft');
  await tabTo(page, panel, /^All Services/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, panel, /^Search Services$/);
  await page.keyboard.type('kubia');
  await tabTo(page, panel, /kubia.*01-service-and-pods\.yaml/);
  await page.keyboard.press('Enter');
  await untilShown(page, 'kubia');
}

/** Types into the list that a key opens, and takes its first row. */
async function chooseByKeys(page: Page, key: string, text: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  await waitUntil(async () => {
    await page.keyboard.press(key);
    const isOpen = await input.waitFor({ timeout: 3 * FOCUS_MS }).then(
      () => true,
      () => false,
    );
    // A webview that has only just come may have taken the focus, and the key with it.
    if (!isOpen) await page.keyboard.press('Control+1');
    return isOpen;
  }, `${key} opens a list`);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: text.replace('>', '') });
  await row.first().waitFor({ timeout: SLOW_MS });
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** Goes on until an element of that name has the focus. */
async function tabTo(page: Page, panel: Locator, name: RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let index = 0; index < MAX_TABS; index++) {
    const at = await focusedName(panel);
    if (name.test(at)) return;
    passed.push(at);
    await page.keyboard.press(key);
  }
  assert.fail(`${key} never came to ${name}, but to ${[...new Set(passed)].join(' · ')}`);
}

/** An editor that has just come may take the focus back: then the key is pressed again. */
async function focusPanel(page: Page, panel: Locator): Promise<void> {
  await waitUntil(async () => {
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+2');
    await new Promise((resolve) => setTimeout(resolve, FOCUS_MS));
    return hasFocus(panel);
  }, 'the panel has the focus');
}

function hasFocus(panel: Locator): Promise<boolean> {
  return panel.evaluate((element) => element.ownerDocument.hasFocus());
}

/** Accessible name of the focused element, through shadow roots; empty when the page itself has the focus. */
function focusedName(panel: Locator): Promise<string> {
  return panel.evaluate((root) => {
    let element = root.ownerDocument.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === root.ownerDocument.body) return '';
    const label = element.getAttribute('aria-label') ?? element.closest('label')?.textContent;
    return (label ?? element.textContent ?? '').replace(/\s+/g, ' ').trim();
  });
}
