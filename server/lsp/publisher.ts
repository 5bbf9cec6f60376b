// Sends diagnostics: at once for the file being edited, a moment later for all others, and only where something changed.
import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { LanguageService } from '../service.ts';
import { toDiagnostic } from './convert.ts';

const OTHERS_AFTER_MS = 150;
const SLICE_MS = 15;

/** Keeps what the editor shows in step with the findings. */
export class Publisher {
  readonly #connection: Connection;
  readonly #service: LanguageService;
  readonly #documentation: (rule: string) => string | undefined;
  /** What was sent last, by file: its text, to send nothing twice. */
  readonly #sent = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
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

  /** Publishes every file soon, when the typing pauses. */
  publishAllSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.publishAll(), OTHERS_AFTER_MS);
  }

  /** Publishes every file, a slice of time at a time; a newer call takes over. */
  async publishAll(): Promise<void> {
    const run = ++this.#run;
    const uris = new Set([
      ...this.#sent.keys(),
      ...[...this.#service.workspace.snapshot.files()].map(({ uri }) => uri),
    ]);
    let sliceEnd = Date.now() + SLICE_MS;
    for (const uri of uris) {
      this.publish(uri);
      if (Date.now() < sliceEnd) continue;
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (run !== this.#run) return;
      sliceEnd = Date.now() + SLICE_MS;
    }
  }

  /** Stops what is still to come. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#run++;
  }
}
