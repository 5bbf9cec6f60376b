// Reads the workspace's folders into the service, a batch at a time, so that the editor is answered meanwhile.
import type { Connection } from 'vscode-languageserver';
import { t } from '@vscode/l10n';
import type { LanguageService } from '../service.ts';
import type { FileSource, ReadOptions, SourceFile } from '../workspace/file-source.ts';
import { isIn, keyOfUri } from './file-key.ts';
import { ReadingProgress } from './reading-progress.ts';

/**
 * How a reading ended:
 * 1. complete: everything was read.
 * 2. stopped: the user cancelled it, or the reader failed. What was read counts, what is missing stays unknown.
 * 3. abandoned: a newer one has taken over.
 */
export type IndexOutcome = 'complete' | 'stopped' | 'abandoned';

/** Reads all folders anew; a second call abandons the first. */
export class Indexer {
  readonly #service: LanguageService;
  readonly #files: FileSource;
  readonly #connection: Connection;
  /** What changed on disk since the reading began, when a batch on its way may have been read before. */
  readonly #changed = new Set<string>();
  /** Files and folders that went away since then. */
  readonly #gone = new Set<string>();
  #isReading = false;
  #run = 0;

  constructor(service: LanguageService, files: FileSource, connection: Connection) {
    this.#service = service;
    this.#files = files;
    this.#connection = connection;
  }

  /** Whoever tells of these files has put them right: what a reading still brings of them is older. */
  overrule(changed: Iterable<string>, gone: Iterable<string>): void {
    if (!this.#isReading) return;
    for (const uri of changed) this.#changed.add(uri);
    for (const uri of gone) this.#gone.add(uri);
  }

  async index(
    folders: readonly string[],
    options: ReadOptions,
    canShowProgress: boolean,
  ): Promise<IndexOutcome> {
    const run = ++this.#run;
    const { workspace } = this.#service;
    this.#changed.clear();
    this.#gone.clear();
    this.#isReading = true;
    workspace.restart();
    const isWhole = await this.#readInto(onDisk(folders), options, canShowProgress, () => run === this.#run);
    if (run !== this.#run) return 'abandoned';
    this.#isReading = false;
    if (!isWhole) return 'stopped';
    workspace.complete();
    return 'complete';
  }

  /** Resolves to false when it did not come to its end. */
  async #readInto(
    folders: readonly string[],
    options: ReadOptions,
    canShowProgress: boolean,
    isWanted: () => boolean,
  ): Promise<boolean> {
    const progress = new ReadingProgress(this.#connection, canShowProgress);
    let count = 0;
    try {
      for await (const batch of this.#files.readFolders(folders, options)) {
        if (!isWanted() || progress.isCancelled) return false;
        const files = batch.map(keyed).filter(({ uri }) => !this.#changed.has(uri) && !isIn(uri, this.#gone));
        this.#service.workspace.setFiles(files);
        this.#tellUnread(files);
        count += files.length;
        progress.report(count);
      }
      return true;
    } catch (error) {
      this.#connection.console.error(`Reading the folders failed: ${String(error)}`);
      return false;
    } finally {
      progress.done();
    }
  }

  /** Templates are left out on purpose; anything else the user may want to know. */
  #tellUnread(files: readonly SourceFile[]): void {
    for (const file of files)
      if ('unread' in file && file.unread !== 'template')
        this.#connection.console.warn(t('{0} was left out: {1}', file.uri, file.unread));
  }
}

/** A file as it was read, under the key by which it is known. */
export function keyed(file: SourceFile): SourceFile {
  const uri = keyOfUri(file.uri);
  return uri === file.uri ? file : { ...file, uri };
}

function onDisk(folders: readonly string[]): readonly string[] {
  return folders.filter((uri) => uri.startsWith('file:'));
}
