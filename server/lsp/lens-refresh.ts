// Lenses count what lies in other files, and a client asks for them only when their own file changes: here it is told to ask again.
import { CodeLensRefreshRequest, type Connection } from 'vscode-languageserver';
import type { Lens } from '../features/code-lens.ts';
import type { LanguageService } from '../service.ts';

/** Remembers what the lenses of open files said last. */
export class LensRefresh {
  readonly #connection: Connection;
  readonly #service: LanguageService;
  readonly #canRefresh: boolean;
  readonly #told = new Map<string, string>();

  constructor(connection: Connection, service: LanguageService, canRefresh: boolean) {
    this.#connection = connection;
    this.#service = service;
    this.#canRefresh = canRefresh;
  }

  /** An open file's lenses as the client was told them. */
  note(uri: string, lenses: readonly Lens[]): void {
    if (this.#canRefresh) this.#told.set(uri, sayingOf(lenses));
  }

  /** The client shows no lenses of this file any longer. */
  forget(uri: string): void {
    this.#told.delete(uri);
  }

  /** Has the client ask anew when lenses say something else now. */
  refresh(): void {
    let isStale = false;
    for (const [uri, told] of this.#told) {
      const now = sayingOf(this.#service.codeLenses(uri));
      if (now === told) continue;
      this.#told.set(uri, now);
      isStale = true;
    }
    if (!isStale) return;
    this.#connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
      this.#connection.console.warn(`The client did not refresh its lenses: ${String(error)}`);
    });
  }
}

/** Where they stand is left out: the client moves them along with the text. */
function sayingOf(lenses: readonly Lens[]): string {
  return JSON.stringify(lenses.map(({ title, service }) => [title, service]));
}
