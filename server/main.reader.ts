// The reading thread: reads folders synchronously, which is fastest, where it holds nobody up.
import { parentPort, workerData } from 'node:worker_threads';
import { readFolders } from './node/folder-reader.ts';
import { takeBatch, type ReaderOptions } from './node/reader-protocol.ts';

const { folders, read } = workerData as ReaderOptions;
const files = readFolders(folders, read);

parentPort?.on('message', () => parentPort?.postMessage(takeBatch(files)));
