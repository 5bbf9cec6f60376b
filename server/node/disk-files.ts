// Files on disk for the language server: folders are read by a thread of their own.
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FileSource, ReadOptions } from '../workspace/file-source.ts';
import { readAnyText, readUri } from './folder-reader.ts';
import { NEXT, type Batch, type ReaderOptions } from './reader-protocol.ts';

/** Reads files by their `file:` URIs. */
export const diskFiles: FileSource = {
  readFolders: readInThread,
  readFile: readUri,
  readText: readAnyText,
};

/** Keeps one batch ahead of the caller. Leaving the loop early ends the thread. */
async function* readInThread(folders: readonly string[], read: ReadOptions): AsyncIterable<Batch> {
  const workerData: ReaderOptions = { folders, read };
  const worker = new Worker(join(__dirname, 'reader.cjs'), { workerData });
  try {
    let coming = nextBatch(worker);
    for (;;) {
      const batch = await coming;
      if (batch.length === 0) return;
      coming = nextBatch(worker);
      // It may fail while the caller is busy with the batch before, when nobody listens yet.
      coming.catch(() => undefined);
      yield batch;
    }
  } finally {
    await worker.terminate();
  }
}

/** The next batch of the thread; fails when the thread does. */
async function nextBatch(worker: Worker): Promise<Batch> {
  worker.postMessage(NEXT);
  const [batch] = (await once(worker, 'message')) as [Batch];
  return batch;
}
