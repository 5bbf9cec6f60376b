// Files on disk for the language server: folders are read by a thread of their own.
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
      yield batch;
    }
  } finally {
    await worker.terminate();
  }
}

function nextBatch(worker: Worker): Promise<Batch> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (batch: Batch) => {
      worker.off('error', reject);
      resolve(batch);
    });
    worker.postMessage(NEXT);
  });
}
