// Packs the built extension the way the Marketplace gets it.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot, scratchFolder } from './paths.ts';
import { mustRun } from './process.ts';

/**
 * Packs the extension in `folder`, which must be built, and returns the path of the .vsix.
 * @throws {Error} with what vsce says when the package is not fit to publish.
 */
export async function packExtension(folder: string): Promise<string> {
  const vsix = join(scratchFolder, 'kubereach.vsix');
  const vsce = join(projectRoot, 'node_modules/@vscode/vsce/vsce');
  const flags = ['--no-dependencies', '--allow-missing-repository']; // All dependencies are bundled.
  await mkdir(scratchFolder, { recursive: true });
  await mustRun(process.execPath, [vsce, 'package', ...flags, '--out', vsix], { cwd: folder });
  return vsix;
}
