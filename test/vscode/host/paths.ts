// Where things are: the project, and the folder that caches what is fetched to run the real VS Code.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout, without a final separator. */
export const projectRoot = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

/** Git-ignored folder for everything that a run leaves behind: bundled suites, packages, screenshots, caches. */
export const scratchFolder = resolve(projectRoot, '.vscode-test');

/** Folder that holds the fetched VS Code and, where needed, a browser; `KUBEREACH_VSCODE_HOST` names another one. */
export function hostCacheFolder(): string {
  return resolve(process.env['KUBEREACH_VSCODE_HOST'] || resolve(scratchFolder, 'host'));
}
