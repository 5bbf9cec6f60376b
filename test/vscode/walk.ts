// Walks through the packaged extension as a user does, in the npm-shipped VS Code: the editor, the traffic panel with
// every control, the ways to it, hostile text, keys alone. Screenshots go to .vscode-test/screenshots/.
import { strict as assert } from 'node:assert';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from './host/browser.ts';
import { ensureChromium } from './host/chromium.ts';
import { installHost, type InstallStep } from './host/install.ts';
import { projectRoot } from './host/paths.ts';
import { exitOnSignals } from './host/process.ts';
import { startServer, testSettings, type VSCodeServer } from './host/server.ts';
import { packExtension } from './host/vsix.ts';
import { openWorkbench } from './host/workbench.ts';
import { lookBothWays } from './walk/both-ways.ts';
import { lookAtControls } from './walk/controls.ts';
import { lookAtDoors } from './walk/doors.ts';
import { lookAtBoth, lookAtEditor } from './walk/editor.ts';
import { lookAtHostileText } from './walk/hostile.ts';
import { walkByKeys } from './walk/keyboard.ts';
import { lookAtPanel, lookAtWhatIf } from './walk/panel.ts';
import { say, screenshot, SCREENSHOTS } from './walk/tools.ts';

/** The parts in order. All but the first need the panel, which is opened for them. */
const PARTS: Readonly<Record<string, (page: Page, folder: string, cli: string) => Promise<void>>> = {
  editor: lookAtEditor,
  panel: lookAtPanel,
  'what-if': lookAtWhatIf,
  'both-ways': lookBothWays,
  controls: lookAtControls,
  keyboard: walkByKeys,
  doors: lookAtDoors,
  both: lookAtBoth,
  // Last: its labels look like placeholders, so that any selector might select its pod.
  hostile: lookAtHostileText,
};

/** Collects paths of the extension's own files that VS Code asked for and did not get. */
function watchForMissingFiles(page: Page): ReadonlySet<string> {
  const missing = new Set<string>();
  page.on('response', (response) => {
    const path = /\/kubereach\.kubereach-[^/]+\/([^?&]+)/.exec(decodeURIComponent(response.url()))?.[1];
    if (path !== undefined && response.status() >= 400) missing.add(path);
  });
  return missing;
}

/** What was built: the packaged extension, and the command line to compare it with. */
interface Built {
  readonly vsix: string;
  readonly cli: string;
}

/** A part that fails is walked once more: a busy machine may lose a key, but not twice the same. */
async function walkThrough(folder: string, { vsix, cli }: Built, parts: readonly string[]): Promise<void> {
  const announce = ({ label }: InstallStep) => say(`fetching ${label}`);
  const host = await installHost(announce);
  const browser = await launchBrowser(await ensureChromium(announce));
  let server: VSCodeServer | undefined;
  try {
    server = await startServer(host, { settings: testSettings, vsix });
    const page = await browser.context.newPage();
    const missing = watchForMissingFiles(page);
    try {
      const address = server.address({ folder });
      await openWorkbench(page, address);
      say(`VS Code ${host.version} is open`);
      for (const [name, look] of Object.entries(PARTS)) {
        if (parts.length > 0 && !parts.includes(name)) continue;
        await look(page, folder, cli).catch(async (error: unknown) => {
          say(`${name} failed, once more in a new window: ${messageOf(error)}`);
          await screenshot(page, `failure-${name}`);
          await openWorkbench(page, address);
          await look(page, folder, cli);
        });
      }
      assert.deepEqual([...missing], [], 'the package lacks files that the extension asks for');
      assert.deepEqual(browser.refused, [], 'something asked for an address beyond this machine');
    } catch (error) {
      await screenshot(page, 'failure');
      say(`what was on the screen: ${join(SCREENSHOTS, 'failure.png')}`);
      throw error;
    }
  } finally {
    await browser.close();
    await server?.stop();
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true, // Names of parts; all of them when there are none.
    options: {
      extension: { type: 'string', default: projectRoot },
      workspace: { type: 'string', default: join(projectRoot, 'examples') },
    },
  });
  const unknown = positionals.find((name) => !(name in PARTS));
  if (unknown !== undefined)
    throw new RangeError(`There is no part ${unknown}: ${Object.keys(PARTS).join(', ')}`);
  await rm(SCREENSHOTS, { recursive: true, force: true });
  await mkdir(SCREENSHOTS, { recursive: true });
  const extension = resolve(values.extension);
  const own = await mkdtemp(join(tmpdir(), 'kubereach-walk-'));
  const [folder, cli] = [join(own, 'examples'), join(own, 'cli.cjs')];
  try {
    await cp(resolve(values.workspace), folder, { recursive: true });
    await cp(join(extension, 'dist/cli.cjs'), cli); // The next build would take it away.
    await walkThrough(folder, { vsix: await packExtension(extension), cli }, positionals);
    say(`screenshots are in ${SCREENSHOTS}`);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

exitOnSignals();
main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
