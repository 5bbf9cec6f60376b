// Every control of the panel: what it makes of the result is what the command line says of the same scenario.
import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { SLOW_MS } from '../host/workbench.ts';
import {
  askCommandLine,
  DEFAULT_RUN,
  readCards,
  readPanel,
  runCommandLine,
  type CommandLine,
} from './compare.ts';
import { EXPERIMENTS, type Experiment } from './experiments.ts';
import { SHOP, shopText } from './shop.ts';
import { panelOf, say, showInPanel, toggleWhatIf } from './tools.ts';

const QUICK_MS = 5000;

/** More than so many are all of one cause. */
const MAX_DIFFERENCES = 5;

/** Choices that an experiment does not make. */
const USUAL = { By: 'node/node-1', From: 'external', Clients: '1', 'To port': 'port0' } as const;

/** Tries every control, in the rail and in the run bar. `folder` is the workspace, `cli` a built command line. */
export async function lookAtControls(page: Page, folder: string, cli: string): Promise<void> {
  await writeFile(join(folder, SHOP), shopText());
  await showInPanel(page, SHOP, 'bazaar');
  const panel = panelOf(page);
  await toggleWhatIf(page);
  page.setDefaultTimeout(QUICK_MS); // The panel answers by itself.
  const commandLine = { cli, folder: await mkdtemp(join(tmpdir(), 'kubereach-shop-')) };
  try {
    const tried = new Set<string>();
    const differences: string[] = [];
    for (const experiment of EXPERIMENTS) {
      try {
        await tryExperiment(panel, experiment, commandLine, tried);
      } catch (error) {
        differences.push(`${experiment.name}: ${error instanceof Error ? error.message : String(error)}`);
        if (differences.length >= MAX_DIFFERENCES) break;
        await resetAll(panel);
      }
    }
    assert.equal(differences.length, 0, differences.join('\n'));
    say(`${EXPERIMENTS.length} experiments: the panel shows what the command line says`);
    await tryResets(panel, commandLine);
    await tryRunning(panel, commandLine);
    const keys = await panel
      .locator('[data-control]')
      .evaluateAll((all) => all.map((element) => element.getAttribute('data-control') ?? ''));
    const offered = keys.map(fieldOf);
    const missed = [...new Set(offered)].filter((field) => !tried.has(field));
    assert.deepEqual(missed, [], 'controls that no experiment changes');
  } finally {
    await rm(commandLine.folder, { recursive: true, force: true });
    page.setDefaultTimeout(SLOW_MS);
  }
  await toggleWhatIf(page);
}

function fieldOf(key: string): string {
  return key.split('#').at(-1) ?? '';
}

async function tryExperiment(
  panel: Locator,
  experiment: Experiment,
  commandLine: CommandLine,
  tried: Set<string>,
): Promise<void> {
  const { controls = {}, choices = {}, seed = 1, run = DEFAULT_RUN, isElsewhere = false } = experiment;
  for (const [label, value] of Object.entries({ ...USUAL, ...choices })) {
    await panel.getByLabel(label, { exact: true }).selectOption(value);
  }
  await fill(panel.getByLabel('Seed', { exact: true }), seed);
  for (const [key, value] of Object.entries(controls)) {
    await setControl(panel, key, value);
    tried.add(fieldOf(key));
  }
  await sendRun(panel, run);
  const expected = askCommandLine(experiment, commandLine);
  const shown = await readPanel(panel, isElsewhere);
  assert.deepEqual(shown, expected);
  const counts = shown.lines.flatMap((line) => {
    const [pod, , , , requests = ''] = line.split(' | ');
    return requests === '' ? [] : [`${pod} | ${Number.parseInt(requests, 10)}`];
  });
  const cards = await readCards(panel);
  assert.deepEqual([...cards].sort(), counts.sort(), 'the picture and the table differ');
  if (experiment.manifest && !isElsewhere) await compareEndpoints(panel, experiment, commandLine);
  await resetAll(panel);
}

/** Sends a run from nothing. */
async function sendRun(panel: Locator, run: NonNullable<Experiment['run']>): Promise<void> {
  for (const piece of run) {
    if (typeof piece === 'number') {
      const name = piece === 1 ? 'Send 1 request' : `Send ${piece} requests`;
      await panel.getByRole('button', { name, exact: true }).click();
    } else {
      await panel.getByLabel('Let time pass').selectOption(String(Number.parseInt(piece, 10)));
    }
  }
}

