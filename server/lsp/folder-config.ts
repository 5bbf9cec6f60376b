// Finds the configuration of the workspace's folders.
import { readConfig } from '../analysis/config/read-config.ts';
import type { Config } from '../analysis/config/config.ts';
import type { ConfigPlace } from '../features/suppress-actions.ts';
import { CONFIG_FILE_NAMES } from '../workspace/config-file.ts';

/** What a folder's file says, and where the file is. */
export interface FolderConfig extends ConfigPlace {
  readonly config: Config;
}

/**
 * The configuration of the first folder that has a file for it, at its root. Without any the place is where one would be
 * made, and the configuration is empty; `undefined` without folders. `readText` gives a file's text, if there is one.
 */
export function findFolderConfig(
  folders: readonly string[],
  readText: (uri: string) => string | undefined,
): FolderConfig | undefined {
  const uris = folders.flatMap((folder) =>
    CONFIG_FILE_NAMES.map((name) => `${folder.replace(/\/$/, '')}/${name}`),
  );
  for (const uri of uris) {
    const text = readText(uri);
    if (text !== undefined) return { uri, text, config: readConfig(text).config };
  }
  return uris[0] === undefined ? undefined : { uri: uris[0], text: undefined, config: {} };
}
