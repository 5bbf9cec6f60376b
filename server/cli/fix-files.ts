// `lint --fix` on disk: which files may change, writing them, and telling what was done.
import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LanguageService } from '../service.ts';
import { displayName } from './read-paths.ts';
import { repair } from './repair.ts';
import { replaceFile } from './replace-file.ts';

/**
 * Repairs what can be repaired in the files of the PATHs and writes them. Standard input is never changed, nor a file that a
 * link reaches outside the PATHs. The service sees the repaired texts afterwards. Returns lines that tell what was done.
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
    if (replaceFile(fileURLToPath(uri), old, text)) continue;
    workspace.setFile(uri, old);
    skipped.add(uri);
    lines.push(`${displayName(uri)} was not fixed: it is not UTF-8, or something else has just changed it`);
  }
  for (const { uri, line, rule, title } of applied)
    if (!skipped.has(uri)) lines.push(`fixed ${displayName(uri)}:${line} ${title} (${rule})`);
  return lines;
}

function isBelow(uri: string, roots: readonly string[]): boolean {
  const path = realpathSync(fileURLToPath(uri));
  return roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep));
}
