// The changing part: which files there are now. Everything else works on the snapshots it hands out.
import { advance, Step } from './advance.ts';
import type { SourceFile } from './file-source.ts';
import type { ManifestFile } from './manifest.ts';
import { keys, type IndexKey } from './object-index.ts';
import { readManifestFile } from './read-manifest.ts';
import { emptyState, Snapshot, type SnapshotState } from './snapshot.ts';

/** What changed between two snapshots: keys under which lookups may answer otherwise, or `everything`. */
export type Touched = ReadonlySet<IndexKey> | 'everything';

/** Collects files, from disk and from editors, into snapshots. An open editor's text wins over the file's. */
export class Workspace {
  readonly #onDisk = new Map<string, ManifestFile>();
  /** `undefined` for an editor's text that holds no manifest. */
  readonly #open = new Map<string, ManifestFile | undefined>();
  #state: SnapshotState = emptyState();
  /** Changes that no snapshot has yet: many small ones become one step. */
  #step: Step | undefined;
  #snapshot = new Snapshot(this.#state, false);
  #touched: Set<IndexKey> | 'everything' = 'everything';

  /** The workspace as it is now. The same value until something changes. */
  get snapshot(): Snapshot {
    this.#settle();
    return this.#snapshot;
  }

  /** What changed since the last call. */
  takeTouched(): Touched {
    this.#settle();
    const touched = this.#touched;
    this.#touched = new Set();
    return touched;
  }

  /** Takes over files as read from disk. */
  setFiles(files: Iterable<SourceFile>): void {
    for (const file of files) {
      const read = readSourceFile(file, this.#onDisk.get(file.uri));
      this.#onDisk.set(file.uri, read);
      if (!this.#open.has(file.uri)) this.#replace(file.uri, read);
    }
  }

  /** Takes over one file's text. */
  setFile(uri: string, text: string): void {
    this.setFiles([{ uri, text }]);
  }

  /** Forgets a file that is gone from disk, or that changed and can hold no manifest. */
  removeFile(uri: string): void {
    if (this.#onDisk.delete(uri)) {
      if (!this.#open.has(uri)) this.#replace(uri, undefined);
    } else if (!this.#open.has(uri)) {
      // Not one of the workspace's files, but a kustomization may have read it.
      this.#settle();
      if (this.#touched !== 'everything') this.#touched.add(keys.file(uri));
      this.#snapshot = new Snapshot(this.#state, this.#snapshot.isComplete);
    }
  }

  /** Takes over the text of an editor: on opening and after every edit. */
  setOpenText(uri: string, text: string): void {
    const before = this.#step ? this.#step.fileOf(uri) : this.#state.files.get(uri);
    const file = readManifestFile(uri, text, before);
    this.#open.set(uri, file);
    this.#replace(uri, file);
  }

  /**
   * Takes over that an editor's text holds no manifest: whatever the disk says, the file is none of the workspace's while it is
   * open. A kustomization may read it all the same.
   */
  setOpenOther(uri: string): void {
    this.#open.set(uri, undefined);
    this.#replace(uri, undefined);
  }

  /** An editor was closed: the file's text on disk counts again, as far as it is known. */
  closeText(uri: string): void {
    if (this.#open.delete(uri)) this.#replace(uri, this.#onDisk.get(uri));
  }

  /** All files have been read: what is missing now is missing. */
  complete(): void {
    this.#settle();
    this.#touched = 'everything';
    this.#snapshot = new Snapshot(this.#state, true);
  }

  /** The files of the workspace are being read anew. */
  restart(): void {
    this.#onDisk.clear();
    this.#step = undefined;
    this.#state = advance(emptyState(), this.#open).state;
    this.#touched = 'everything';
    this.#snapshot = new Snapshot(this.#state, false);
  }

  #replace(uri: string, file: ManifestFile | undefined): void {
    this.#step ??= new Step(this.#state);
    this.#step.replace(uri, file);
  }

  #settle(): void {
    if (!this.#step) return;
    const { state, touched } = this.#step.finish();
    this.#step = undefined;
    this.#state = state;
    this.#snapshot = new Snapshot(state, this.#snapshot.isComplete);
    if (this.#touched !== 'everything') for (const key of touched()) this.#touched.add(key);
  }
}

function readSourceFile(file: SourceFile, previous: ManifestFile | undefined): ManifestFile {
  if ('text' in file) return readManifestFile(file.uri, file.text, previous, file.scanned);
  const { uri, unread } = file;
  return { uri, text: '', documents: [], mentionsUs: false, isDisabled: false, unread };
}
