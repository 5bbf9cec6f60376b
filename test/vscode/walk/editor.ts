// Without the panel: a squiggle, its problem, a hover.
import type { Page } from 'playwright-core';
import {
  hoverToken,
  openFile,
  problems,
  restMouse,
  runCommandByTitle,
  setColorTheme,
  waitForSquiggle,
} from '../host/workbench.ts';
import { oneLine, say, screenshot, showInPanel, themeNames } from './tools.ts';

const WRONG = '06-node-port-range.yaml';
const SLIP = '11-selector-typo.yaml';

/** A manifest with a mistake: the squiggle, the problem, the hover. */
export async function lookAtEditor(page: Page): Promise<void> {
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

/** Both at once, as the README shows them: a slip with its message, and the pods that the Service misses by it. */
export async function lookAtBoth(page: Page): Promise<void> {
  await showInPanel(page, SLIP, 'cart');
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
