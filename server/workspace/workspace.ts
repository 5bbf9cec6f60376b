// The changing part: which files there are now. Everything else works on the snapshots it hands out.
import { readManifestFile, type ManifestFile } from './manifest.ts';
import { Snapshot } from './snapshot.ts';

/** Collects files, from disk and from editors, into snapshots. An open editor's text wins over the file's. */
export class Workspace {
  readonly #onDisk = new Map<string, ManifestFile>();
  readonly #open = new Map<string, ManifestFile>();
  readonly #unread = new Set<string>();
  #isComplete = false;
  #snapshot: Snapshot | undefined;

  /** The workspace as it is now. The same value until something changes. */
  get snapshot(): Snapshot {
    this.#snapshot ??= new Snapshot(new Map([...this.#onDisk, ...this.#open]), this.#isComplete, [
      ...this.#unread,
    ]);
    return this.#snapshot;
  }

  /** Takes over a file's text as read from disk. */
  setFile(uri: string, text: string): void {
    this.#unread.delete(uri);
    this.#onDisk.set(uri, readManifestFile(uri, text, this.#onDisk.get(uri)));
    this.#snapshot = undefined;
  }

  /** Notes a file that is there but could not be read. */
  setUnreadFile(uri: string): void {
    this.#onDisk.delete(uri);
    this.#unread.add(uri);
    this.#snapshot = undefined;
  }

  /** Forgets a file that is gone from disk. */
  removeFile(uri: string): void {
    if (this.#onDisk.delete(uri) || this.#unread.delete(uri)) this.#snapshot = undefined;
  }

  /** Takes over the text of an editor: on opening and after every edit. */
  setOpenText(uri: string, text: string): void {
    this.#open.set(uri, readManifestFile(uri, text, this.#open.get(uri) ?? this.#onDisk.get(uri)));
    this.#snapshot = undefined;
  }

  /** An editor was closed: the file's text on disk counts again, as far as it is known. */
  closeText(uri: string): void {
    if (this.#open.delete(uri)) this.#snapshot = undefined;
  }

  /** All files have been read: what is missing now is missing. */
  complete(): void {
    this.#isComplete = true;
    this.#snapshot = undefined;
  }

  /** The files of the workspace are being read anew. */
  restart(): void {
    this.#isComplete = false;
    this.#onDisk.clear();
    this.#unread.clear();
    this.#snapshot = undefined;
  }
}
