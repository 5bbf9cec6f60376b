// The PATHs of a command to a workspace: files, folders, and `-` for standard input.
import { accessSync, constants, readFileSync, statSync, type Stats } from 'node:fs';
import { relative, resolve } from 'node:path';
import { clearLine, cursorTo } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readFoldersTogether } from '../node/read-together.ts';
import { DEFAULT_READ_OPTIONS, type SourceFile } from '../workspace/file-source.ts';
import { Workspace } from '../workspace/workspace.ts';
import { UsageError } from './usage-error.ts';

/** The uri that stands for standard input, and its number as an open file. */
const STDIN_URI = 'stdin:';
const STDIN = 0;

const PROGRESS_AFTER_MS = 1000;
const PROGRESS_EVERY_MS = 80;

/** A workspace read from PATHs, complete. */
export interface ReadPaths {
  readonly workspace: Workspace;
  /** Files read, in the order of the PATHs. */
  readonly uris: readonly string[];
  /** Files that are there but could not be read, with the reason; also folders, whose uris end in `/`. */
  readonly unread: readonly Extract<SourceFile, { readonly unread: string }>[];
}

/**
 * Reads the PATHs in order, each once: standard input can be read only once. A terminal shows progress on standard error
 * after a second.
 * @throws {UsageError} when a PATH does not exist or cannot be read.
 */
export function readPaths(paths: readonly string[]): ReadPaths {
  if (paths.length === 0) throw new UsageError('Name at least one file or folder, or - for standard input');
  const workspace = new Workspace();
  const uris: string[] = [];
  const unread: Extract<SourceFile, { readonly unread: string }>[] = [];
  const progress = startProgress();
  for (const path of new Set(paths)) {
    for (const file of filesOf(path)) {
      workspace.setFiles([file]);
      if ('unread' in file) unread.push(file);
      else uris.push(file.uri);
      progress.tell(uris.length);
    }
  }
  progress.stop();
  workspace.complete();
  return { workspace, uris: [...new Set(uris)], unread };
}

const names = new Map<string, string>([[STDIN_URI, '-']]);

/** A file's name for people: relative to the working directory, with `/`; `-` for standard input. */
export function displayName(uri: string): string {
  let name = names.get(uri);
  if (name === undefined) {
    name = plainNameBelow(here, uri) ?? relative(process.cwd(), fileURLToPath(uri)).replaceAll('\\', '/');
    names.set(uri, name);
  }
  return name;
}

const here = `${pathToFileURL(process.cwd()).href}/`;

/** What of a URI stands behind a folder's, where nothing in it is escaped: most names, without the way over paths. */
function plainNameBelow(folder: string, uri: string): string | undefined {
  if (!uri.startsWith(folder)) return undefined;
  const name = uri.slice(folder.length);
  return /^[\w./-]+$/.test(name) ? name : undefined;
}

function* filesOf(path: string): Iterable<SourceFile> {
  if (path === '-') {
    yield readNamedFile(STDIN, path, STDIN_URI);
    return;
  }
  const uri = pathToFileURL(resolve(path)).href;
  if (statOf(path).isDirectory()) {
    attempt(path, () => accessSync(path, constants.R_OK | constants.X_OK));
    yield* readFoldersTogether([uri], DEFAULT_READ_OPTIONS);
    return;
  }
  yield readNamedFile(path, path, uri);
}

/** A file that was named is read whatever its ending and however large it is. */
function readNamedFile(source: string | number, path: string, uri: string): SourceFile {
  const text = attempt(path, () => readFileSync(source, 'utf8'));
  return text.includes('\0') ? { uri, unread: 'binary' } : { uri, text };
}

function statOf(path: string): Stats {
  const stats = attempt(path, () => statSync(path, { throwIfNoEntry: false }));
  if (!stats) throw new UsageError(`${path}: no such file or folder`);
  return stats;
}

/** What `read` returns. @throws {UsageError} naming the PATH when it fails. */
function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
}

/** Reading is synchronous, so the line is drawn between files. It is short, so that no terminal breaks it. */
function startProgress(): { tell(nFiles: number): void; stop(): void } {
  const { stderr } = process;
  const started = Date.now();
  let drawn = 0;
  const clear = (): void => {
    cursorTo(stderr, 0);
    clearLine(stderr, 0);
  };
  return {
    tell(nFiles) {
      const now = Date.now();
      if (!stderr.isTTY || now - started < PROGRESS_AFTER_MS || now - drawn < PROGRESS_EVERY_MS) return;
      clear();
      stderr.write(`${nFiles} files read`);
      drawn = now;
    },
    stop() {
      if (drawn > 0) clear();
    },
  };
}
