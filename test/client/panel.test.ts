// What the panel shows, in a browser under the real content security policy.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PanelState } from '../../shared/messages/panel-state.ts';
import { distancesFromTips, OPEN, textOf } from './panel-helpers.ts';
import { bundleWebview, LATE, scriptsAtStart, withPanels } from './panel-page.ts';
import * as samples from './sample-models.ts';
import { dark } from './themes.ts';

const N_BYTES_MAX = 300_000;

describe('What the panel shows, in a browser under the real content security policy.', () => {
  const withPanel = withPanels();

  test('What the page loads at its start is small.', async () => {
    let nBytes = 0;
    for (const text of scriptsAtStart(await bundleWebview()).values()) nBytes += Buffer.byteLength(text);
    assert.ok(nBytes > 50_000 && nBytes < N_BYTES_MAX, `${nBytes} bytes`);
  });

  test('A page whose script does nothing says after a while what to do, and only then.', () =>
    withPanel({ theme: dark, script: new Map([['/main.js', '']]) }, async ({ page }) => {
      const late = page.getByText(LATE);
      assert.equal(await late.isVisible(), false);
      await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
      assert.equal(await late.isVisible(), true);
    }));

  test('What a page says that does not come makes way for the panel.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.onePod);
      await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
      assert.equal(await page.getByText(LATE).isVisible(), false);
    }));

  test('A part of the script that does not come is told, with what to do.', async () => {
    const all = await bundleWebview();
    const gone = new Map([...all].map(([path]) => [path, 'export {};'] as const));
    const script = new Map([...gone, ...scriptsAtStart(all)]);
    await withPanel({ theme: dark, script }, async ({ page, show }) => {
      await show(samples.onePod);
      await page.getByLabel('Export').selectOption('svg');
      await page.getByTestId('notice').getByText(LATE).waitFor();
    });
  });

  test('The graph shows ways in, ports, pods and shares.', () =>
    withPanel({ theme: dark }, async ({ page, show, sent }) => {
      await show(samples.exclusions);
      assert.deepEqual(sent[0], { type: 'ready' });
      assert.equal(await page.getByTestId('summary').textContent(), 'Port http of web reaches 2 of 3 pods');
      assert.match(await textOf(page.getByTestId('client')), /Pod on node-1/);
      assert.match(
        await textOf(page.getByTestId('entry')),
        /DNS web\.shop\.svc\.cluster\.local 10\.96\.\d+\.\d+/,
      );
      assert.match(
        await textOf(page.getByTestId('service')),
        /web ClusterIP shop app=web tier=front http 80\/TCP http/,
      );
      assert.match(await textOf(page.getByTestId('finding').first()), /service-target-port-partial/);
      assert.equal(await page.getByTestId('pod').count(), 4);
      assert.equal(await page.locator('[data-testid="pod"][data-reached="true"]').count(), 2);
      assert.match(await textOf(page.getByTestId('pod').nth(3)), /worker .*does not have tier=front/);
      assert.deepEqual(await page.locator('svg.edges text').allTextContents(), ['50%', '50%']);
    }));

  test('A pod that gets nothing has a dashed border.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.exclusions);
      const styles = await page
        .getByTestId('pod')
        .evaluateAll((pods) => pods.map((pod) => getComputedStyle(pod).borderTopStyle));
      assert.deepEqual(styles, ['dashed', 'solid', 'solid', 'dashed']);
    }));

  test('Lines end at the rows that they lead to.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      for (const width of [1000, 400]) {
        await page.setViewportSize({ width, height: 700 });
        await show(samples.threePods);
        assert.deepEqual(await distancesFromTips(page.locator('kubereach-graph')), [0, 0, 0]);
      }
    }));

  test('The table says the same as the graph, and the choice is kept.', () =>
    withPanel({ theme: dark }, async ({ page, show, state }) => {
      await show(samples.severalPorts);
      await page.getByText('Table', { exact: true }).click();
      const rows = page.getByTestId('reach-table').locator('tbody tr');
      assert.equal(await rows.count(), 13);
      assert.match(
        await textOf(rows.nth(0)),
        /http 80\/TCP lean#1 lean:8080 33% Ready node-1 Deployment lean/,
      );
      assert.match(await textOf(rows.nth(9)), /dns 53\/UDP none no selected pod has this port/);
      const kept = (await state()) as PanelState;
      assert.equal(kept.view, 'table');
      assert.equal(kept.uri, samples.severalPorts.uri);
      await withPanel({ theme: dark, state: kept }, async (again) => {
        await again.show(samples.severalPorts);
        assert.equal(await again.page.getByTestId('reach-table').count(), 1);
        assert.equal(await again.page.getByTestId('pod').count(), 0);
      });
    }));

  test('A hundred and twenty pods stand behind one card, until their group is opened.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.foldedPods);
      assert.equal(await page.getByTestId('pod').count(), 1);
      await page.getByRole('button', { name: 'Send 1000 requests' }).click();
      assert.deepEqual(await page.getByTestId('count').allTextContents(), ['1000']);
      await page.getByRole('button', { name: 'Deployment web', exact: true }).click();
      assert.equal(await page.getByTestId('pod').count(), 120);
      await show(samples.manyPods);
      assert.equal(await page.getByTestId('summary').textContent(), 'Port http of web reaches 540 pods');
      assert.match(
        await textOf(page.locator('kubereach-graph .stage')),
        /and 40 more pods that are not drawn/,
      );
    }));

  test('Names are text, never markup.', () =>
    withPanel({ theme: dark, state: OPEN }, async ({ page, show }) => {
      await show(samples.hostileNames);
      assert.match(await textOf(page.getByTestId('service')), /<img src=x onerror=/);
      assert.match(await textOf(page.getByTestId('pod').first()), /<\/?script>/);
      await page.getByRole('button', { name: 'Send 10 requests' }).click();
      for (const tab of ['Result', 'Steps', 'Endpoints', 'DNS', 'Environment', 'Rules'])
        await page.getByRole('tab', { name: tab }).click();
      assert.equal(await page.evaluate(() => 'broken' in window), false);
      const foreign = 'kubereach-preview img, kubereach-preview b, kubereach-preview script';
      assert.equal(await page.locator(foreign).count(), 0);
    }));
});
