// Reads the workspace's folders into the service, a batch at a time, so that the editor is answered meanwhile.
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { t } from '@vscode/l10n';
import type { LanguageService } from '../service.ts';
import type { FileSource, ReadOptions, SourceFile } from '../workspace/file-source.ts';

const PROGRESS_AFTER_MS = 1000;

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
  #run = 0;

  constructor(service: LanguageService, files: FileSource, connection: Connection) {
    this.#service = service;
    this.#files = files;
    this.#connection = connection;
  }

  async index(
    folders: readonly string[],
    options: ReadOptions,
    canShowProgress: boolean,
  ): Promise<IndexOutcome> {
    const run = ++this.#run;
    const { workspace } = this.#service;
    workspace.restart();
    const isWhole = await this.#readInto(onDisk(folders), options, canShowProgress, () => run === this.#run);
    if (run !== this.#run) return 'abandoned';
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
    const started = Date.now();
    let progress: WorkDoneProgressServerReporter | undefined;
    let count = 0;
    let isCancelled = false;
    try {
      for await (const files of this.#files.readFolders(folders, options)) {
        if (!isWanted() || isCancelled) return false;
        this.#service.workspace.setFiles(files);
        this.#tellUnread(files);
        count += files.length;
        if (canShowProgress && !progress && Date.now() - started > PROGRESS_AFTER_MS) {
          progress = await this.#connection.window.createWorkDoneProgress();
          progress.begin(t('Kubereach: reading manifests'), undefined, undefined, true);
          progress.token.onCancellationRequested(() => (isCancelled = true));
        }
        progress?.report(t('{0} files', count));
      }
      return true;
    } catch (error) {
      this.#connection.console.error(`Reading the folders failed: ${String(error)}`);
      return false;
    } finally {
      progress?.done();
    }
  }

  /** Templates are left out on purpose; anything else the user may want to know. */
  #tellUnread(files: readonly SourceFile[]): void {
    for (const file of files)
      if ('unread' in file && file.unread !== 'template')
        this.#connection.console.warn(t('{0} was left out: {1}', file.uri, file.unread));
  }
}

function onDisk(folders: readonly string[]): readonly string[] {
  return folders.filter((uri) => uri.startsWith('file:'));
}
