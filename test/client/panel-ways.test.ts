// Ways around in the panel: keys, clicks, other Services, states without one.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PanelState } from '../../shared/messages/panel-state.ts';
import { columnOf, focusedName, sum, textOf } from './panel-helpers.ts';
import { withPanels } from './panel-page.ts';
import * as samples from './sample-models.ts';
import { dark } from './themes.ts';

describe('Ways around in the panel: keys, clicks, other Services, states without one.', () => {
  const withPanel = withPanels();

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
      const more = Array.from({ length: 3 }, (_, index) => ({
        key: `key${index}`,
        label: `other-${index}`,
        file: 'other.yaml',
        isHere: false,
        nProblems: 0,
      }));
      await show({ ...samples.onePod, services: [...more, ...samples.onePod.services] });
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
      assert.equal(await textOf(page.getByTestId('found')), '1 of 40 Services');
      await rows.click();
      assert.deepEqual(sent.at(-1), { type: 'select', service: 'key30' });
    }));

  test('A whole namespace has a picture, and so has each of its Ingresses.', () =>
    withPanel({ theme: dark }, async ({ page, show, send, sent }) => {
      await show(samples.onePod);
      await page.getByRole('button', { name: /^All Services/ }).click();
      await page.getByRole('button', { name: 'Picture of shop' }).click();
      assert.deepEqual(sent.at(-1), { type: 'overview', namespace: 'shop' });
      await send({ type: 'overview', overview: samples.shopNamespace });
      const picture = page.getByTestId('overview');
      await picture.waitFor();
      const whole = await picture.getAttribute('alt');
      assert.match(whole ?? '', /web/);
      assert.match(whole ?? '', /api/);
      assert.ok(
        await picture.evaluate((image: HTMLImageElement) =>
          image.decode().then(() => image.naturalWidth > 300),
        ),
      );
      await page.getByLabel('What is drawn').selectOption('front');
      await page.waitForFunction((before) => {
        const panel = document.querySelector('kubereach-preview')?.shadowRoot;
        const image = panel?.querySelector('kubereach-overview')?.shadowRoot?.querySelector('img');
        return image !== null && image !== undefined && image.alt !== before;
      }, whole);
      assert.doesNotMatch((await picture.getAttribute('alt')) ?? '', /api/);
    }));

  test("The boxes of a namespace's picture lead to their text, by click and by key, and count problems.", () =>
    withPanel({ theme: dark }, async ({ page, show, send, sent }) => {
      await show(samples.shopModel);
      await page.getByRole('button', { name: /^All Services/ }).click();
      await send({ type: 'overview', overview: samples.shopNamespace });
      const spot = (name: string | RegExp) =>
        page.getByTestId('spot').and(page.getByRole('button', { name }));
      await spot('Ingress front')
        .first()
        .click({ position: { x: 8, y: 8 } });
      await spot('web: http 80/TCP → http').click();
      await spot('web#2')
        .first()
        .click({ position: { x: 8, y: 8 } });
      await spot(/^api: 1 problem/).focus();
      await page.keyboard.press('Enter');
      assert.deepEqual(sent.slice(1), [
        { type: 'reveal', anchor: samples.anchorAt(3) },
        { type: 'reveal', anchor: samples.anchorAt(0, 'spec.ports[0]') },
        { type: 'reveal', anchor: samples.anchorAt(2, 'spec.template') },
        { type: 'reveal', anchor: samples.anchorAt(1) },
      ]);
      const problem = page.getByTestId('problem');
      assert.equal(await problem.count(), 1);
      assert.match(await textOf(problem), /^Service "api" selects no pod, .* service-selector-near-miss$/);
      await problem.click();
      assert.deepEqual(sent.at(-1), { type: 'reveal', anchor: samples.anchorAt(1, 'spec.selector.app') });
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

  test('An update keeps the focus where it is.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      await show(samples.threePods);
      await page.getByTestId('pod').nth(2).focus();
      await show(samples.twelvePods);
      assert.match(await focusedName(page.locator('kubereach-preview')), /^Pod web#3,/);
    }));

  test('The focus stays with its pod when another one takes its place.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      const { serviceText, workloadText, modelOf } = samples;
      const last = workloadText({ name: 'zoo', labels: '{ app: web, kind: zoo }', replicas: 1 });
      await show(modelOf([serviceText(), workloadText({ replicas: 3 }), last]));
      await page.getByTestId('pod').nth(1).focus();
      const first = workloadText({ name: 'ant', labels: '{ app: web, kind: ant }', replicas: 1 });
      await show(modelOf([serviceText(), first, workloadText({ replicas: 3 }), last]));
      assert.match(await focusedName(page.locator('kubereach-preview')), /^Pod web#2,/);
    }));

  test('Over a thousand edits the page holds no more elements than before.', () =>
    withPanel({ theme: dark }, async ({ page, show }) => {
      const models: readonly unknown[] = [1, 5, 3].map((replicas) =>
        samples.modelOf([samples.serviceText(), samples.workloadText({ replicas })]),
      );
      const session = await page.context().newCDPSession(page);
      const nNodes = async (nEdits: number): Promise<number> => {
        await page.evaluate(
          async ({ all, n }) => {
            for (let index = 0; index < n; index++) {
              window.postMessage({ type: 'model', model: all[index % all.length], isPinned: false }, '*');
              await new Promise((resolve) => setTimeout(resolve));
            }
          },
          { all: models, n: nEdits },
        );
        await show(samples.threePods);
        await session.send('HeapProfiler.collectGarbage');
        return (await session.send('Memory.getDOMCounters')).nodes;
      };
      const before = await nNodes(100);
      assert.ok((await nNodes(900)) <= before + 5);
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
});
