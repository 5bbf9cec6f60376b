// The progress that a client shows while folders are read. Reading never waits for it.
import { t } from '@vscode/l10n';
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';

const PROGRESS_AFTER_MS = 1000;

/** The progress of one reading; begins when that takes longer. */
export class ReadingProgress {
  readonly #connection: Connection;
  readonly #started = Date.now();
  #isAsked: boolean;
  #isOver = false;
  #reporter: WorkDoneProgressServerReporter | undefined;
  /** The user wants no more of it. */
  isCancelled = false;

  constructor(connection: Connection, canShow: boolean) {
    this.#connection = connection;
    this.#isAsked = !canShow;
  }

  /** So many files have been read. */
  report(nFiles: number): void {
    if (!this.#isAsked && Date.now() - this.#started > PROGRESS_AFTER_MS) {
      this.#isAsked = true;
      void this.#begin();
    }
    this.#reporter?.report(t('{0} files', nFiles));
  }

  /** The reading has ended. */
  done(): void {
    this.#isOver = true;
    this.#reporter?.done();
  }

  async #begin(): Promise<void> {
    try {
      const reporter = await this.#connection.window.createWorkDoneProgress();
      if (this.#isOver) return; // the answer came too late
      reporter.begin(t('Kubereach: reading manifests'), undefined, undefined, true);
      reporter.token.onCancellationRequested(() => (this.isCancelled = true));
      this.#reporter = reporter;
    } catch (error) {
      this.#connection.console.warn(`The client shows no progress: ${String(error)}`);
    }
  }
}
