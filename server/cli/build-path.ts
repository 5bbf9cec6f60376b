// A PATH that is itself a directory with a kustomization: it stands for what that kustomization builds.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ValueMap } from '../../shared/model/value.ts';
import { build, isKustomizationDirectory } from '../kustomize/build.ts';
import { describeProblem, describeUnknown } from '../kustomize/words.ts';
import { readAnyText } from '../node/folder-reader.ts';
import { displayName } from './read-paths.ts';
import { tell } from './tell.ts';

/**
 * The objects that the kustomization of a directory builds, in kustomize's order; `undefined` for any other PATH.
 * What is wrong or cannot be known is told on standard error.
 */
export function buildPath(path: string): readonly ValueMap[] | undefined {
  if (path === '-' || !isDirectory(path)) return undefined;
  const directory = pathToFileURL(resolve(path)).href;
  if (!isKustomizationDirectory(directory, readAnyText)) return undefined;
  const { objects, problems, unknown } = build({ directory, readFile: readAnyText });
  for (const problem of problems) tell(`${displayName(problem.uri)}: ${describeProblem(problem)}`);
  for (const part of unknown) tell(`${displayName(part.uri)}: ${describeUnknown(part)}`);
  return objects.map(({ value }) => value);
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // whoever reads the PATH says what is wrong with it
  }
}
