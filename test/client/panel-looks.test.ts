// How the panel looks: for axe, in narrow columns, at twice the size.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { INITIAL_PANEL_STATE, TABS, type PanelState } from '../../shared/messages/panel-state.ts';
import type { PreviewModel } from '../../shared/messages/preview.ts';
import { withPanels } from './panel-page.ts';
import * as samples from './sample-models.ts';
import { dark, themes } from './themes.ts';

/** The tabs are looked at by themselves: the rest of the page is the same each time. */
const EXPLANATION = ['kubereach-preview', 'kubereach-explain'];
const themeNames = Object.keys(themes) as (keyof typeof themes)[];

describe('The looks of the panel', () => {
  const withPanel = withPanels();

  for (const width of [320, 500, 800]) {
    test(`At ${width} pixels nothing is cut off.`, () =>
      withPanel({ theme: dark, width }, async ({ page, show }) => {
        for (const model of Object.values(samples.samples)) {
          await show(model);
          const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
          assert.equal(scrollWidth, clientWidth);
          assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
        }
      }));
  }

  test('No card covers a heading, however low the panel is.', () =>
    withPanel({ theme: dark, width: 760, height: 420 }, async ({ page, show }) => {
      for (const model of [samples.noPods, samples.exclusions, samples.externalName, samples.twelvePods]) {
        await show(model);
        const bottoms = await page.locator('kubereach-graph h2').evaluateAll(bottomsOf);
        const tops = await page.locator('kubereach-graph .card').evaluateAll(topsOf);
        assert.ok(Math.min(...tops) >= Math.max(...bottoms));
      }
    }));

  const { exclusions, severalPorts, noPods, manyPods, manyWays } = samples;
  const axeRuns: {
    theme: keyof typeof themes;
    state: PanelState;
    part?: string[];
    models: PreviewModel[];
  }[] = [
    ...themeNames.flatMap((theme) => [
      { theme, state: stateOf({ isWhatIfOpen: true }), models: [exclusions, severalPorts] },
      { theme, state: stateOf({ view: 'table' }), models: [exclusions, noPods] },
      ...TABS.map((tab) => ({
        theme,
        state: stateOf({ tab, run: [{ type: 'send', n: 20 }] }),
        part: EXPLANATION,
        models: [manyWays],
      })),
    ]),
    {
      theme: 'dark',
      state: stateOf({}),
      models: [samples.externalName, noPods, samples.noService, samples.brokenFile, manyPods],
    },
  ];

  for (const { theme, state, part, models } of axeRuns) {
    const names = models.map((model) => model.scene?.service ?? model.notice).join(', ');
    test(`axe finds nothing in the ${state.view} and the tab ${state.tab} in theme ${theme}: ${names}`, () =>
      withPanel({ theme: themes[theme], state }, async ({ page, show }) => {
        for (const model of models) {
          await show(model);
          const axe = new AxeBuilder({ page });
          if (part) axe.include(part);
          const { violations } = await axe.analyze();
          assert.deepEqual(
            violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]),
            [],
          );
        }
      }));
  }

  test('At twice the size nothing is lost.', () =>
    withPanel(
      { theme: dark, width: 640, height: 480, state: stateOf({ isWhatIfOpen: true }) },
      async ({ page, show }) => {
        // A page of 640 pixels is what is left of 1280 at 200%.
        await show(severalPorts);
        for (const name of ['Send 1 request', 'Apply to YAML']) {
          const button = page.getByRole('button', { name, exact: true });
          await button.scrollIntoViewIfNeeded();
          const box = await button.boundingBox();
          assert.ok(box && box.x >= 0 && box.x + box.width <= 640, name);
        }
      },
    ));

  test('Whatever can be pressed is large enough to be hit.', () =>
    withPanel({ theme: dark, state: stateOf({ isWhatIfOpen: true }) }, async ({ page, show }) => {
      await show(manyWays);
      for (const selector of [
        'button',
        'select',
        'input[type="number"]',
        'label:has(input[type="checkbox"])',
      ]) {
        for (const element of await page.locator(selector).all()) {
          const box = await element.boundingBox();
          assert.ok(
            !box || (box.width >= 24 && box.height >= 24),
            await element.evaluate((one) => one.outerHTML),
          );
        }
      }
    }));
});

/** A stored state. */
function stateOf(change: Partial<PanelState>): PanelState {
  return { ...INITIAL_PANEL_STATE, isLegendOpen: true, ...change };
}

function bottomsOf(elements: Element[]): number[] {
  return elements.map((element) => element.getBoundingClientRect().bottom);
}

function topsOf(elements: Element[]): number[] {
  return elements.map((element) => element.getBoundingClientRect().top);
}
