// What the reading thread and its host say to each other.
import type { ReadOptions, SourceFile } from '../workspace/file-source.ts';

/** What the thread is started with. */
export interface ReaderOptions {
  /** `file:` URIs of folders. */
  readonly folders: readonly string[];
  readonly read: ReadOptions;
}

/** Asks for the next batch. */
export const NEXT = 'next';

/** The next files; an empty batch is the last one. */
export type Batch = readonly SourceFile[];

const MAX_FILES = 64;
const MAX_CHARACTERS = 256 * 1024;

/** Takes the next files: as many as the host can take over in a few milliseconds. */
export function takeBatch(files: Iterator<SourceFile>): Batch {
  const batch: SourceFile[] = [];
  let nCharacters = 0;
  while (batch.length < MAX_FILES && nCharacters < MAX_CHARACTERS) {
    const next = files.next();
    if (next.done === true) break;
    batch.push(next.value);
    if ('text' in next.value) nCharacters += next.value.text.length;
  }
  return batch;
}
