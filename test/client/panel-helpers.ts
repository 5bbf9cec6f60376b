// What the tests of the panel share: states, texts and numbers as they are read off the page.
import type { Locator, Page } from 'playwright-core';
import { INITIAL_PANEL_STATE, type PanelState } from '../../shared/messages/panel-state.ts';

/** A stored state with the controls of what-if in sight. */
export const OPEN: PanelState = { ...INITIAL_PANEL_STATE, isWhatIfOpen: true };

export function sum(texts: readonly string[]): number {
  return texts.reduce((total, text) => total + Number(text), 0);
}

export function oneLine(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

/** The texts of a column of the result; empty where a reason stands instead. */
export async function columnOf(page: Page, index: number): Promise<string[]> {
  const rows = await page.getByTestId('result-table').locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = row.locator('th, td');
      if ((await cells.count()) < 6) return '';
      return oneLine(await cells.nth(index).innerText());
    }),
  );
}

export async function waitFor(isDone: () => boolean): Promise<void> {
  for (let round = 0; round < 200 && !isDone(); round++)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** All text in sight, with single spaces between its parts. */
export async function textOf(locator: Locator): Promise<string> {
  return (await locator.innerText()).replace(/\s+/g, ' ').trim();
}

/** Accessible name of the focused element, through shadow roots. */
export function focusedName(root: Locator): Promise<string> {
  return root.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
  });
}

/** Whole pixels between the tip of each line with a label and the nearest left border of a pod. */
export function distancesFromTips(graph: Locator): Promise<number[]> {
  return graph.evaluate((element) => {
    const root = element.shadowRoot;
    const tips = [...(root?.querySelectorAll('.edge:has(text) .tip') ?? [])];
    const pods = [...(root?.querySelectorAll('[data-testid="pod"]') ?? [])];
    return tips.map((tip) => {
      const end = tip.getBoundingClientRect();
      const middle = (end.top + end.bottom) / 2;
      const pod = pods
        .map((card) => card.getBoundingClientRect())
        .find((box) => box.top < middle && middle < box.bottom);
      return pod ? Math.round(Math.abs(pod.left - end.right)) : Number.NaN;
    });
  });
}
