// `lint --fix` on disk: which files may change, writing them, and telling what was done.
import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LanguageService } from '../service.ts';
import { displayName } from './read-paths.ts';
import { repair } from './repair.ts';
import { replaceFile } from './replace-file.ts';
import { BAD_USAGE, endWith } from './tell.ts';

/**
 * Repairs what can be repaired in the files of the PATHs and writes them. Standard input is never changed, nor a file that a
 * link reaches outside the PATHs. The service sees the repaired texts afterwards. Returns lines that tell what was done; when a
 * file cannot be written, the others are, and the process ends as for bad usage.
 */
export function fixFiles(
  service: LanguageService,
  uris: readonly string[],
  paths: readonly string[],
): readonly string[] {
  const { workspace } = service;
  const before = workspace.snapshot;
  const roots = paths.filter((path) => path !== '-').map((path) => realpathSync(path));
  const mayChange = new Set(uris.filter((uri) => uri.startsWith('file:') && isBelow(uri, roots)));
  const applied = repair(service, mayChange);
  const lines: string[] = [];
  const skipped = new Set<string>();
  for (const uri of new Set(applied.map((fix) => fix.uri).concat([...mayChange]))) {
    const old = before.file(uri)?.text;
    const text = workspace.snapshot.file(uri)?.text;
    if (old === undefined || text === undefined || old === text) continue;
    const obstacle = write(fileURLToPath(uri), old, text);
    if (obstacle === undefined) continue;
    workspace.setFile(uri, old);
    skipped.add(uri);
    lines.push(`${displayName(uri)} was not fixed: ${obstacle}`);
  }
  for (const { uri, line, rule, title } of applied)
    if (!skipped.has(uri)) lines.push(`fixed ${displayName(uri)}:${line} ${title} (${rule})`);
  return lines;
}

/** Replaces a file's text; says why when it could not. */
function write(path: string, before: string, after: string): string | undefined {
  try {
    if (replaceFile(path, before, after)) return undefined;
    return 'it is not UTF-8, or something else has just changed it';
  } catch (error) {
    endWith(BAD_USAGE);
    const [reason = ''] = (error as Error).message.split(', '); // what follows names a temporary file
    return reason;
  }
}

function isBelow(uri: string, roots: readonly string[]): boolean {
  const path = realpathSync(fileURLToPath(uri));
  return roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep));
}
