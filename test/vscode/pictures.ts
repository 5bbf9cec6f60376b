// Pictures of every state of the panel for people to look at: each theme, wide and narrow, in each language.
// `node --import tsx test/vscode/pictures.ts [NAME...]`; they go to .vscode-test/pictures/. With `--vscode LANGUAGE`
// pictures of the real VS Code with the built extension instead.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { ensureChromium } from './host/chromium.ts';
import { exitOnSignals } from './host/process.ts';
import { bundleWebview, openPanel, showState } from '../client/panel-page.ts';
import { bundleFor, LANGUAGES, sampleStates, type Language } from '../client/panel-states.ts';
import { themes } from '../client/themes.ts';
import { takeWindowPictures } from './window-pictures.ts';

const FOLDER = fileURLToPath(new URL('../../.vscode-test/pictures/', import.meta.url));
const WIDTHS = { wide: 1000, narrow: 400 } as const;

async function takePictures(wanted: readonly string[]): Promise<number> {
  const { executable, env } = await ensureChromium();
  const script = await bundleWebview();
  const browser = await chromium.launch({ executablePath: executable, env: { ...process.env, ...env } });
  let nPictures = 0;
  for (const language of LANGUAGES) {
    for (const sample of sampleStates(language)) {
      if (wanted.length > 0 && !wanted.includes(sample.name)) continue;
      for (const [name, theme] of Object.entries(themes)) {
        const options = { theme, language, bundle: bundleFor(language), state: sample.state };
        const panel = await openPanel(browser, script, options);
        await showState(panel, sample);
        for (const [width, pixels] of Object.entries(WIDTHS)) {
          await panel.page.setViewportSize({ width: pixels, height: 760 });
          await panel.page.waitForTimeout(80);
          const path = `${FOLDER}${sample.name}-${name}-${width}-${language}.png`;
          await panel.page.screenshot({ path, fullPage: true });
          nPictures += 1;
        }
        if (panel.complaints.length > 0) throw new Error(panel.complaints.join('\n'));
        await panel.close();
      }
    }
  }
  await browser.close();
  return nPictures;
}

function readLanguage(text: string): Language {
  const language = LANGUAGES.find((known) => known === text);
  if (language === undefined) throw new RangeError(`There is no language ${text}: ${LANGUAGES.join(', ')}`);
  return language;
}

exitOnSignals();
const { values, positionals } = parseArgs({
  allowPositionals: true, // Names of states; all of them when there are none.
  options: { vscode: { type: 'string' } },
});
mkdirSync(FOLDER, { recursive: true });
const nPictures = await (values.vscode === undefined
  ? takePictures(positionals)
  : takeWindowPictures(readLanguage(values.vscode), FOLDER));
console.log(`${nPictures} pictures in ${FOLDER}`);
