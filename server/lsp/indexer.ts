// Reads the workspace's folders into the service, a slice of time at a time, so that the editor is answered meanwhile.
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { t } from '@vscode/l10n';
import type { LanguageService } from '../service.ts';
import type { FileSource, ReadOptions } from '../workspace/file-source.ts';

const SLICE_MS = 15;
const PROGRESS_AFTER_MS = 1000;

/** Reads all folders anew; a second call abandons the first. Resolves to true when it ran to its end. */
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

  async index(folders: readonly string[], options: ReadOptions, canShowProgress: boolean): Promise<boolean> {
    const run = ++this.#run;
    const { workspace } = this.#service;
    workspace.restart();
    const started = Date.now();
    let progress: WorkDoneProgressServerReporter | undefined;
    let sliceEnd = started + SLICE_MS;
    let count = 0;
    for (const folder of folders.filter((uri) => uri.startsWith('file:'))) {
      for (const file of this.#files.readFolder(folder, options)) {
        workspace.setFiles([file]);
        count++;
        if (Date.now() < sliceEnd) continue;
        if (canShowProgress && !progress && Date.now() - started > PROGRESS_AFTER_MS) {
          progress = await this.#connection.window.createWorkDoneProgress();
          progress.begin(t('Kubereach: reading manifests'), undefined, undefined, false);
        }
        progress?.report(t('{0} files', count));
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (run !== this.#run) break; // a newer run has taken over
        sliceEnd = Date.now() + SLICE_MS;
      }
      if (run !== this.#run) break;
    }
    progress?.done();
    if (run !== this.#run) return false;
    workspace.complete();
    return true;
  }
}
