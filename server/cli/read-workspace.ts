// The PATHs of a command to a workspace, without what the configuration excludes.
import { dirname, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import createIgnore from 'ignore';
import type { LoadedConfig } from './load-config.ts';
import { displayName, readPaths, type ReadPaths } from './read-paths.ts';
import { BAD_USAGE, endWith, tell } from './tell.ts';

/**
 * Reads the PATHs. Files that were found in a folder are left out when they are excluded; a file that was named stays.
 * What could not be read is told on standard error; where it should have been, the process ends as for bad usage.
 */
export function readWorkspace(paths: readonly string[], config: LoadedConfig): ReadPaths {
  const named = new Set(paths.map((path) => pathToFileURL(path).href));
  /** True for standard input as well. */
  const isNamed = (uri: string): boolean => named.has(uri) || !uri.startsWith('file:');
  const read = withoutExcluded(readPaths(paths), config, isNamed);
  for (const { uri, unread } of read.unread) {
    if (unread === 'template') continue; // left out on purpose
    const name = displayName(uri);
    tell(unread === 'unreadable' ? `${name} cannot be read` : `${name} was not read: ${unread}`);
    if (unread === 'unreadable' || isNamed(uri)) endWith(BAD_USAGE);
  }
  return read;
}

function withoutExcluded(
  read: ReadPaths,
  { config, file }: LoadedConfig,
  isNamed: (uri: string) => boolean,
): ReadPaths {
  if (!file || !config.exclude || config.exclude.length === 0) return read;
  const rules = createIgnore().add([...config.exclude]);
  const folder = dirname(file.path);
  const isExcluded = (uri: string): boolean => {
    if (isNamed(uri)) return false;
    const path = relative(folder, fileURLToPath(uri)).replaceAll(sep, '/');
    const isBelow = path !== '' && !path.startsWith('../') && !/^(?:[a-z]:|\/)/i.test(path);
    return isBelow && rules.ignores(uri.endsWith('/') ? `${path}/` : path);
  };
  for (const uri of [...read.uris, ...read.unread.map((one) => one.uri)])
    if (isExcluded(uri)) read.workspace.removeFile(uri);
  return {
    ...read,
    uris: read.uris.filter((uri) => !isExcluded(uri)),
    unread: read.unread.filter(({ uri }) => !isExcluded(uri)),
  };
}
