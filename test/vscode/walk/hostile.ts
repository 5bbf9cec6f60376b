// Markup in names, labels and everything else that is shown: it is text wherever it appears, and nothing of it runs.
import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { hoverToken, restMouse, SLOW_MS, webview } from '../host/workbench.ts';
import { panelOf, say, screenshot, showInPanel, toggleWhatIf } from './tools.ts';

const FILE = 'hostile.yaml';
const IMAGE = '<img src=x onerror="globalThis.wasRun=1">';
const SCRIPT = '</script><script>globalThis.wasRun=1</script>';

const TEXT = `apiVersion: v1
kind: Service
metadata:
  name: '${IMAGE}'
  labels: { note: '${SCRIPT}' }
spec:
  selector: { app: '${SCRIPT}' }
  ports:
    - name: '${IMAGE}'
      port: 80
      targetPort: '${SCRIPT}'
---
apiVersion: v1
kind: Pod
metadata:
  name: '${SCRIPT}'
  labels: { app: '${SCRIPT}' }
spec:
  containers:
    - name: '${IMAGE}'
      image: x
      ports: [{ name: '${SCRIPT}', containerPort: 8080 }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: '${IMAGE}' }
spec:
  rules:
    - host: '${SCRIPT}'
      http:
        paths:
          - { path: '${IMAGE}', pathType: Prefix, backend: { service: { name: '${IMAGE}', port: { number: 80 } } } }
`;

/** Every part of the panel with such a file, and the hover. */
export async function lookAtHostileText(page: Page, folder: string): Promise<void> {
  await writeFile(join(folder, FILE), TEXT);
  await showInPanel(page, FILE, IMAGE);
  const panel = panelOf(page);
  await panel.getByTestId('pod').filter({ hasText: SCRIPT }).first().waitFor();
  await panel.getByRole('button', { name: 'Send 10 requests' }).click();
  for (const tab of await panel.getByRole('tab').all()) await tab.click();
  await panel.getByRole('tab').first().click();
  await toggleWhatIf(page);
  await panel.locator('kubereach-what-if').getByText(SCRIPT).first().waitFor();
  await screenshot(page, 'hostile');
  await panel.getByText('Table', { exact: true }).click();
  await panel.getByTestId('reach-table').getByText(SCRIPT).first().waitFor();
  await panel.getByText('Graph', { exact: true }).click();
  await toggleWhatIf(page);
  await panel.getByRole('button', { name: /^All Services/ }).click();
  await panel.getByTestId('service-choice').filter({ hasText: IMAGE }).waitFor();
  await panel
    .getByRole('button', { name: /^Picture of/ })
    .first()
    .click();
  await panel.getByTestId('overview').waitFor({ timeout: SLOW_MS });
  await panel.getByRole('button', { name: /^All Services/ }).click();
  await hoverToken(page, 'name:', 'onerror', /Kubereach/);
  await restMouse(page);
  await page.keyboard.press('Escape');
  const wasRun = [
    await webview(page)
      .locator(':root')
      .evaluate(() => 'wasRun' in globalThis),
    await page.evaluate(() => 'wasRun' in globalThis),
  ];
  assert.deepEqual(wasRun, [false, false], 'text of a manifest was run');
  assert.equal(
    await panel.locator('img[src="x"], script').count(),
    0,
    'text of a manifest became an element',
  );
  say('hostile names are shown as text, and run nothing');
}
