// The command line of `npm start`.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../test/vscode/host/paths.ts';

/** What `--help` prints. */
export const help = `Usage: npm start [-- [options] [PATH]]

Builds Kubereach, lints PATH in the terminal, and opens VS Code on it with the extension running: the desktop
VS Code when "code" is on PATH, otherwise one from npm, served to your browser on this machine only.

  PATH        a folder with manifests, or one manifest (default: examples)
  --browser   serve VS Code to the browser even when "code" is there
  --check     show nothing: open a manifest headlessly, look whether diagnostics and the traffic panel appear,
              print what was seen, and exit 0 or 1
  -h, --help  print this
`;

/** A wrong command line; the message says what is wrong with it. */
export class UsageError extends Error {}

/** The folder to open, and the file in it when the user named one. Both are absolute. */
export interface Target {
  readonly folder: string;
  readonly file?: string;
  /** The folder or file as one would write it from the project's root. */
  readonly shown: string;
}

/** A command line that can be carried out. */
export interface Options {
  readonly action: 'help' | 'check' | 'open';
  /** Whether desktop VS Code is out of the question. */
  readonly isBrowserWanted: boolean;
  readonly target: Target;
}

/**
 * Reads the arguments after `npm start --`.
 * @throws {UsageError}
 */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw new UsageError(`one PATH at most, not ${positionals.length}`);
  return {
    action: values.help === true ? 'help' : values.check === true ? 'check' : 'open',
    isBrowserWanted: values.browser === true,
    target: readTarget(positionals[0]),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        check: { type: 'boolean' },
        browser: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** npm changes to the project's root; a relative PATH is meant from where the user stands. */
function readTarget(path: string | undefined): Target {
  const from = process.env['INIT_CWD'] ?? process.cwd();
  const absolute = path === undefined ? join(projectRoot, 'examples') : resolve(from, path);
  if (!existsSync(absolute)) throw new UsageError(`there is no file or folder ${absolute}`);
  const fromRoot = relative(projectRoot, absolute);
  const shown = fromRoot === '' || fromRoot.startsWith('..') ? absolute : fromRoot;
  const stats = statSync(absolute);
  if (stats.isDirectory()) return { shown, folder: absolute };
  if (stats.isFile()) return { shown, folder: dirname(absolute), file: absolute };
  throw new UsageError(`${absolute} is neither a file nor a folder`);
}
