// The traffic panel in a headless browser: its first paint, moving dots, memory over an hour's edits.
import { chromium, type Browser, type CDPSession } from 'playwright-core';
import { INITIAL_PANEL_STATE } from '../../../shared/messages/panel-state.ts';
import { bundleWebview, openPanel, type PanelPage, type Scripts } from '../../client/panel-page.ts';
import { modelOf, serviceText, workloadText } from '../../client/sample-models.ts';
import { dark } from '../../client/themes.ts';
import { ensureChromium } from '../../vscode/host/chromium.ts';
import type { BenchContext } from '../bench-context.ts';
import { median, ratioOf, spreadOf, takeTurns } from '../measure.ts';
import { atLeast, atMost, rowOf, type Row } from '../row.ts';

const N_EDITS = 1000;
/** Until then the browser still compiles what runs often. */
const N_WARM = 1000;
const FRAMES_MS = 2000;
const N_DOTS = 200;

/** Says that it is ready and paints what it is told, as any panel must. */
const EMPTY_PANEL: Scripts = new Map([
  [
    '/main.js',
    `const api = acquireVsCodeApi();
     addEventListener('message', ({ data }) => {
       if (data.type === 'model') document.body.append('empty');
     });
     api.postMessage({ type: 'ready' });`,
  ],
]);

/** First paint, frames, memory. */
export async function* panel({ nRuns }: BenchContext): AsyncGenerator<Row> {
  const { executable, env } = await ensureChromium();
  const browser = await chromium.launch({
    executablePath: executable,
    args: ['--enable-precise-memory-info', '--js-flags=--expose-gc'],
    env: { ...process.env, ...env },
  });
  try {
    const script = await bundleWebview();
    const paints = await takeTurns(nRuns, {
      ours: () => firstPaint(browser, script),
      empty: () => firstPaint(browser, EMPTY_PANEL),
    });
    yield rowOf(
      { suite: 'panel', what: 'first paint of the panel', against: 'an empty panel', target: atMost(1.5) },
      { above: paints.ours, below: paints.empty },
    );
    const frames = await takeTurns(nRuns, {
      moving: () => framesPerSecond(browser, script, true),
      still: () => framesPerSecond(browser, script, false),
    });
    yield {
      suite: 'panel',
      what: `frames a second with ${N_DOTS} dots`,
      against: 'the panel at rest',
      ratio: ratioOf(frames.moving, frames.still),
      medians: `${Math.round(median(frames.moving))} / ${Math.round(median(frames.still))}`,
      target: atLeast(0.95),
    };
    const growths = await heapGrowth(browser, script);
    yield {
      suite: 'panel',
      what: `heap after ${N_EDITS} further edits`,
      against: `after the first ${N_WARM}`,
      ratio: spreadOf([growths.after / growths.before]),
      medians: `${megabytes(growths.after)} / ${megabytes(growths.before)}`,
      target: atMost(1.05),
    };
  } finally {
    await browser.close();
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(2)} MB`;
}

/** The Service that is shown, with another number of pods after each edit. */
function modelWith(replicas: number): ReturnType<typeof modelOf> {
  return modelOf([serviceText(), workloadText({ replicas })]);
}

/** From the navigation to the first paint of anything that was told, in milliseconds. */
async function firstPaint(browser: Browser, script: Scripts): Promise<number> {
  const opened = await openPanel(browser, script, { theme: dark });
  await opened.show(modelWith(3));
  const ms = await opened.page.evaluate(
    () =>
      new Promise<number>((settle) => {
        new PerformanceObserver((list) => {
          const [entry] = list.getEntriesByName('first-contentful-paint');
          if (entry) settle(entry.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
  await opened.close();
  return ms;
}

/** Frames while dots travel, a thousand requests at a time, or while nothing does. */
async function framesPerSecond(browser: Browser, script: Scripts, isMoving: boolean): Promise<number> {
  const state = { ...INITIAL_PANEL_STATE, isAnimated: isMoving };
  const opened = await openPanel(browser, script, { theme: dark, state });
  const { page } = opened;
  await opened.show(modelWith(3));
  await page.getByRole('button', { name: 'Send 1000 requests' }).click();
  if (isMoving) await untilMoving(opened);
  const nFrames = await page.evaluate(
    (ms) =>
      new Promise<number>((settle) => {
        const start = performance.now();
        let n = 0;
        requestAnimationFrame(function count(now) {
          if (now - start >= ms) settle(n);
          else {
            n += 1;
            requestAnimationFrame(count);
          }
        });
      }),
    isMoving ? MOVING_MS : FRAMES_MS,
  );
  await opened.close();
  return (nFrames * 1000) / (isMoving ? MOVING_MS : FRAMES_MS);
}

/** All dots are under way for so long before the first arrives. */
const MOVING_MS = 1000;

async function untilMoving({ page }: PanelPage): Promise<void> {
  const dots = page.locator('kubereach-graph .dot');
  if ((await dots.count()) < N_DOTS) throw new Error(`${await dots.count()} dots move, not ${N_DOTS}`);
}

/** The heap after a collection, before and after most of the edits. */
async function heapGrowth(browser: Browser, script: Scripts): Promise<{ before: number; after: number }> {
  const opened = await openPanel(browser, script, { theme: dark });
  const session = await opened.page.context().newCDPSession(opened.page);
  const edit = async (from: number, to: number): Promise<void> => {
    for (let index = from; index < to; index++) {
      await opened.send({ type: 'model', model: modelWith((index % 5) + 1), isPinned: false });
    }
  };
  await edit(0, N_WARM);
  const before = await usedHeap(session);
  await edit(N_WARM, N_WARM + N_EDITS);
  const after = await usedHeap(session);
  await opened.close();
  return { before, after };
}

async function usedHeap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}
