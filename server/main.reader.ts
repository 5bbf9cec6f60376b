// The reading thread: reads folders synchronously, which is fastest, where it holds nobody up, and scans what it read.
import { workerData } from 'node:worker_threads';
import { readBelow, withLimit } from './node/folder-reader.ts';
import { SEEN, SENT, takeBatch, type ReaderOptions } from './node/reader-protocol.ts';

const { folders, read, from, port, signal } = workerData as ReaderOptions;
const files = withLimit(counted(readBelow(folders, read, from)), read);

port.on('message', () => {
  const batch = takeBatch(files);
  port.postMessage(batch, [batch.scans.buffer]);
  Atomics.add(signal, SENT, 1);
  Atomics.notify(signal, SENT);
  if (batch.files.length === 0) port.close();
});

function* counted<T>(paths: Iterable<T>): Iterable<T> {
  for (const path of paths) {
    Atomics.add(signal, SEEN, 1);
    yield path;
  }
}
