// Requests, what if, and what is said about them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PanelState } from '../../shared/messages/panel-state.ts';
import { columnOf, oneLine, OPEN, sum, textOf, waitFor } from './panel-helpers.ts';
import { withPanels } from './panel-page.ts';
import * as samples from './sample-models.ts';
import { dark } from './themes.ts';

describe('Requests, what if, and what is said about them.', () => {
  const withPanel = withPanels();

  test('Requests are counted in the picture and in the table, and the same seed repeats them.', () =>
    withPanel({ theme: dark }, async ({ page, show, state }) => {
      await show(samples.threePods);
      const counts = (): Promise<string[]> => page.getByTestId('count').allTextContents();
      await page.getByRole('button', { name: 'Send 100 requests' }).click();
      const first = await counts();
      assert.equal(sum(first), 100);
      assert.deepEqual(await columnOf(page, 4), first);
      assert.match(
        await textOf(page.getByTestId('result-summary')),
        /^100 requests: web#1 \d+, web#2 \d+, web#3 \d+$/,
      );
      assert.equal(
        await page.getByTestId('live').textContent().then(oneLine),
        await textOf(page.getByTestId('result-summary')),
      );
      await page.getByRole('button', { name: 'Send 1 request' }).click();
      assert.equal(sum(await counts()), 101);
      await page.getByRole('button', { name: 'Reset the run' }).click();
      assert.equal(await page.getByTestId('count').count(), 0);
      await page.getByRole('button', { name: 'Send 10 requests' }).click();
      await page.getByRole('button', { name: 'Send 10 requests' }).click();
      const pieces = await counts();
      await page.getByRole('button', { name: 'Reset the run' }).click();
      for (let index = 0; index < 20; index++)
        await page.getByRole('button', { name: 'Send 1 request' }).click();
      assert.deepEqual(await counts(), pieces);
      await page.getByLabel('Seed').fill('7');
      await page.getByLabel('Seed').press('Tab');
      await page.getByRole('button', { name: 'Send 1000 requests' }).click();
      assert.equal(sum(await counts()), 1000);
      assert.equal(((await state()) as PanelState).request.seed, 7);
    }));

  test('A run goes on by itself until it is paused.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.threePods);
      await page.getByLabel('Per second').selectOption('200');
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.waitForFunction(() => {
        const panel = document.querySelector('kubereach-preview')?.shadowRoot;
        const graph = panel?.querySelector('kubereach-graph')?.shadowRoot;
        const texts = [...(graph?.querySelectorAll('[data-testid="count"]') ?? [])].map(
          (one) => one.textContent,
        );
        return texts.reduce((total, text) => total + Number(text), 0) >= 60;
      });
      await page.getByRole('button', { name: 'Pause' }).click();
      const before = await page.getByTestId('count').allTextContents();
      await page.waitForTimeout(300);
      assert.deepEqual(await page.getByTestId('count').allTextContents(), before);
    }));

  test('Client, way in and port are those of the request.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.severalPorts);
      assert.match(await textOf(page.getByTestId('client')), /Outside the cluster/);
      const chosen = page.locator('[data-testid="entry"][data-chosen="true"]');
      assert.match(await textOf(chosen), /Node port node-1 port 30080/);
      await page.getByLabel('To port').selectOption({ label: 'metrics 9090/TCP' });
      assert.match(await textOf(chosen), /port 30090/);
      assert.deepEqual(await columnOf(page, 3), ['50%', '50%', '']);
      await page.getByLabel('From').selectOption('external');
      await page.getByLabel('By', { exact: true }).selectOption('name');
      assert.match(await textOf(page.getByTestId('port-row').first()), /never sent: web\.shop\.svc/);
      await page.getByLabel('From').selectOption('pod-on/node-2');
      assert.doesNotMatch(await textOf(page.getByTestId('port-row').first()), /never sent/);
      assert.match(await textOf(page.getByTestId('client')), /Pod on node-2/);
    }));

  test('Each tab says its part, and can be copied.', () =>
    withPanel({ theme: dark }, async ({ page, show, sent, state }) => {
      await show(samples.threePods);
      const panel = page.getByTestId('tab-panel');
      const says = async (tab: string, pattern: RegExp): Promise<void> => {
        await page.getByRole('tab', { name: tab }).click();
        assert.match(await textOf(panel), pattern, tab);
      };
      await says(
        'Steps',
        /Name .*10\.96.*Service shop\/web .*kube-proxy .*Destination \(DNAT\) 10\.96\S+ 10\.244\S+ Pod/,
      );
      await says('Endpoints', /describe service web .*Endpoints: +10\.244\.1\.1:8080,.*get endpointslices/);
      await says('DNS', /web\.shop .*NAME TYPE VALUE web\.shop\.svc\.cluster\.local A 10\.96/);
      await says('Environment', /WEB_SERVICE_HOST=10\.96.*WEB_PORT_80_TCP_PORT=80/);
      await says('Rules', /-m statistic --mode random --probability 0\.333\d+ -j KUBE-SEP/);
      assert.equal(((await state()) as PanelState).tab, 'rules');
      await page.getByRole('button', { name: /^Copy: iptables-save/ }).click();
      await waitFor(() => sent.at(-1)?.type === 'copy');
      assert.match(JSON.stringify(sent.at(-1)), /KUBE-SEP/);
      for (const [tab, pattern] of [
        ['Result', /web#1 +node-1 +10\.244\.1\.1:8080 +33%/],
        ['Steps', /1\. Name.*DNAT 10\.96\S+ → 10\.244/s],
      ] as const) {
        await page.getByRole('tab', { name: tab }).click();
        const nBefore = sent.length;
        await page.getByRole('button', { name: `Copy: ${tab}` }).click();
        await waitFor(() => sent.length > nBefore);
        const message = sent.at(-1);
        assert.ok(message?.type === 'copy');
        assert.match(message.text, pattern);
      }
    }));

  test('The tabs follow the arrow keys.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.threePods);
      await page.getByRole('tab', { name: 'Result' }).focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'End', 'ArrowRight', 'ArrowLeft', 'Home'])
        await page.keyboard.press(key);
      assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'Result');
      await page.keyboard.press('End');
      assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'Rules');
    }));

  test('Every kube-proxy mode has its rules.', () =>
    withPanel({ theme: dark, state: { ...OPEN, tab: 'rules' } }, async ({ page, show }) => {
      await show(samples.threePods);
      const panel = page.getByTestId('tab-panel');
      for (const [mode, pattern] of [
        ['nftables', /numgen random mod 3/],
        ['ipvs', /TCP +10\.96\S+ rr/],
        ['userspace', /in turn/],
        ['iptables', /KUBE-SEP/],
      ] as const) {
        await page.getByLabel('kube-proxy mode', { exact: true }).selectOption(mode);
        assert.match(await textOf(panel), pattern, mode);
      }
    }));

  test('What if: each control changes picture and table, says what the manifest has, and can be reset.', () =>
    withPanel({ theme: dark, state: OPEN }, async ({ page, show, state }) => {
      await show(samples.threePods);
      const rail = page.locator('kubereach-what-if');
      const reset = rail.getByRole('button', { name: 'Reset to manifests' });
      const replicas = rail.getByLabel('replicas', { exact: true });
      await replicas.fill('5');
      await replicas.press('Tab');
      assert.equal(await page.getByTestId('pod').count(), 5);
      assert.deepEqual(await columnOf(page, 3), ['20%', '20%', '20%', '20%', '20%']);
      assert.match(await textOf(rail.locator('.is-changed')), /changed the manifest has 3/);
      await rail.getByRole('button', { name: 'Reset replicas of Deployment web' }).click();
      assert.equal(await page.getByTestId('pod').count(), 3);
      await rail.getByRole('group', { name: 'Pod web#2' }).getByLabel('State').selectOption('not-ready');
      assert.match(await textOf(page.getByTestId('pod').nth(1)), /web#2 Not ready.*changed.*not ready/);
      assert.deepEqual(await columnOf(page, 3), ['50%', '50%', '']);
      await rail.getByLabel('internalTrafficPolicy', { exact: true }).selectOption('Local');
      assert.deepEqual((await columnOf(page, 3))[0], '100%');
      await page.getByLabel('From').selectOption('pod-on/node-2');
      assert.match(
        await textOf(page.getByTestId('port-row')),
        /the internal traffic policy is Local and node-2/,
      );
      assert.deepEqual(Object.keys(((await state()) as PanelState).overrides).sort(), [
        'Pod/shop/web#2#state',
        'Service/shop/web#internalTrafficPolicy',
      ]);
      await reset.click();
      assert.deepEqual(((await state()) as PanelState).overrides, {});
      assert.deepEqual(await columnOf(page, 3), ['33%', '33%', '33%']);
      assert.ok(await reset.isDisabled());
    }));

  test('What if survives an edit, is kept with the panel, and can be written to the YAML.', () =>
    withPanel({ theme: dark, state: OPEN }, async ({ page, show, sent, state }) => {
      await show(samples.threePods);
      await page.getByLabel('replicas', { exact: true }).fill('4');
      await page.getByLabel('replicas', { exact: true }).press('Tab');
      await page.getByRole('button', { name: 'Send 100 requests' }).click();
      await show({ ...samples.threePods, services: samples.threePods.services.toReversed() });
      assert.equal(await page.getByTestId('pod').count(), 4);
      assert.equal(sum(await page.getByTestId('count').allTextContents()), 100);
      await page.getByRole('button', { name: 'Apply to YAML', exact: true }).click();
      await waitFor(() => sent.at(-1)?.type === 'apply');
      assert.deepEqual(sent.at(-1), {
        type: 'apply',
        edits: [{ anchor: samples.anchorAt(1, 'spec.replicas'), value: 4 }],
      });
      const kept = await state();
      await withPanel({ theme: dark, state: kept }, async (again) => {
        await again.show(samples.threePods);
        assert.equal(await again.page.getByTestId('pod').count(), 4);
        assert.equal(sum(await again.page.getByTestId('count').allTextContents()), 100);
      });
      await show(samples.modelOf([samples.serviceText(), samples.workloadText({ replicas: 4 })]));
      assert.deepEqual(((await state()) as PanelState).overrides, {});
    }));

  test('The pod itself can be made not ready, by its button and by the space bar.', () =>
    withPanel({ theme: dark }, async ({ page, show, sent }) => {
      await show(samples.threePods);
      await page.getByRole('button', { name: 'What if web#1 were not ready' }).click();
      assert.equal(await page.locator('[data-testid="pod"][data-reached="true"]').count(), 2);
      await page.getByTestId('pod').first().focus();
      await page.keyboard.press('Space');
      assert.equal(await page.locator('[data-testid="pod"][data-reached="true"]').count(), 3);
      assert.deepEqual(
        sent.filter(({ type }) => type === 'reveal'),
        [],
      );
    }));

  test('With affinity one client stays, until time has passed.', () =>
    withPanel({ theme: dark, state: OPEN }, async ({ page, show }) => {
      await show(samples.threePods);
      await page.getByLabel('sessionAffinity', { exact: true }).selectOption('ClientIP');
      await page.getByLabel('timeoutSeconds', { exact: true }).fill('30');
      await page.getByLabel('timeoutSeconds', { exact: true }).press('Tab');
      await page.getByRole('button', { name: 'Send 100 requests' }).click();
      assert.deepEqual((await columnOf(page, 4)).sort(), ['0', '0', '100']);
      for (let visit = 0; visit < 12; visit++) {
        await page.getByLabel('Let time pass').selectOption('60');
        await page.getByRole('button', { name: 'Send 1 request' }).click();
      }
      assert.ok((await columnOf(page, 4)).filter((n) => n !== '0').length > 1);
      assert.match(await textOf(page.locator('kubereach-result .note')), /one address stays with one pod/);
    }));

  test('The picture and the run can be taken along.', () =>
    withPanel({ theme: dark }, async ({ page, show, sent }) => {
      await show(samples.hostileNames);
      await page.getByRole('button', { name: 'Send 10 requests' }).click();
      for (const [format, name, pattern] of [
        ['svg', /\.svg$/, /^<svg .*<title/s],
        ['png', /\.png$/, /^iVBORw0KGgo/],
        ['mermaid', /\.mmd$/, /flowchart/],
        ['markdown', /\.md$/, /\|/],
        ['json', /\.json$/, /"requests": 10/],
      ] as const) {
        const nBefore = sent.length;
        await page.getByLabel('Export').selectOption(format);
        await waitFor(() => sent.length > nBefore);
        const message = sent.at(-1);
        assert.ok(message?.type === 'save', format);
        assert.match(message.name, name);
        assert.match(message.content, pattern, format);
        if (format !== 'json') assert.doesNotMatch(message.content, /<script>/);
      }
    }));

  test('Requests travel as dots, those without an answer as another shape; counts stand without them.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.threePods);
      await page.getByRole('button', { name: 'Send 10 requests' }).click();
      await page.locator('kubereach-graph .dot.good').first().waitFor({ state: 'attached' });
      await page.locator('kubereach-graph .dot').first().waitFor({ state: 'detached' });
      await page.getByLabel('From').selectOption('external');
      await page.getByRole('button', { name: 'Send 10 requests' }).click();
      await page.locator('kubereach-graph .dot.bad').first().waitFor({ state: 'attached' });
    }));

  test('Nothing moves for those who do not want it.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.onePod);
      const send = page.getByRole('button', { name: 'Send 100 requests' });
      const nDots = (): Promise<number> => page.locator('kubereach-graph .dot').count();
      const duration = (): Promise<string> =>
        page
          .locator('.edge')
          .first()
          .evaluate((edge) => getComputedStyle(edge).transitionDuration);
      assert.equal(await duration(), '0.12s');
      await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
      assert.equal(await duration(), '0s');
      await send.click();
      assert.equal(await nDots(), 0);
      await page.evaluate(() => document.body.classList.remove('vscode-reduce-motion'));
      await page.emulateMedia({ reducedMotion: 'reduce' });
      assert.equal(await duration(), '0s');
      await send.click();
      assert.equal(await nDots(), 0);
      await page.emulateMedia({ reducedMotion: 'no-preference' });
      await page.getByRole('button', { name: 'Animate' }).click();
      await send.click();
      assert.equal(await nDots(), 0);
      assert.deepEqual(await page.getByTestId('count').allTextContents(), ['300']);
    }));
});
