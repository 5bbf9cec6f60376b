// Follows what happens on disk.
import { FileChangeType, WatchKind, type FileEvent, type FileSystemWatcher } from 'vscode-languageserver';
import type { FileSource, ReadOptions } from '../workspace/file-source.ts';
import { baseName } from '../workspace/path.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isIn, keyOfFolder } from './file-key.ts';
import { keyed, type Indexer } from './indexer.ts';

/** What a client shall tell of. A folder that goes away is told without the files in it, and has any name. */
export const WATCHERS: readonly FileSystemWatcher[] = [
  {
    globPattern: '**/{*.yaml,*.yml,*.json,Kustomization,.gitignore}',
    kind: WatchKind.Create | WatchKind.Change,
  },
  { globPattern: '**/*', kind: WatchKind.Delete },
];

/** What is needed to follow the disk. */
export interface WatchContext {
  readonly workspace: Workspace;
  readonly indexer: Indexer;
  readonly files: FileSource;
  readonly folders: readonly string[];
  readonly read: ReadOptions;
}

/** Takes over what happened, keyed. Returns the files that it may concern. */
export function followDisk(
  changes: readonly FileEvent[],
  { workspace, indexer, files, folders, read }: WatchContext,
): readonly string[] {
  const gone = new Set<string>();
  const changed = new Set<string>();
  for (const { uri, type } of changes) {
    if (type === FileChangeType.Deleted) gone.add(keyOfFolder(uri));
    else changed.add(uri);
  }
  indexer.overrule(changed, gone);
  // How things are now counts, in whatever order they came about: first what went, then what is there.
  const removed = new Set([...gone, ...filesIn(gone, workspace)]);
  for (const uri of removed) workspace.removeFile(uri);
  const found = files.readFiles([...changed], folders, read).map(keyed);
  workspace.setFiles(found);
  const isFound = new Set(found.map(({ uri }) => uri));
  for (const uri of changed) if (!isFound.has(uri)) workspace.removeFile(uri);
  return [...removed, ...changed];
}

/** True for changes after which other files are ignored than before. */
export function changesWhatIsIgnored(changes: readonly FileEvent[]): boolean {
  return changes.some(({ uri }) => baseName(uri) === '.gitignore');
}

/** The files below folders that went away. Those that went by themselves need no look at all files. */
function filesIn(gone: ReadonlySet<string>, workspace: Workspace): readonly string[] {
  const { snapshot } = workspace;
  const folders = new Set([...gone].filter((uri) => !snapshot.file(uri)));
  if (folders.size === 0) return [];
  return [...snapshot.files()].map(({ uri }) => uri).filter((uri) => isIn(uri, folders));
}
