// The states that people meet, in each theme: axe finds nothing in them, and nothing is wider than its column.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
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

  test("The pictures of a namespace and of its Ingress are in the user's language, names aside.", () => {
    const bundle = bundleFor('ko');
    return withPanel({ theme: dark, language: 'ko', bundle }, async (panel) => {
      const sample = sampleStates('ko').find(({ overview }) => overview);
      assert.ok(sample?.overview);
      const { overview } = sample.overview;
      await showState(panel, { ...sample, overview: { overview, ingress: '' } });
      const picture = panel.page.getByTestId('overview');
      checkKorean(await pictureTexts(picture), '네임스페이스 shop의 서비스');
      const whole = await picture.getAttribute('src');
      await panel.page.locator('kubereach-overview select').selectOption('front');
      await picture.and(panel.page.locator(`:not([src="${whole}"])`)).waitFor();
      checkKorean(await pictureTexts(picture), '인그레스 shop/front');
    });
  });

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

/** Words of the pictures' English; names in the samples have none of them by themselves. */
const ENGLISH_WORDS =
  /\b(of|the|in|is|not|no|none|to|reaches|ready|pods?|client|entry|way|outside|label|missing|connections|port|services?|namespace|ingress)\b(?![-./=])/i;

/** The title and the heads of columns are Korean, and nothing is English. */
function checkKorean(texts: readonly string[], title: string): void {
  for (const text of [title, '클라이언트', '들어오는 경로', '서비스', '파드'])
    assert.ok(texts.includes(text), `${text}: ${texts.join(' | ')}`);
  assert.deepEqual(
    texts.filter((text) => ENGLISH_WORDS.test(text)),
    [],
  );
}

/** Every text of the picture that is shown, what a reader hears and what stands in its tooltips included. */
function pictureTexts(picture: Locator): Promise<readonly string[]> {
  return picture.evaluate((image: HTMLImageElement) => {
    const bytes = Uint8Array.from(atob(image.src.split(',')[1] ?? ''), (one) => one.charCodeAt(0));
    const svg = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'image/svg+xml');
    const texts = [...svg.querySelectorAll('text, title, desc')].map(({ textContent }) => textContent ?? '');
    return [...texts, image.alt];
  });
}

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
