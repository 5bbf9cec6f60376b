// The panel as a user meets it, in a real browser under the real content security policy.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { bundleWebview, withPanels } from './panel-page.ts';
import * as samples from './sample-models.ts';
import { dark } from './themes.ts';

const N_BYTES_MAX = 300_000;

describe('The panel in a browser', () => {
  const withPanel = withPanels();

  test('The script is small.', async () => {
    const nBytes = Buffer.byteLength(await bundleWebview());
    assert.ok(nBytes < N_BYTES_MAX, `${nBytes} bytes`);
  });

  test('The graph shows ports, pods and shares.', () =>
    withPanel({ theme: dark }, async ({ page, show, sent }) => {
      await show(samples.exclusions);
      assert.deepEqual(sent[0], { type: 'ready' });
      assert.equal(await page.getByTestId('summary').textContent(), samples.exclusions.service?.summary);
      assert.match(
        await textOf(page.getByTestId('service')),
        /web ClusterIP shop app=web tier=front http 80\/TCP http/,
      );
      assert.match(
        await textOf(page.getByTestId('service')),
        /StatefulSet legacy has no port named http.* service-target-port-name/,
      );
      assert.equal(await page.getByTestId('pod').count(), 6);
      assert.equal(await page.locator('[data-testid="pod"][data-reached="true"]').count(), 2);
      assert.match(await textOf(page.getByTestId('pod').nth(5)), /worker#1 .*label tier is back, not front/);
      assert.deepEqual(await page.locator('svg.edges text').allTextContents(), ['50%', '50%']);
    }));

  test('A pod that gets nothing has a dashed border.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.exclusions);
      const styles = await page
        .getByTestId('pod')
        .evaluateAll((pods) => pods.map((pod) => getComputedStyle(pod).borderTopStyle));
      assert.deepEqual(styles, ['solid', 'solid', 'dashed', 'dashed', 'dashed', 'dashed']);
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
      assert.equal(await rows.count(), 10);
      assert.match(await textOf(rows.nth(0)), /http 80\/TCP web#1 web:8080 50% Ready node-1 Deployment web/);
      assert.match(await textOf(rows.nth(9)), /dns 53\/UDP none no pod listens on 5353\/UDP/);
      const kept = await state();
      assert.deepEqual(kept, {
        view: 'table',
        isLegendOpen: false,
        isPinned: false,
        uri: 'file:///shop/web.yaml',
        service: 'shop/web',
      });
      await withPanel({ theme: dark, state: kept }, async (again) => {
        await again.show(samples.severalPorts);
        assert.equal(await again.page.getByTestId('reach-table').count(), 1);
        assert.equal(await again.page.getByTestId('pod').count(), 0);
      });
    }));

  test('A click and the Enter key show the YAML.', () =>
    withPanel({ theme: dark }, async ({ page, show, sent }) => {
      await show(samples.threePods);
      await page.getByTestId('port-row').click();
      await page.getByTestId('pod').nth(1).focus();
      await page.keyboard.press('Enter');
      assert.deepEqual(sent.slice(1), [
        { type: 'reveal', anchor: samples.anchorAt(0, 'spec.ports.http') },
        { type: 'reveal', anchor: samples.anchorAt(1) },
      ]);
    }));

  test('The whole graph is one tab stop, and arrow keys move along its edges.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.severalPorts);
      assert.equal(await page.locator('kubereach-graph [data-stop][tabindex="0"]').count(), 1);
      await page.getByTestId('client').focus();
      const names: string[] = [];
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'End']) {
        await page.keyboard.press(key);
        names.push(await focusedName(page.locator('kubereach-preview')));
      }
      assert.deepEqual(names, [
        'Port http 80/TCP to http: reaches 3 of 3 pods',
        'Port alt 8080/TCP to http: reaches 3 of 3 pods',
        'Pod web#1, Ready, on node-1, 50% of http 80/TCP at web:8080, 50% of alt 8080/TCP at web:8080, 50% of metrics 9090/TCP at exporter:9100',
        'Port alt 8080/TCP to http: reaches 3 of 3 pods',
        'Client: Client outside the cluster, through node-1:30080',
        'Client: Client outside the cluster, through node-1:30080',
      ]);
      assert.equal(await page.locator('kubereach-graph [data-stop][tabindex="0"]').count(), 1);
    }));

  test('A question mark shows the keys, and Escape hides them.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.onePod);
      const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
      await page.keyboard.press('?');
      assert.ok(await dialog.isVisible());
      await page.keyboard.press('Escape');
      assert.ok(!(await dialog.isVisible()));
    }));

  test('Another Service can be chosen, and the panel pinned.', () =>
    withPanel({ theme: dark }, async ({ page, show, sent, state }) => {
      await show(samples.onePod);
      await page.getByRole('combobox', { name: 'Service' }).click();
      await page.getByRole('option', { name: /shop\/cart/ }).click();
      await page.getByRole('button', { name: /Stay with this Service/ }).click();
      assert.deepEqual(sent.slice(1), [
        { type: 'select', service: 'shop/cart' },
        { type: 'pin', isPinned: true },
      ]);
      assert.equal(((await state()) as { isPinned: boolean }).isPinned, true);
      const pin = page.getByRole('button', { name: /Stay with this Service/ });
      assert.equal(await pin.getAttribute('aria-pressed'), 'true');
    }));

  test('The picker shows the Service that is shown, whatever was chosen before.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.onePod);
      const picker = page.getByRole('combobox', { name: 'Service' });
      assert.match(await textOf(picker), /shop\/web/);
      await show({ ...samples.externalName, services: samples.onePod.services.toReversed() });
      assert.match(await textOf(picker), /shop\/db/);
    }));

  test('Each state without a Service is said in words, with one thing to do.', () =>
    withPanel({ theme: dark }, async ({ page, show, send, sent }) => {
      const notice = page.getByTestId('notice');
      assert.equal(await textOf(notice), 'Reading the manifests…');
      await show(samples.noService);
      assert.equal(await textOf(notice), 'There is no Service in web.yaml.');
      await page.getByRole('button', { name: 'Choose a Service' }).click();
      await page.getByRole('option', { name: /shop\/cart/ }).waitFor();
      await page.keyboard.press('Escape');
      await send({ type: 'failed', message: 'The language server gave no answer.' });
      await page.getByText('The language server gave no answer.').waitFor();
      await page.getByRole('button', { name: 'Show Output' }).click();
      assert.deepEqual(sent.at(-1), { type: 'showOutput' });
      await show(samples.onePod);
      assert.equal(await page.getByTestId('pod').count(), 1);
    }));

  test('Many pods stand behind one card, until its group is opened.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.twoHundredPods);
      assert.equal(await page.getByTestId('pod').count(), 5);
      await page.getByRole('button', { name: 'Deployment blue', exact: true }).click();
      assert.equal(await page.getByTestId('pod').count(), 21);
      assert.match(
        await textOf(page.locator('kubereach-graph .stage')),
        /and 40 more pods that are not drawn/,
      );
    }));

  test('An update keeps the focus where it is.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.threePods);
      await page.getByTestId('pod').nth(2).focus();
      await show(samples.twelvePods);
      assert.match(await focusedName(page.locator('kubereach-preview')), /^Pod web#3,/);
    }));

  test('The legend explains what is there, and stays open when it was.', () =>
    withPanel({ theme: dark }, async ({ page, show, state }) => {
      await show(samples.onePod);
      await page.getByText('Legend', { exact: true }).click();
      const legend = page.locator('kubereach-legend details');
      assert.match(await textOf(legend), /Ready .*Expected share/);
      assert.doesNotMatch(await textOf(legend), /Cannot flow|Not ready/);
      assert.equal(((await state()) as { isLegendOpen: boolean }).isLegendOpen, true);
    }));

  test('Names are text, never markup.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.hostileNames);
      assert.match(await textOf(page.getByTestId('service')), /<img src=x onerror=/);
      assert.equal(await page.evaluate(() => 'broken' in window), false);
      assert.equal(await page.locator('kubereach-graph img, kubereach-graph b').count(), 0);
    }));

  test('Labels come from the translations.', () => {
    const bundle = { Client: '클라이언트', Pods: '파드', 'Reading the manifests…': '매니페스트를 읽는 중…' };
    return withPanel({ theme: dark, language: 'ko', bundle }, async ({ page, show }) => {
      assert.equal(await textOf(page.getByTestId('notice')), '매니페스트를 읽는 중…');
      await show(samples.onePod);
      assert.deepEqual(await page.locator('kubereach-graph h2').allTextContents(), [
        '클라이언트',
        'Service',
        '파드',
      ]);
    });
  });

  test('Messages of another shape change nothing.', () =>
    withPanel({ theme: dark }, async ({ page, show, send }) => {
      await show(samples.onePod);
      await send({ type: 'model', model: { service: { name: 1 } } } as never);
      await send('nonsense' as never);
      assert.equal(await page.getByTestId('pod').count(), 1);
    }));

  test('Nothing moves for those who do not want it.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.onePod);
      const duration = (): Promise<string> =>
        page
          .locator('.edge')
          .first()
          .evaluate((edge) => getComputedStyle(edge).transitionDuration);
      assert.equal(await duration(), '0.12s');
      await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
      assert.equal(await duration(), '0s');
      await page.evaluate(() => document.body.classList.remove('vscode-reduce-motion'));
      await page.emulateMedia({ reducedMotion: 'reduce' });
      assert.equal(await duration(), '0s');
    }));
});

/** All text in sight, with single spaces between its parts. */
async function textOf(locator: Locator): Promise<string> {
  return (await locator.innerText()).replace(/\s+/g, ' ').trim();
}

/** Accessible name of the focused element, through shadow roots. */
function focusedName(root: Locator): Promise<string> {
  return root.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? '';
  });
}

/** Whole pixels between the tip of each line with a label and the nearest left border of a pod. */
function distancesFromTips(graph: Locator): Promise<number[]> {
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
