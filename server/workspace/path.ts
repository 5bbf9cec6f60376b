// Paths and URIs as plain "/"-separated text: the workspace never asks what they stand for.

/** The directory of a path, without the trailing slash; empty for a bare name. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Resolves `./` and `../` steps of a relative path against a directory. A step above the root is dropped. */
export function joinPath(directory: string, relative: string): string {
  const parts = directory.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** How far apart two files are for a reader: what is nearer means more. */
export type Nearness = 'file' | 'directory' | 'near' | 'elsewhere';

/** Nearest first. */
export const NEARNESS_ORDER: readonly Nearness[] = ['file', 'directory', 'near', 'elsewhere'];

/**
 * 1. file: the same file.
 * 2. directory: the same directory.
 * 3. near: a parent, child or sibling directory.
 * 4. elsewhere: anything else.
 */
export function nearnessOf(path: string, other: string): Nearness {
  return nearnessTo(path)(other);
}

/** The same for many files as seen from one. */
export function nearnessTo(path: string): (other: string) => Nearness {
  const here = directoryOf(path);
  const above = directoryOf(here);
  return (other) => {
    if (path === other) return 'file';
    const there = directoryOf(other);
    if (here === there) return 'directory';
    const aboveThere = directoryOf(there);
    return above === aboveThere || above === there || aboveThere === here ? 'near' : 'elsewhere';
  };
}
