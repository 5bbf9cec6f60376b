// The reading thread: reads folders synchronously, which is fastest, where it holds nobody up, and scans what it read.
import { workerData } from 'node:worker_threads';
import { readFolders } from './node/folder-reader.ts';
import { takeBatch, type ReaderOptions } from './node/reader-protocol.ts';

const { folders, read, from, port, signal } = workerData as ReaderOptions;
const files = readFolders(folders, read, from);

port.on('message', () => {
  const batch = takeBatch(files);
  port.postMessage(batch, [batch.scans.buffer]);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
  if (batch.files.length === 0) port.close();
});
