// Drives the workbench as a user does: keys, mouse, and what can be seen. Waits for what it needs, never sleeps.
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The first page of a fresh VS Code, and its first webview, may take this long on a busy machine. */
export const SLOW_MS = 60_000;
const QUICK_INPUT = '.quick-input-widget input';

/** VS Code's own themes, one of each kind, with the class that the workbench carries when one is on. */
export const themes = {
  'dark-modern': { label: 'Dark Modern', className: 'dark_modern' },
  'light-modern': { label: 'Light Modern', className: 'light_modern' },
  'dark-high-contrast': { label: 'Dark High Contrast', className: 'hc_black' },
  'light-high-contrast': { label: 'Light High Contrast', className: 'hc_light' },
} as const;

/** Name of one of `themes`. */
export type ThemeName = keyof typeof themes;

const MAX_ATTEMPTS = 5;
const LIST_OPENS_WITHIN_MS = 3000;
const LIST_FINDS_WITHIN_MS = 5000;

/** How bad a squiggle is. */
export type SquiggleSeverity = 'error' | 'warning' | 'info' | 'hint';

/** Opens an address of `VSCodeServer.address` and waits until the workbench stands. */
export async function openWorkbench(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  await page.locator('.monaco-workbench').waitFor({ timeout: SLOW_MS });
}

/** Opens a file of the workspace by Quick Open, and waits until its text is there. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: SLOW_MS });
  await pick(page, 'Control+P', name, name);
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await waitForText(page);
}

/** Waits until an editor shows text. */
export async function waitForText(page: Page): Promise<void> {
  await page.locator('.editor-instance .view-lines .view-line').first().waitFor({ timeout: SLOW_MS });
}

/** Runs a command by its title in the command palette, such as `Kubereach: Open Traffic Preview`. */
export async function runCommandByTitle(page: Page, title: string): Promise<void> {
  await pick(page, 'F1', `>${title}`, title);
}

/** Waits for a squiggle in the visible part of the active editor. */
export async function waitForSquiggle(page: Page, severity: SquiggleSeverity = 'error'): Promise<Locator> {
  const squiggle = page.locator(`.squiggly-${severity}`).first();
  await squiggle.waitFor({ state: 'attached', timeout: SLOW_MS });
  return squiggle;
}

/**
 * Moves the mouse over `token` in the first visible line that holds `lineText`.
 * @returns the hover, once it shows `expected` (any text when left out).
 */
export async function hoverToken(
  page: Page,
  lineText: string,
  token: string,
  expected: string | RegExp = /\S/,
): Promise<Locator> {
  const line = page.locator('.editor-instance .view-lines .view-line', { hasText: lineText }).first();
  await line.waitFor();
  const shown = page.locator('.monaco-hover:not(.hidden)').filter({ hasText: expected });
  const hover = shown.filter({ hasNotText: 'Loading...' }).first(); // A slow part of it may come later.
  const box = await boxOfText(line, token);
  await page.mouse.move(box.x, box.y - 60); // From elsewhere, so that the editor notices the way in.
  await page.mouse.move(box.x, box.y, { steps: 4 });
  await hover.waitFor({ timeout: SLOW_MS / 2 });
  return hover;
}

/** Shows the Problems panel and returns the text of its rows that hold `text`, waiting for at least one. */
export async function problems(page: Page, text: string | RegExp): Promise<string[]> {
  await runCommandByTitle(page, 'Problems: Focus on Problems View');
  const rows = page.locator('.markers-panel .monaco-list-row').filter({ hasText: text });
  await rows.first().waitFor({ timeout: SLOW_MS });
  return (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, ' ').trim());
}

/** Takes the mouse to a corner where nothing reacts to it. */
export async function restMouse(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
}

/** The document inside the visible webview. */
export function webview(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/** Switches the colour theme and waits until the workbench wears it. */
export async function setColorTheme(page: Page, name: ThemeName): Promise<void> {
  const { label, className } = themes[name];
  await runCommandByTitle(page, 'Preferences: Color Theme');
  await choose(page, label, label);
  await page.locator(`.monaco-workbench[class*="${className}"]`).waitFor({ timeout: SLOW_MS });
  await page.locator(QUICK_INPUT).waitFor({ state: 'hidden' });
}

/** Presses a key that opens a list, types, and takes the first row that holds `row`. */
async function pick(page: Page, key: string, text: string, row: string): Promise<void> {
  await openList(page, key);
  await choose(page, text, row);
}

/** A webview that has just been opened may take the focus, and the key with it: then the key is pressed again outside of it. */
async function openList(page: Page, key: string): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    await page.keyboard.press(key);
    const isOpen = await page
      .locator(QUICK_INPUT)
      .waitFor({ timeout: LIST_OPENS_WITHIN_MS })
      .then(() => true)
      .catch(() => false);
    if (isOpen) return;
    await page.locator('.tab.active').first().click();
  }
  throw new Error(`${key} opened no list`);
}

/**
 * Types into the open list and takes the first row that holds `row`. What has only just come, such as a new file, may be
 * found only when the list is asked again.
 */
async function choose(page: Page, text: string, row: string): Promise<void> {
  const input = page.locator(QUICK_INPUT);
  const choice = page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first();
  for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
    await input.fill(text);
    const isThere = await choice
      .waitFor({ timeout: LIST_FINDS_WITHIN_MS })
      .then(() => true)
      .catch(() => false);
    if (isThere) return choice.click();
    await input.fill('');
  }
  await input.fill(text);
  await choice.click({ timeout: SLOW_MS });
}

/** Middle of a piece of text within a line, in page coordinates. */
async function boxOfText(line: Locator, token: string): Promise<{ x: number; y: number }> {
  const box = await line.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const start = (node.textContent ?? '').indexOf(wanted);
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + wanted.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    return null;
  }, token);
  if (box === null) throw new Error(`the line has no "${token}" in one piece`);
  return box;
}
