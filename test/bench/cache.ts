// The folder of everything that a run makes and may find again: workspaces, programs, peers. Git never sees it.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWorkspace } from './generate/workspace.ts';

/** To be raised when the generator makes other files. */
const GENERATOR_VERSION = 1;

/** Makes the folder, with a note to git to pass it over. */
export function openCache(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.gitignore'), '*\n');
}

/** The folder of a made-up workspace. A half-written one of an earlier run is never taken for whole. */
export function workspaceIn(cache: string, nFiles: number): string {
  const folder = join(cache, `workspace-${GENERATOR_VERSION}-${nFiles}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  writeWorkspace(draft, nFiles);
  renameSync(draft, folder);
  return folder;
}