/** The tab Endpoints, in kubectl's words. Times and addresses that only a cluster has are placeholders in both. */
async function compareEndpoints(
  panel: Locator,
  { manifest }: Experiment,
  commandLine: CommandLine,
): Promise<void> {
  await panel.getByRole('tab', { name: 'Endpoints' }).click();
  const [describe = '', ...tables] = await panel.getByTestId('tab-panel').locator('pre').allInnerTexts();
  const ask = (...args: string[]) => runCommandLine(commandLine, manifest, args).trimEnd();
  assert.equal(describe.trimEnd(), ask('describe', 'service', 'bazaar'));
  for (const [index, kind] of ['endpoints', 'endpointslices'].entries()) {
    const own = ask('get', kind);
    assert.equal(tables[index]?.trimEnd(), own, `kubectl get ${kind}`);
  }
  await panel.getByRole('tab', { name: 'Result' }).click();
}

async function resetAll(panel: Locator): Promise<void> {
  for (const name of ['Reset to manifests', 'Reset the run']) {
    const button = panel.getByRole('button', { name, exact: true });
    if (await button.isEnabled()) await button.click();
  }
  assert.equal(await panel.locator('.is-changed').count(), 0, 'something stays changed');
}

/** Two overrides, one of them taken back alone, then both; and the same for the run. */
async function tryResets(panel: Locator, commandLine: CommandLine): Promise<void> {
  await tryExperiment(panel, { name: 'before resets' }, commandLine, new Set());
  await setControl(panel, 'Deployment/default/web#replicas', 4);
  await setControl(panel, 'Pod/default/one#state', 'not-ready');
  const wasText = await panel.locator('[data-control="Deployment/default/web#replicas"] .was').innerText();
  assert.match(wasText, /the manifest has 2/);
  await panel.getByRole('button', { name: 'Reset State of Pod one' }).click();
  await sendRun(panel, [100]);
  const alone = askCommandLine({ name: '', manifest: { replicas: 4 } }, commandLine);
  assert.deepEqual(await readPanel(panel, false), alone, 'one is reset alone');
  await panel.getByRole('button', { name: 'Reset to manifests' }).click();
  const none = askCommandLine({ name: '' }, commandLine);
  assert.deepEqual(await readPanel(panel, false), none, 'all are reset, and the run goes on from there');
  await panel.getByRole('button', { name: 'Reset the run' }).click();
  assert.match(await panel.getByTestId('result-summary').innerText(), /^No requests yet/);
  say('overrides are reset alone and together, and so is the run');
}

/** A run at two speeds, paused: what came until then is what the command line says of as many requests, drawn or not. */
async function tryRunning(panel: Locator, commandLine: CommandLine): Promise<void> {
  const animate = panel.getByRole('button', { name: 'Animate' });
  for (const [speed, nAtLeast, isAnimated] of [
    ['10', 5, 'true'],
    ['200', 300, 'false'],
  ] as const) {
    await panel.getByLabel('Per second').selectOption(speed);
    if ((await animate.getAttribute('aria-pressed')) !== isAnimated) await animate.click();
    await panel.getByRole('button', { name: 'Run', exact: true }).click();
    await sent(panel, nAtLeast);
    await panel.getByRole('button', { name: 'Pause', exact: true }).click();
    const nSent = await sent(panel, nAtLeast);
    const scenario = { name: '', flags: [`--requests=${nSent}`] };
    assert.deepEqual(
      await readPanel(panel, false),
      askCommandLine(scenario, commandLine),
      `${nSent} requests`,
    );
    assert.equal(await sent(panel, nAtLeast), nSent, 'it goes on though it is paused');
    await resetAll(panel);
  }
  if ((await animate.getAttribute('aria-pressed')) === 'false') await animate.click();
  say('a run goes on until it is paused, and its numbers are those of the command line');
}

/** Waits until so many requests were sent, and says how many. */
async function sent(panel: Locator, nAtLeast: number): Promise<number> {
  const deadline = Date.now() + SLOW_MS;
  for (;;) {
    const cards = await readCards(panel);
    const total = cards.reduce((sum, card) => sum + Number(card.split(' | ')[1]), 0);
    if (total >= nAtLeast) return total;
    assert.ok(Date.now() < deadline, `${total} of ${nAtLeast} requests were sent`);
    await panel.page().waitForTimeout(100);
  }
}

async function setControl(panel: Locator, key: string, value: string | number | boolean): Promise<void> {
  const control = panel.locator(`[data-control="${key}"]`);
  if (typeof value === 'boolean') await control.locator('input').setChecked(value);
  else if (typeof value === 'number') await fill(control.locator('input'), value);
  else await control.locator('select').selectOption(value);
}

async function fill(input: Locator, value: number): Promise<void> {
  await input.fill(String(value));
  await input.press('Tab');
}
