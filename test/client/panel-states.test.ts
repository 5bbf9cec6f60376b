// The states that people meet, in each theme: axe finds nothing in them, and nothing is wider than its column.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { INITIAL_PANEL_STATE, type PanelState } from '../../shared/messages/panel-state.ts';
import { showState, withPanels } from './panel-page.ts';
import { bundleFor, LANGUAGES, sampleStates } from './panel-states.ts';
import { dark, themes } from './themes.ts';

describe('The states that people meet', () => {
  const withPanel = withPanels();
  for (const [name, theme] of Object.entries(themes)) {
    test(`axe finds nothing in the graph and the table of each of them in theme ${name}.`, () =>
      withPanel({ theme }, async (panel) => {
        const { page } = panel;
        const rules = theme === dark ? [] : COLOUR_RULES;
        for (const sample of sampleStates('en')) {
          await showState(panel, sample);
          await checkAxe(page, sample.name, rules);
          if (sample.overview) await page.locator('kubereach-toolbar button').first().click();
          if (!sample.model.scene) continue;
          await page.getByText('Table', { exact: true }).click();
          await page.getByTestId('reach-table').waitFor();
          await checkAxe(page, `the table of ${sample.name}`, rules);
          await page.getByText('Graph', { exact: true }).click();
        }
      }));
  }

  for (const language of LANGUAGES) {
    test(`At 320 pixels nothing of them is cut off, in ${language}.`, () => {
      const state: PanelState = { ...INITIAL_PANEL_STATE, isWhatIfOpen: true };
      const bundle = bundleFor(language);
      return withPanel({ theme: dark, width: 320, language, bundle, state }, async (panel) => {
        for (const { name, model } of sampleStates(language)) {
          await panel.show(model);
          assert.ok((await panel.page.evaluate(() => document.documentElement.scrollWidth)) <= 320, name);
        }
      });
    });
  }
});

/** What a theme can break; all else is the same in each. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Runs these rules, or all of them. */
async function checkAxe(page: Page, what: string, rules: string[]): Promise<void> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]),
    [],
    what,
  );
}
