// Made-up repositories of any size, the same for the same seed: what teams keep in git, in the proportions they do.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { seededRandom } from '../../fuzz/scan-mutants.ts';
import {
  accessRules,
  application,
  configMap,
  customResourceDefinition,
  endpointSlice,
  ingress,
  lonelyService,
  pod,
} from './manifests.ts';
import type { Subject } from './pieces.ts';

/** A file and where it goes, relative to the workspace. */
export interface MadeFile {
  readonly path: string;
  readonly text: string;
}

/** Of a hundred files, how many are of each kind. */
const MIX: readonly (readonly [number, (subject: Subject) => string])[] = [
  [40, application],
  [10, lonelyService],
  [10, ingress],
  [15, configMap],
  [5, customResourceDefinition],
  [8, pod],
  [7, accessRules],
  [5, endpointSlice],
];

const FILES_PER_DIRECTORY = 500;

/** The files of a workspace. The number of namespaces grows with the root of the number of files, as teams do. */
export function* makeFiles(nFiles: number, seed = 42): Generator<MadeFile, void> {
  const random = seededRandom(seed);
  const nNamespaces = Math.max(4, Math.round(Math.sqrt(nFiles) / 2));
  for (let index = 0; index < nFiles; index++) {
    const namespace = `team-${random(nNamespaces)}`;
    const text = kindAt(random(100))({ index, namespace, nFiles, random });
    const part = Math.floor(index / FILES_PER_DIRECTORY);
    yield { path: `${namespace}/part-${part}/manifest-${index}.yaml`, text };
  }
}

/** Writes a workspace to disk. */
export function writeWorkspace(folder: string, nFiles: number): void {
  const made = new Set<string>();
  for (const { path, text } of makeFiles(nFiles)) {
    const full = join(folder, path);
    const directory = dirname(full);
    if (!made.has(directory)) mkdirSync(directory, { recursive: true });
    made.add(directory);
    writeFileSync(full, text);
  }
}

/** One file of many documents, at least this large. */
export function makeLargeText(nCharacters: number): string {
  const parts: string[] = [];
  let size = 0;
  for (const { text } of makeFiles(10_000, 7)) {
    parts.push(text);
    size += text.length;
    if (size >= nCharacters) break;
  }
  return parts.join('---\n');
}

function kindAt(percent: number): (subject: Subject) => string {
  let below = 0;
  for (const [share, make] of MIX) {
    below += share;
    if (percent < below) return make;
  }
  return application;
}
