// How the panel looks: for axe, in narrow columns, and in pictures for people to look at.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { PanelState, PanelView } from '../../shared/messages/panel-state.ts';
import type { PreviewModel } from '../../shared/messages/preview.ts';
import { screenshotPath, withPanels } from './panel-page.ts';
import * as samples from './sample-models.ts';
import { dark, themes } from './themes.ts';

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

  const { exclusions, severalPorts, noPods, twoHundredPods } = samples;
  const axeRuns = [
    ...Object.keys(themes).flatMap((theme) => [
      { theme, view: 'graph', models: [exclusions, severalPorts] },
      { theme, view: 'table', models: [exclusions, noPods] },
    ]),
    {
      theme: 'dark',
      view: 'graph',
      models: [samples.externalName, noPods, samples.noService, twoHundredPods],
    },
  ] as { theme: keyof typeof themes; view: PanelView; models: PreviewModel[] }[];

  for (const { theme, view, models } of axeRuns) {
    const names = models.map((model) => model.service?.summary ?? model.notice).join(' / ');
    test(`axe finds nothing in the ${view} in theme ${theme}: ${names}`, () =>
      withPanel({ theme: themes[theme], state: stateOf(view) }, async ({ page, show }) => {
        for (const model of models) {
          await show(model);
          const { violations } = await new AxeBuilder({ page }).analyze();
          assert.deepEqual(
            violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]),
            [],
          );
        }
      }));
  }

  for (const [name, theme] of Object.entries(themes)) {
    test(`Pictures in theme ${name}, for people to look at.`, () =>
      withPanel({ theme }, async ({ page, show }) => {
        for (const [sample, model] of Object.entries(samples.samples)) {
          for (const width of [1000, 420]) {
            await page.setViewportSize({ width, height: 760 });
            await show(model);
            await page.screenshot({ path: screenshotPath(`${sample}-${name}-${width}`) });
          }
        }
        await page.setViewportSize({ width: 1000, height: 760 });
        await show(severalPorts);
        await page.getByTestId('pod').nth(1).hover();
        await page.screenshot({ path: screenshotPath(`hover-${name}`) });
        await page.getByText('Table', { exact: true }).click();
        await page.screenshot({ path: screenshotPath(`table-${name}`) });
      }));
  }
});

/** A stored state with that view. */
function stateOf(view: PanelView): PanelState {
  return { view, isLegendOpen: true, isPinned: false, uri: '', service: '' };
}

function bottomsOf(elements: Element[]): number[] {
  return elements.map((element) => element.getBoundingClientRect().bottom);
}

function topsOf(elements: Element[]): number[] {
  return elements.map((element) => element.getBoundingClientRect().top);
}
