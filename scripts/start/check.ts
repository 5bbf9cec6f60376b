// `npm start -- --check`: opens a manifest in the real VS Code, headlessly, and looks whether the extension does there
// what the command line says about the same files.
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import pc from 'picocolors';
import { glob } from 'tinyglobby';
import { launchBrowser } from '../../test/vscode/host/browser.ts';
import { ensureChromium } from '../../test/vscode/host/chromium.ts';
import { scratchFolder } from '../../test/vscode/host/paths.ts';
import { testSettings } from '../../test/vscode/host/server.ts';
import {
  openWorkbench,
  problems,
  runCommandByTitle,
  SLOW_MS,
  waitForText,
  webview,
} from '../../test/vscode/host/workbench.ts';
import type { Page } from 'playwright-core';
import { findingsIn, type LintFinding } from './lint.ts';
import type { Target } from './options.ts';
import { withProgress } from './progress.ts';
import { fetchHost, startWithExtension } from './serve.ts';

/** The manifest to open, and what the command line finds in it. */
interface Subject {
  readonly file: string;
  readonly findings: readonly LintFinding[];
}

/** Returns 0 when diagnostics and the traffic panel appear, otherwise 1. */
export async function checkHeadlessly(target: Target): Promise<number> {
  const subject = await chooseSubject(target);
  if (subject === undefined) {
    console.error(`${pc.red('✗')} no manifest with a Service in ${target.shown}: nothing to check`);
    return 1;
  }
  const host = await fetchHost();
  const chromium = await withProgress('Headless browser', () => ensureChromium());
  const server = await startWithExtension(host, testSettings);
  try {
    const browser = await launchBrowser(chromium);
    try {
      const page = await browser.context.newPage();
      await openWorkbench(page, server.address({ folder: target.folder, file: subject.file }));
      return await look(page, subject, target);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

/** The first manifest with a Service and a finding, else the first with a Service. */
async function chooseSubject(target: Target): Promise<Subject | undefined> {
  const files = target.file === undefined ? await manifestsIn(target.folder) : [target.file];
  const findings = (await findingsIn(target)).filter(({ severity }) => severity !== 'hint'); // No problem row.
  const subjects: Subject[] = [];
  for (const file of files) {
    if (!/\bkind["']?:\s*["']?Service\b/.test(await readFile(file, 'utf8'))) continue;
    subjects.push({ file, findings: findings.filter((finding) => finding.file === file) });
  }
  return subjects.find((subject) => subject.findings.length > 0) ?? subjects[0];
}

async function manifestsIn(folder: string): Promise<string[]> {
  const ignore = ['**/node_modules/**', '**/.git/**'];
  return (await glob(['**/*.{yaml,yml,json}'], { cwd: folder, absolute: true, ignore })).sort();
}

/** Looks at the opened manifest as a user would, and says what is there. */
async function look(page: Page, { file, findings }: Subject, target: Target): Promise<number> {
  const saw = (what: string) => console.log(`${pc.green('✓')} ${what}`);
  try {
    await waitForText(page);
    saw(`VS Code shows ${relative(target.folder, file)}`);
    const [finding] = findings;
    if (finding === undefined) {
      saw('no problem to show: the command line finds none in this file');
    } else {
      const [row] = await problems(page, finding.rule);
      saw(`problem: ${row}`);
    }
    await runCommandByTitle(page, 'View: Focus Active Editor Group');
    await runCommandByTitle(page, 'Kubereach: Open Traffic Preview');
    const service = webview(page).locator('kubereach-preview').getByTestId('service').first();
    await service.waitFor({ timeout: SLOW_MS });
    saw(`traffic panel: ${(await service.innerText()).replace(/\s+/g, ' ').trim()}`);
    return 0;
  } catch (error) {
    const path = join(scratchFolder, 'check-failure.png');
    await page.screenshot({ path });
    console.error(`${pc.red('✗')} ${error instanceof Error ? error.message : String(error)}`);
    console.error(`What was on the screen: ${path}`);
    return 1;
  }
}
