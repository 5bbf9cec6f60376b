// Files on disk for the language server: folders are read by a thread of their own.
import type { FileSource, ReadOptions, SourceFile } from '../workspace/file-source.ts';
import { readAnyText } from './folder-reader.ts';
import { ReadingThread } from './reading-thread.ts';
import { pathOfUri, readWalked } from './walked-files.ts';

/** Reads files by their `file:` URIs. */
export const diskFiles: FileSource = {
  readFolders: readInThread,
  readFiles: readWalked,
  readText: readAnyText,
};

/** Keeps one batch ahead of the caller. Leaving the loop early ends the thread. */
async function* readInThread(
  folders: readonly string[],
  read: ReadOptions,
): AsyncIterable<readonly SourceFile[]> {
  const known = folders.filter((uri) => pathOfUri(uri) !== undefined);
  const thread = new ReadingThread(known, read);
  try {
    let coming = thread.next();
    for (;;) {
      const batch = await coming;
      if (batch.length === 0) return;
      coming = thread.next();
      // It may fail while the caller is busy with the batch before, when nobody listens yet.
      coming.catch(() => undefined);
      yield batch;
    }
  } finally {
    await thread.end();
  }
}
