// What the reading thread and its host say to each other, over a message port.
import type { MessagePort } from 'node:worker_threads';
import type { ReadOptions, SourceFile } from '../workspace/file-source.ts';
import { ScanPacker, ScanUnpacker } from '../yaml/scan-pack.ts';

/** What the thread is started with. */
export interface ReaderOptions {
  /** `file:` URIs of folders. */
  readonly folders: readonly string[];
  readonly read: ReadOptions;
  /** How many paths the host has looked at itself. */
  readonly from: number;
  /** The thread's end of the port. */
  readonly port: MessagePort;
  /** For a host that sleeps: the numbers of `SENT` and `SEEN` grow. */
  readonly signal: Int32Array<SharedArrayBuffer>;
}

/** Where `signal` holds how many batches were sent. */
export const SENT = 0;
/** Where it holds how many paths have been looked at. */
export const SEEN = 1;

/** Asks for the next batch. */
export const NEXT = 'next';

/** The next files as they are sent: with the scans of those that have a text, one after the other. */
export interface Batch {
  /** Empty in the last batch. */
  readonly files: readonly SourceFile[];
  readonly scans: Int32Array<ArrayBuffer>;
}

const MAX_FILES = 64;
const MAX_CHARACTERS = 256 * 1024;

const packer = new ScanPacker();

/** Takes the next files: as many as the host can take over in a few milliseconds. */
export function takeBatch(files: Iterator<SourceFile>): Batch {
  const batch: SourceFile[] = [];
  let nCharacters = 0;
  while (batch.length < MAX_FILES && nCharacters < MAX_CHARACTERS) {
    const next = files.next();
    if (next.done === true) break;
    batch.push(next.value);
    if ('text' in next.value) {
      nCharacters += next.value.text.length;
      packer.add(next.value.text);
    }
  }
  return { files: batch, scans: packer.take() };
}

/** The files of a batch, each with its scan. */
export function filesOf({ files, scans }: Batch): readonly SourceFile[] {
  const unpacker = new ScanUnpacker(scans);
  return files.map((file) => ('text' in file ? { ...file, scanned: unpacker.next(file.text) } : file));
}
