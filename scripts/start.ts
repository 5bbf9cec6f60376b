// `npm start`: builds the extension, lints the examples in the terminal, and opens VS Code on them with the extension
// running. `npm start -- --help` tells the rest.
import pc from 'picocolors';
import { exitOnSignals } from '../test/vscode/host/process.ts';
import { findDesktopCode, openDesktop } from './start/desktop.ts';
import { printLint } from './start/lint.ts';
import { help, readOptions, UsageError } from './start/options.ts';
import { withProgress } from './start/progress.ts';
import { serve } from './start/serve.ts';

/** Returns the exit code. */
async function main(): Promise<number> {
  const { action, isBrowserWanted, target } = readOptions(process.argv.slice(2));
  if (action === 'help') {
    console.log(help);
    return 0;
  }
  const { build } = await import('./build.ts'); // Late, like the check below: --help needs no bundler or browser.
  await withProgress('Building Kubereach', build);
  await printLint(target);
  if (action === 'check') {
    const { checkHeadlessly } = await import('./start/check.ts');
    return checkHeadlessly(target);
  }
  const code = isBrowserWanted ? undefined : findDesktopCode();
  if (code === undefined) return serve(target);
  await openDesktop(code, target);
  return 0;
}

exitOnSignals();
try {
  process.exit(await main());
} catch (error) {
  console.error(`${pc.red('npm start:')} ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof UsageError) console.error('"npm start -- --help" tells what is possible');
  process.exit(error instanceof UsageError ? 2 : 1);
}
