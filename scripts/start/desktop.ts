// Desktop VS Code: whether this user has one that can show a window here, and how to open it with the extension.
import { sep } from 'node:path';
import { findOnPath, isExecutable, mustRun } from '../../test/vscode/host/process.ts';
import { projectRoot } from '../../test/vscode/host/paths.ts';
import type { Target } from './options.ts';

const IS_WINDOWS = process.platform === 'win32';
const MAC_APP = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';

/**
 * The `code` command that opens a window on this machine, or undefined when there is none.
 *
 * Not taken: the `code` of a remote window's terminal and the Windows one seen from WSL, which open a window elsewhere
 * that cannot load an extension from here; any `code` on Linux without a display or as root, where it refuses to start.
 */
export function findDesktopCode(): string | undefined {
  const isLinux = process.platform === 'linux';
  if (isLinux && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return undefined;
  if (isLinux && process.getuid?.() === 0) return undefined;
  const found = findOnPath(IS_WINDOWS ? 'code.cmd' : 'code');
  if (found !== undefined && !isElsewhere(found)) return found;
  return isExecutable(MAC_APP) ? MAC_APP : undefined;
}

function isElsewhere(path: string): boolean {
  return path.split(sep).includes('remote-cli') || (process.platform === 'linux' && path.startsWith('/mnt/'));
}

/** Opens a new window on the target, with the extension of this checkout; returns when the window is on its way. */
export async function openDesktop(code: string, { folder, file }: Target): Promise<void> {
  const opened = file === undefined ? [folder] : [folder, file];
  const args = [`--extensionDevelopmentPath=${projectRoot}`, '--new-window', ...opened];
  await (IS_WINDOWS
    ? mustRun(
        `"${code}"`,
        args.map((arg) => `"${arg}"`),
        { shell: true },
      )
    : mustRun(code, args));
  console.log(`VS Code opens ${folder} with Kubereach running in it.`);
}
