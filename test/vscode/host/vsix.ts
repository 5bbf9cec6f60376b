// Packs the built extension the way the Marketplace gets it.
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './paths.ts';
import { mustRun } from './process.ts';

/**
 * Packs the extension in `folder`, which must be built, and returns the path of the .vsix: another one each time, and
 * gone when the process exits.
 * @throws {Error} with what vsce says when the package is not fit to publish.
 */
export async function packExtension(folder: string): Promise<string> {
  const own = await mkdtemp(join(tmpdir(), 'kubereach-vsix-'));
  process.once('exit', () => rmSync(own, { recursive: true, force: true }));
  const vsix = join(own, 'kubereach.vsix');
  const vsce = join(projectRoot, 'node_modules/@vscode/vsce/vsce');
  const flags = ['--no-dependencies', '--allow-missing-repository']; // All dependencies are bundled.
  await mustRun(process.execPath, [vsce, 'package', ...flags, '--out', vsix], { cwd: folder });
  return vsix;
}
