// Pictures of the whole window of the real VS Code in a language, with the packaged extension: a message, the problems,
// the quick fixes, the panel. VS Code's own interface stays English: language packs come from the Marketplace alone.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { bundleFor, type Language } from '../client/panel-states.ts';
import { launchBrowser } from './host/browser.ts';
import { ensureChromium } from './host/chromium.ts';
import { installHost } from './host/install.ts';
import { projectRoot } from './host/paths.ts';
import { startServer, testSettings, type VSCodeServer } from './host/server.ts';
import { packExtension } from './host/vsix.ts';
import {
  hoverToken,
  openFile,
  openWorkbench,
  problems,
  restMouse,
  runCommandByTitle,
  setColorTheme,
  waitForSquiggle,
  type ThemeName,
} from './host/workbench.ts';
import { panelOf, untilShown } from './walk/tools.ts';

const SLIP = '11-selector-typo.yaml';
const BALANCER = '09-load-balancer.yaml';
const THEMES = { dark: 'dark-modern', light: 'light-modern' } as const satisfies Record<string, ThemeName>;
const USUAL = { width: 1400, height: 900 } as const;
/** The whole graph and the result below it have room. */
const TALL = { width: 1600, height: 2000 } as const;

/** Takes a picture of what is shown. */
type Shoot = (view: string) => Promise<void>;

/** Takes the pictures of one language to `folder`, and returns how many. `dist/` must be built. */
export async function takeWindowPictures(language: Language, folder: string): Promise<number> {
  const own = await mkdtemp(join(tmpdir(), 'kubereach-pictures-'));
  const browser = await launchBrowser(await ensureChromium());
  let server: VSCodeServer | undefined;
  let nPictures = 0;
  try {
    await cp(join(projectRoot, 'examples'), join(own, 'examples'), { recursive: true });
    const vsix = await packExtension(projectRoot);
    server = await startServer(await installHost(), { settings: testSettings, vsix });
    const page = await browser.context.newPage();
    await page.addInitScript(speak, language);
    await openWorkbench(page, server.address({ folder: join(own, 'examples') }));
    for (const [name, theme] of Object.entries(THEMES)) {
      const shoot = async (view: string): Promise<void> => {
        const path = join(folder, `window-${view}-${name}-${language}.png`);
        await page.screenshot({ path, animations: 'disabled' });
        nPictures += 1;
      };
      await setColorTheme(page, theme);
      await page.setViewportSize(USUAL);
      await showEditor(page, shoot);
      await page.setViewportSize(TALL);
      await showPanel(page, language, shoot);
    }
    return nPictures;
  } finally {
    await browser.close();
    await server?.stop();
    await rm(own, { recursive: true, force: true });
  }
}

/** Runs in the page first. The workbench tells this language to its extensions, and it stands in for a language pack. */
function speak(language: string): void {
  Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language });
}

/** The slip: its message over the text, its quick fixes, the problems. */
async function showEditor(page: Page, shoot: Shoot): Promise<void> {
  await openFile(page, SLIP);
  await waitForSquiggle(page, 'warning');
  await hoverToken(page, 'app:', 'catr', 'service-selector-near-miss');
  await shoot('message');
  await page.keyboard.press('Escape');
  await restMouse(page);
  await page.locator('.view-line', { hasText: 'catr' }).first().click();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget .monaco-list-row').first().waitFor();
  await shoot('fixes');
  await page.keyboard.press('Escape');
  await problems(page, 'endpoints-'); // Names of rules are the same in each language.
  await shoot('problems');
  await runCommandByTitle(page, 'View: Hide Panel');
}

/** The traffic preview beside its text with a result, then with the controls of what-if. */
async function showPanel(page: Page, language: Language, shoot: Shoot): Promise<void> {
  const word = (english: string): string => bundleFor(language)[english] ?? english;
  await openFile(page, BALANCER);
  await runCommandByTitle(page, 'Kubereach: Open Traffic Preview');
  await untilShown(page, 'storefront');
  const send = word('Send {0} requests').replace('{0}', '100');
  await panelOf(page).getByRole('button', { name: send }).first().click();
  await restMouse(page);
  await panelOf(page).getByTestId('result-table').waitFor();
  await shoot('panel');
  await panelOf(page)
    .getByRole('button', { name: word('What if') })
    .first()
    .click();
  await restMouse(page);
  await shoot('what-if');
  await runCommandByTitle(page, 'View: Close All Editors');
}
