// The border between the client's spelling of URIs and the keys behind it: what comes in is keyed, what goes out is spelled.
import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { keyOfUri, usualSpelling } from './file-key.ts';

/** What tells of documents that are opened, edited and closed. */
type DocumentEvents = Parameters<TextDocuments<TextDocument>['listen']>[0];

/** Knows how the client spells each file. */
export class ClientUris {
  /** Of files that have been open, where it is not the usual one. */
  readonly #spellings = new Map<string, string>();
  readonly #onRespelled: (key: string, before: string) => void;

  /** `onRespelled` is told of a file that was known to the client by another spelling until now. */
  constructor(onRespelled: (key: string, before: string) => void) {
    this.#onRespelled = onRespelled;
  }

  /** What the client sent, with a key for each `uri` in it. */
  keyed<T>(params: T): T {
    return withUris(params, keyOfUri) as T;
  }

  /** What the client is sent, with each `uri` in it as the client spells it. */
  spelled<T>(answer: T): T {
    return withUris(answer, (key) => this.#spell(key)) as T;
  }

  /** The connection as documents listen to it: each is known by its key, and how the client spells it is learnt. */
  documentsOf(connection: DocumentEvents): DocumentEvents {
    const keyed = <E extends { readonly textDocument: { readonly uri: string } }>(event: E): E => ({
      ...event,
      textDocument: { ...event.textDocument, uri: keyOfUri(event.textDocument.uri) },
    });
    return {
      onDidOpenTextDocument: (handler) =>
        connection.onDidOpenTextDocument((event) => {
          this.#learn(event.textDocument.uri);
          return handler(keyed(event));
        }),
      onDidChangeTextDocument: (handler) =>
        connection.onDidChangeTextDocument((event) => handler(keyed(event))),
      onDidCloseTextDocument: (handler) =>
        connection.onDidCloseTextDocument((event) => handler(keyed(event))),
      onDidSaveTextDocument: (handler) => connection.onDidSaveTextDocument((event) => handler(keyed(event))),
      onWillSaveTextDocument: (handler) =>
        connection.onWillSaveTextDocument((event) => handler(keyed(event))),
      onWillSaveTextDocumentWaitUntil: (handler) =>
        connection.onWillSaveTextDocumentWaitUntil((event, ...others) => handler(keyed(event), ...others)),
    };
  }

  #spell(key: string): string {
    return this.#spellings.get(key) ?? usualSpelling(key);
  }

  #learn(uri: string): void {
    const key = keyOfUri(uri);
    const before = this.#spell(key);
    if (uri === before) return;
    this.#spellings.set(key, uri);
    this.#onRespelled(key, before);
  }
}

/** The same plain value with every property `uri` of its own or of what it holds mapped; what has none is not copied. */
function withUris(value: unknown, map: (uri: string) => string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => withUris(item, map));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  let copy: Record<string, unknown> | undefined;
  for (const [name, inner] of Object.entries(value)) {
    const mapped = name === 'uri' && typeof inner === 'string' ? map(inner) : withUris(inner, map);
    if (mapped === inner) continue;
    copy ??= { ...value };
    copy[name] = mapped;
  }
  return copy ?? value;
}
