// The panel as a user meets it, in a real browser under the real content security policy.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { INITIAL_PANEL_STATE, type PanelState } from '../../shared/messages/panel-state.ts';
import { bundleWebview, bytesAtStart, withPanels } from './panel-page.ts';
import * as samples from './sample-models.ts';
import { dark } from './themes.ts';

const N_BYTES_MAX = 300_000;

describe('The panel in a browser', () => {
  const withPanel = withPanels();

  test('What the page loads at its start is small.', async () => {
    const nBytes = bytesAtStart(await bundleWebview());
    assert.ok(nBytes > 50_000 && nBytes < N_BYTES_MAX, `${nBytes} bytes`);
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

  test('A click and the Enter key show the YAML.', () =>
    withPanel({ theme: dark }, async ({ page, show, sent }) => {
      await show(samples.threePods);
      await page.getByTestId('port-row').click();
      await page.getByTestId('pod').nth(1).focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('entry').click();
      await page.getByTestId('result-table').getByRole('button', { name: 'web#3' }).click();
      assert.deepEqual(sent.slice(1), [
        { type: 'reveal', anchor: samples.anchorAt(0, 'spec.ports[0]') },
        { type: 'reveal', anchor: samples.anchorAt(1, 'spec.template') },
        { type: 'reveal', anchor: samples.anchorAt(0, 'metadata.name') },
        { type: 'reveal', anchor: samples.anchorAt(1, 'spec.template') },
      ]);
    }));

  test("The element at the editor's cursor is marked.", () =>
    withPanel({ theme: dark }, async ({ page, show, send }) => {
      await show(samples.severalPorts);
      await send({ type: 'cursor', anchor: samples.anchorAt(0, 'spec.ports[1].port') });
      await page.locator('kubereach-graph .marked').waitFor();
      assert.match(await textOf(page.locator('kubereach-graph .marked')), /^alt 8080/);
      await send({ type: 'cursor' });
      await page.locator('kubereach-graph .marked').waitFor({ state: 'detached' });
    }));

  test('The whole graph is one tab stop, and arrow keys move along its edges.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.severalPorts);
      assert.equal(await page.locator('kubereach-graph [data-stop][tabindex="0"]').count(), 1);
      await page.getByTestId('client').focus();
      const names: string[] = [];
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowLeft']) {
        await page.keyboard.press(key);
        names.push(await focusedName(page.locator('kubereach-preview')));
      }
      assert.deepEqual(names, [
        'Node port, node-1, port 30080',
        'Port http 80/TCP to http: reaches 3 of 3 pods',
        'Port alt 8080/TCP to http: reaches 3 of 3 pods',
        'Pod lean#1, Ready, on node-1, 33% of http 80/TCP at lean:8080, 33% of alt 8080/TCP at lean:8080, metrics 9090/TCP: no container port is named "metrics", dns 53/UDP: no container port is named "dns"',
        'Port alt 8080/TCP to http: reaches 3 of 3 pods',
        'Node port, node-1, port 30080',
      ]);
      assert.equal(await page.locator('kubereach-graph [data-stop][tabindex="0"]').count(), 1);
    }));

  test('By keyboard alone a request is chosen, sent, explained and tried otherwise.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.threePods);
      const stops: string[] = [];
      for (let index = 0; index < 60; index++) {
        await page.keyboard.press('Tab');
        const name = await focusedName(page.locator('kubereach-preview'));
        if (name === 'Send 10 requests') await page.keyboard.press('Enter');
        if (name.startsWith('Client:')) {
          for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Space'])
            await page.keyboard.press(key);
        }
        stops.push(name);
        if (name === 'Result') break;
      }
      const order = ['Service', 'Send 1 request', 'Send 10 requests', 'Client: Pod on node-1', 'Result'];
      assert.deepEqual(
        stops.filter((name) => order.includes(name)),
        order,
      );
      assert.equal(sum(await columnOf(page, 4)), 10);
      assert.equal(await page.locator('[data-testid="pod"][data-reached="true"]').count(), 2);
      await page.keyboard.press('ArrowRight');
      assert.ok((await page.getByTestId('step').count()) > 2);
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
      const other = samples.onePod.services[1]?.key ?? '';
      await page.getByRole('combobox', { name: 'Service' }).selectOption({ label: 'cart/cart · cart.yaml' });
      await page.getByRole('button', { name: /Stay with this Service/ }).click();
      assert.deepEqual(sent.slice(1), [
        { type: 'select', service: other },
        { type: 'pin', isPinned: true },
      ]);
      assert.equal(((await state()) as PanelState).isPinned, true);
      const pin = page.getByRole('button', { name: /Stay with this Service/ });
      assert.equal(await pin.getAttribute('aria-pressed'), 'true');
    }));

  test('The picker shows the Service that is shown, whatever was chosen before.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.onePod);
      const picker = page.getByRole('combobox', { name: 'Service' });
      assert.equal(await picker.inputValue(), samples.onePod.scene?.choice);
      await show({ ...samples.externalName, services: samples.externalName.services.toReversed() });
      assert.equal(await picker.inputValue(), samples.externalName.scene?.choice);
    }));

  test('The list of all Services can be searched, and shows which have problems.', () =>
    withPanel({ theme: dark }, async ({ page, show, sent }) => {
      const services = Array.from({ length: 40 }, (_, index) => ({
        key: `key${index}`,
        label: `ns${index % 3}/service-${index}`,
        file: `file-${index}.yaml`,
        isHere: false,
        nProblems: index % 10 === 0 ? 2 : 0,
      }));
      await show({ ...samples.noService, services });
      const rows = page.getByTestId('service-choice');
      assert.equal(await rows.count(), 40);
      await page.getByLabel('Only problems').check();
      assert.equal(await rows.count(), 4);
      await page.getByLabel('Search Services').fill('service-30');
      assert.match(await textOf(rows), /service-30 2 problems file-30\.yaml/);
      assert.equal(await textOf(page.getByTestId('found')), '1 of 40');
      await rows.click();
      assert.deepEqual(sent.at(-1), { type: 'select', service: 'key30' });
    }));

  test('Each state without a Service is said in words, with one thing to do.', () =>
    withPanel({ theme: dark }, async ({ page, show, send, sent }) => {
      const notice = page.getByTestId('notice');
      assert.equal(await textOf(notice), 'Reading the manifests…');
      await show(samples.noService);
      assert.equal(await textOf(notice), 'No Service in this file. Choose one');
      await page.getByRole('button', { name: 'Choose a Service' }).click();
      await page.getByTestId('service-choice').first().waitFor();
      await page.getByRole('button', { name: /^All Services/ }).click();
      await show(samples.brokenFile);
      assert.equal(await textOf(notice), 'web.yaml cannot be read: its syntax is broken');
      await send({ type: 'failed', message: 'The language server gave no answer.' });
      await page.getByText('The language server gave no answer.').waitFor();
      await page.getByRole('button', { name: 'Show Output' }).click();
      assert.deepEqual(sent.at(-1), { type: 'showOutput' });
      await show(samples.onePod);
      assert.equal(await page.getByTestId('pod').count(), 1);
    }));

  test('A file that is broken in part says so above the picture.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.modelOf([samples.serviceText(), samples.workloadText(), 'kind: [\n']));
      assert.match(await textOf(page.getByTestId('banner')), /A part of web\.yaml cannot be read/);
      assert.equal(await page.getByTestId('pod').count(), 3);
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
      assert.equal(((await state()) as PanelState).isLegendOpen, true);
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

  test('Labels come from the translations.', () => {
    const bundle = { Client: '클라이언트', Pods: '파드', 'Reading the manifests…': '매니페스트를 읽는 중…' };
    return withPanel({ theme: dark, language: 'ko', bundle }, async ({ page, show }) => {
      assert.equal(await textOf(page.getByTestId('notice')), '매니페스트를 읽는 중…');
      await show(samples.onePod);
      assert.deepEqual(await page.locator('kubereach-graph h2').allTextContents(), [
        '클라이언트',
        'Way in',
        'Service',
        '파드',
      ]);
    });
  });

  test('Messages of another shape change nothing.', () =>
    withPanel({ theme: dark }, async ({ page, show, send }) => {
      await show(samples.onePod);
      await send({ type: 'model', model: { scene: { choice: 1 } } } as never);
      await send('nonsense' as never);
      assert.equal(await page.getByTestId('pod').count(), 1);
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

/** A stored state with the controls of what-if in sight. */
const OPEN: PanelState = { ...INITIAL_PANEL_STATE, isWhatIfOpen: true };

function sum(texts: readonly string[]): number {
  return texts.reduce((total, text) => total + Number(text), 0);
}

function oneLine(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

/** The texts of a column of the result; empty where a reason stands instead. */
async function columnOf(page: Page, index: number): Promise<string[]> {
  const rows = await page.getByTestId('result-table').locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = row.locator('th, td');
      if ((await cells.count()) < 6) return '';
      return oneLine(await cells.nth(index).innerText());
    }),
  );
}

async function waitFor(isDone: () => boolean): Promise<void> {
  for (let round = 0; round < 200 && !isDone(); round++)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** All text in sight, with single spaces between its parts. */
async function textOf(locator: Locator): Promise<string> {
  return (await locator.innerText()).replace(/\s+/g, ' ').trim();
}

/** Accessible name of the focused element, through shadow roots. */
function focusedName(root: Locator): Promise<string> {
  return root.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
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
