// Sends diagnostics: for the file being edited first, then for those that its edit may concern, and only what changed.
import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { LanguageService } from '../service.ts';
import { toDiagnostic } from './convert.ts';

const SLICE_MS = 15;

/** Keeps what the editor shows in step with the findings. */
export class Publisher {
  readonly #connection: Connection;
  readonly #service: LanguageService;
  readonly #documentation: (rule: string) => string | undefined;
  /** What was sent last, by file: its text, to send nothing twice. */
  readonly #sent = new Map<string, string>();
  /** Files to be published when there is time. */
  readonly #waiting = new Set<string>();
  #run = 0;
  isEnabled = true;

  constructor(
    connection: Connection,
    service: LanguageService,
    documentation: (rule: string) => string | undefined,
  ) {
    this.#connection = connection;
    this.#service = service;
    this.#documentation = documentation;
  }

  /** Publishes one file now. */
  publish(uri: string, version?: number): void {
    const { snapshot } = this.#service.workspace;
    const file = snapshot.file(uri);
    const diagnostics: Diagnostic[] =
      file && this.isEnabled
        ? this.#service
            .diagnose(uri)
            .map((placed) => toDiagnostic(placed, file, snapshot, this.#documentation))
        : [];
    const text = JSON.stringify(diagnostics);
    if (text === (this.#sent.get(uri) ?? '[]')) return;
    this.#sent.set(uri, text);
    void this.#connection.sendDiagnostics({
      uri,
      diagnostics,
      ...(version === undefined ? {} : { version }),
    });
  }

  /** Publishes files that changed, and those whose findings that may have changed; but not the one that was just published. */
  async publishChanged(changed: readonly string[], published?: string): Promise<void> {
    for (const uri of [...changed, ...this.#service.takeChanged()]) this.#waiting.add(uri);
    if (published !== undefined) this.#waiting.delete(published);
    await this.#publishWaiting();
  }

  /** Publishes every file. */
  async publishAll(): Promise<void> {
    for (const uri of this.#sent.keys()) this.#waiting.add(uri);
    for (const { uri } of this.#service.workspace.snapshot.files()) this.#waiting.add(uri);
    await this.#publishWaiting();
  }

  /** A slice of time at a time; a newer call takes over what is left. */
  async #publishWaiting(): Promise<void> {
    const run = ++this.#run;
    let sliceEnd = Date.now() + SLICE_MS;
    for (const uri of this.#waiting) {
      this.#waiting.delete(uri);
      this.publish(uri);
      if (Date.now() < sliceEnd) continue;
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (run !== this.#run) return;
      sliceEnd = Date.now() + SLICE_MS;
    }
  }

  /** Stops what is still to come. */
  dispose(): void {
    this.#waiting.clear();
    this.#run++;
  }
}
