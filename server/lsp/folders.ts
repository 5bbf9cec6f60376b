// The folders that a client has open.
import type { InitializeParams } from 'vscode-languageserver';
import { isPassedOver } from '../workspace/file-source.ts';
import { keyOfFolder, keyOfPath } from './file-key.ts';

/** The keys of the folders that a client starts with; older clients know one, or its path alone. */
export function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => keyOfFolder(uri));
  if (rootUri) return [keyOfFolder(rootUri)];
  return rootPath ? [keyOfFolder(keyOfPath(rootPath))] : [];
}

/** False for a file that lies in other people's files, as seen from every folder that it is below. */
export function isOwnFile(uri: string, folders: readonly string[]): boolean {
  const above = folders.filter((folder) => uri.startsWith(`${folder}/`));
  return above.length === 0 || above.some((folder) => !isPassedOver(uri.slice(folder.length)));
}
