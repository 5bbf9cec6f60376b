// Sends diagnostics: for the file being edited first, then for those that its edit may concern, and only what changed.
import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { LanguageService } from '../service.ts';
import { isSameDiagnostic, isSameList, toDiagnostic } from './convert.ts';
import { Typing } from './typing.ts';

const SLICE_MS = 15;

/** Where diagnostics go. */
export type DiagnosticsSink = Pick<Connection, 'sendDiagnostics'>;

/** Keeps what the editor shows in step with the findings. */
export class Publisher {
  readonly #connection: DiagnosticsSink;
  readonly #service: LanguageService;
  readonly #documentation: (rule: string) => string | undefined;
  /** What was sent last, by file, to send nothing twice. */
  readonly #sent = new Map<string, readonly Diagnostic[]>();
  /** Files to be published when there is time. */
  readonly #waiting = new Set<string>();
  /** Files whose findings wait until typing pauses. */
  readonly #held = new Set<string>();
  readonly #typing: Typing;
  #run = 0;
  isEnabled = true;

  /**
   * A key brings up nothing new until no other has followed for `typingPauseMs`: a finding that goes goes at once, one that
   * comes waits for the pause, and so does the rest of its file.
   */
  constructor(
    connection: DiagnosticsSink,
    service: LanguageService,
    documentation: (rule: string) => string | undefined,
    typingPauseMs = 0,
  ) {
    this.#connection = connection;
    this.#service = service;
    this.#documentation = documentation;
    this.#typing = new Typing(typingPauseMs, () => void this.publishChanged([]));
  }

  /** Tells whether the change to come is the work of a key. */
  note(isTyped: boolean): void {
    if (isTyped) this.#typing.goOn();
    else this.#typing.stop();
  }

  /** Publishes what waits for a pause. */
  async publishHeld(): Promise<void> {
    this.#typing.stop();
    await this.publishChanged([]);
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
    const before = this.#sent.get(uri) ?? [];
    const isSame = isSameList(diagnostics, before, isSameDiagnostic);
    const isHeld = this.#typing.isOn && !isSame && bringsNew(before, diagnostics);
    if (isHeld) this.#held.add(uri);
    else this.#held.delete(uri);
    if (isHeld || isSame) return;
    this.#sent.set(uri, diagnostics);
    void this.#connection.sendDiagnostics({
      uri,
      diagnostics,
      ...(version === undefined ? {} : { version }),
    });
  }

  /** Forgets what was sent about a file, so that it is sent anew. True when the editor shows something of it. */
  forget(uri: string): boolean {
    const sent = this.#sent.get(uri) ?? [];
    this.#sent.delete(uri);
    return sent.length > 0;
  }

  /** Publishes files that changed, and those whose findings that may have changed; but not the one that was just published. */
  async publishChanged(changed: readonly string[], published?: string): Promise<void> {
    const held = this.#typing.isOn ? [] : this.#held;
    for (const uri of [...changed, ...this.#service.takeChanged(), ...held]) this.#waiting.add(uri);
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
    this.#typing.stop();
    this.#waiting.clear();
    this.#run++;
  }
}

/** True when there is one that those sent `before` do not tell. That it moved is no news. */
function bringsNew(before: readonly Diagnostic[], diagnostics: readonly Diagnostic[]): boolean {
  const told = new Set(before.map(tellingOf));
  return diagnostics.some((one) => !told.has(tellingOf(one)));
}

function tellingOf({ code, message }: Diagnostic): string {
  return JSON.stringify([code, message]);
}
