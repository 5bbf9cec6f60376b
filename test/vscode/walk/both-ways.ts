// From the picture to the text, and from the text to the picture.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { SHOP, shopText } from './shop.ts';
import { focusEditor, panelOf, say, showInPanel, waitUntil } from './tools.ts';

/** Clicks on elements, and the lines that they lead to. */
const CLICKS = [
  { id: 'port-row', name: 'http', line: '- name: http' },
  { id: 'entry', name: 'node-1', line: 'type: NodePort' },
  { id: 'port-row', name: 'admin', line: '- name: admin' },
  { id: 'pod', name: 'web#1', line: 'template:' },
] as const;

/** Lines of the text, and what is marked when the cursor stands there. */
const LINES = [
  { line: '- name: http', name: 'http' },
  { line: 'port: 8081', name: 'admin' },
  { line: '- name: admin', name: 'admin' },
  { line: 'nodeName: node-1', name: 'one' },
  { line: 'replicas: 2', name: 'web#' },
] as const;

/** `folder` is the workspace. */
export async function lookBothWays(page: Page, folder: string): Promise<void> {
  await writeFile(join(folder, SHOP), shopText());
  await showInPanel(page, SHOP, 'bazaar');
  for (const { id, name, line } of CLICKS) {
    const element = panelOf(page).getByTestId(id).filter({ hasText: name });
    await element.first().click();
    await untilLine(page, lineOf(line));
    say(`a click on the ${id} ${name} leads to "${line}"`);
  }
  const marked = panelOf(page).locator('kubereach-graph .marked').first();
  for (const { line, name } of LINES) {
    await goToLine(page, lineOf(line));
    const isMarked = async () => (await marked.count()) > 0 && (await marked.innerText()).includes(name);
    await waitUntil(isMarked, `"${line}" marks ${name}`);
    say(`the cursor at "${line}" marks ${name} in the picture`);
  }
}

/** From 1. */
function lineOf(text: string): number {
  const index = shopText()
    .split('\n')
    .findIndex((line) => line.trim() === text);
  if (index < 0) throw new RangeError(`No line is "${text}"`);
  return index + 1;
}

/** Waits until the cursor is there, as the status bar tells it. */
async function untilLine(page: Page, line: number): Promise<void> {
  const position = page.locator('.statusbar-item', { hasText: /^Ln \d+, Col \d+/ }).first();
  await waitUntil(async () => (await position.innerText()).startsWith(`Ln ${line},`), `line ${line}`);
}

async function goToLine(page: Page, line: number): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press('Control+g');
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor();
  await input.fill(`:${line}`);
  await page.keyboard.press('Enter');
  await untilLine(page, line);
}
