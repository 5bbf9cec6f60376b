// Reading large folders with two threads: while this one takes over what was read, the other reads and scans on.
import type { ReadOptions, SourceFile } from '../workspace/file-source.ts';
import { readBelow, withLimit } from './folder-reader.ts';
import { ReadingThread } from './reading-thread.ts';

/** After so many paths a second thread is started: fewer are read before it could begin. */
const WORTH_A_THREAD = 64;
/** The second thread begins here: it needs as long to start as this one to come so far. */
const OWN_PATHS = 256;
/** So many batches may wait to be taken over. */
const AHEAD = 24;

/** The files below folders that may hold manifests, each folder's in order of their paths; with scans of what the second thread read. */
export function readFoldersTogether(
  folders: readonly string[],
  options: ReadOptions,
): Generator<SourceFile, void> {
  return withLimit(pathsTogether(folders, options), options);
}

function* pathsTogether(
  folders: readonly string[],
  options: ReadOptions,
): Generator<SourceFile | undefined, void> {
  let thread: ReadingThread | undefined;
  let count = 0;
  try {
    for (const file of readBelow(folders, options)) {
      yield file;
      if (++count === WORTH_A_THREAD) thread = startThread(folders, options);
      if (count === OWN_PATHS) break;
    }
    if (thread && count === OWN_PATHS) yield* filesOfThread(thread, folders, options);
  } finally {
    void thread?.end();
  }
}

function startThread(folders: readonly string[], options: ReadOptions): ReadingThread {
  // Who takes the files counts them.
  const thread = new ReadingThread(folders, { ...options, maxFiles: Number.POSITIVE_INFINITY }, OWN_PATHS);
  for (let i = 0; i < AHEAD; i++) thread.ask();
  return thread;
}

/** What the thread reads; should it fail, what it would have read. */
function* filesOfThread(
  thread: ReadingThread,
  folders: readonly string[],
  options: ReadOptions,
): Generator<SourceFile | undefined, void> {
  let nTaken = 0;
  for (;;) {
    const batch = thread.nextAsleep();
    if (!batch) break;
    if (batch.length === 0) return;
    thread.ask();
    yield* batch;
    nTaken += batch.length;
  }
  let nSeen = 0;
  for (const file of readBelow(folders, options, OWN_PATHS)) if (file && ++nSeen > nTaken) yield file;
}
