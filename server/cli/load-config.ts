// The configuration file that a command works with.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../analysis/config/config.ts';
import { readConfig } from '../analysis/config/read-config.ts';
import { CONFIG_FILE_NAMES } from '../workspace/config-file.ts';
import { readDocuments } from '../yaml/read-documents.ts';
import { UsageError } from './usage-error.ts';

/** A configuration with the file it came from. */
export interface LoadedConfig {
  readonly config: Config;
  /** Something in the file means nothing or is no YAML: `config` is without it. */
  readonly isFaulty: boolean;
  /** `undefined` when there is none: then `config` is empty. */
  readonly file: { readonly path: string; readonly text: string } | undefined;
}

/** What holds without any file. */
const NO_CONFIG: LoadedConfig = { config: {}, isFaulty: false, file: undefined };

/**
 * Reads the file that was named, or the nearest one from a folder upwards. The search ends with the folder that holds
 * `.git`: what lies above it is another repository's.
 * @throws {UsageError} when the file that was named, or the one that was found, cannot be read.
 */
export function loadConfig(named: string | undefined, folder = process.cwd()): LoadedConfig {
  const path = named === undefined ? nearestConfig(folder) : resolve(folder, named);
  if (path === undefined) return NO_CONFIG;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${named ?? path}: ${(error as Error).message}`);
  }
  const { config, problems } = readConfig(text);
  const isBroken = readDocuments(text).documents.some((document) => document.problems.length > 0);
  return { config, isFaulty: isBroken || problems.length > 0, file: { path, text } };
}

function nearestConfig(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const found = CONFIG_FILE_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}
