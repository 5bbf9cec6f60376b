// The PATHs of a command to a workspace, without what the configuration excludes.
import { dirname, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import createIgnore from 'ignore';
import type { LoadedConfig } from './load-config.ts';
import { readPaths, type ReadPaths } from './read-paths.ts';

/** Reads the PATHs. Files that were found in a folder are left out when they are excluded; a file that was named stays. */
export function readWorkspace(paths: readonly string[], { config, file }: LoadedConfig): ReadPaths {
  const read = readPaths(paths);
  if (!file || !config.exclude || config.exclude.length === 0) return read;
  const rules = createIgnore().add([...config.exclude]);
  const folder = dirname(file.path);
  const named = new Set(paths.map((path) => pathToFileURL(path).href));
  const isExcluded = (uri: string): boolean => {
    if (!uri.startsWith('file:') || named.has(uri)) return false;
    const path = relative(folder, fileURLToPath(uri)).replaceAll(sep, '/');
    return path !== '' && !path.startsWith('../') && !/^(?:[a-z]:|\/)/i.test(path) && rules.ignores(path);
  };
  for (const uri of [...read.uris, ...read.unread.map((one) => one.uri)])
    if (isExcluded(uri)) read.workspace.removeFile(uri);
  return {
    ...read,
    uris: read.uris.filter((uri) => !isExcluded(uri)),
    unread: read.unread.filter(({ uri }) => !isExcluded(uri)),
  };
}
