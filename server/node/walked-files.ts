// Of single files those that the walk of the folders would come upon: they are passed over for the same reasons.
import { lstatSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadOptions, SourceFile } from '../workspace/file-source.ts';
import {
  excludedBelow,
  isGoneInto,
  isIgnored,
  readPath,
  withRulesOf,
  type IgnoreStack,
} from './folder-reader.ts';

/** The files among `uris` that reading the folders would bring. Never throws. */
export function readWalked(
  uris: readonly string[],
  folders: readonly string[],
  options: ReadOptions,
): readonly SourceFile[] {
  const walks = folders.flatMap((folder) => {
    const root = pathOfUri(folder);
    return root === undefined ? [] : [new Walk(root, options)];
  });
  return uris.flatMap((uri) => {
    const path = pathOfUri(uri);
    if (path === undefined || !walks.some((walk) => walk.comesUpon(path))) return [];
    const file = readPath(path, options);
    return file ? [file] : [];
  });
}

/** The path of a `file:` URI; `undefined` for one that no file of this system can have. */
export function pathOfUri(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** The walk below a folder, as far as it leads to the files that are asked for. */
class Walk {
  readonly #root: string;
  /** What is ignored in each folder; `undefined` for one that is not gone into. */
  readonly #stacks = new Map<string, IgnoreStack | undefined>();

  constructor(root: string, options: ReadOptions) {
    this.#root = root;
    this.#stacks.set(root, withRulesOf(root, excludedBelow(root, options)));
  }

  comesUpon(path: string): boolean {
    const way = relative(this.#root, path);
    if (way === '' || way === '..' || way.startsWith(`..${sep}`)) return false; // not below
    const stack = this.#stackIn(dirname(path));
    return stack !== undefined && !isIgnored(path, false, stack);
  }

  #stackIn(folder: string): IgnoreStack | undefined {
    if (!this.#stacks.has(folder)) this.#stacks.set(folder, this.#goInto(folder));
    return this.#stacks.get(folder);
  }

  #goInto(folder: string): IgnoreStack | undefined {
    const parent = dirname(folder);
    if (parent === folder) return undefined; // past the root, which was spelled in another way
    const above = this.#stackIn(parent);
    if (!above || !isGoneInto(folder, basename(folder), above)) return undefined;
    return isFolder(folder) ? withRulesOf(folder, above) : undefined;
  }
}

/** False for a link to a folder, too: those are not followed. */
function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}
