// An editor as a test plays it: the bundled server over stdio, opened documents, and what it published.
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type FileChangeType,
  type InitializeParams,
  type ProtocolConnection,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';
import { statusNotification, type ServerStatus } from '../../shared/messages/status.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

/** What another editor does in its own way. */
export interface Manners {
  /** What it says of itself with `initialize`, instead of what this one says. */
  readonly initialize?: Partial<InitializeParams>;
  /** Answers to requests of the server, by method, in addition to those that this one gives, or instead of them. */
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
}

const CAPABILITIES: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
};

/** One editor window over a folder. */
export class Editor {
  readonly connection: ProtocolConnection;
  readonly #process: ChildProcess;
  readonly #diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly #statuses: ServerStatus[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #versions = new Map<string, number>();
  #nPublished = 0;

  private constructor(process: ChildProcess, connection: ProtocolConnection) {
    this.#process = process;
    this.connection = connection;
  }

  /** Starts the server and waits until it has read the folder. */
  static async open(
    folder: string,
    settings: unknown = null,
    options: object = {},
    { initialize, answers = {} }: Manners = {},
  ): Promise<Editor> {
    const child = spawn(process.execPath, [CLI, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const editor = new Editor(child, connection);
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      editor.#diagnostics.set(uri, diagnostics);
      editor.#nPublished++;
      editor.#wake();
    });
    connection.onNotification(statusNotification.method, (status: ServerStatus) => {
      editor.#statuses.push(status);
      editor.#wake();
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => settings),
    );
    connection.onRequest('client/registerCapability', () => null);
    for (const [method, answer] of Object.entries(answers)) connection.onRequest(method, answer);
    connection.listen();
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'workspace' }],
      initializationOptions: { hasPreview: true, ...options },
      capabilities: CAPABILITIES,
      ...initialize,
    });
    await connection.sendNotification(InitializedNotification.type, {});
    await editor.until(() => editor.#statuses.at(-1)?.state === 'ready');
    return editor;
  }

  /** What the server published last about a file. */
  diagnostics(uri: string): readonly Diagnostic[] {
    return this.#diagnostics.get(uri) ?? [];
  }

  /** The files about which the server has published anything. */
  get uris(): readonly string[] {
    return [...this.#diagnostics.keys()];
  }

  /** How often the server has published something. */
  get nPublished(): number {
    return this.#nPublished;
  }

  /** The last status. */
  get status(): ServerStatus | undefined {
    return this.#statuses.at(-1);
  }

  /** Opens a document. */
  async type(uri: string, text: string, languageId = 'yaml'): Promise<void> {
    this.#versions.set(uri, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Changes an open document. */
  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const version = (this.#versions.get(uri) ?? 1) + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  /** Closes an open document. */
  async shut(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Tells of files that were made, changed or deleted. */
  async watch(...changes: readonly (readonly [uri: string, type: FileChangeType])[]): Promise<void> {
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: changes.map(([uri, type]) => ({ uri, type })),
    });
  }

  /** Saves an open document. */
  async save(uri: string): Promise<void> {
    await this.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Waits for a condition on what was published; fails after ten seconds. */
  async until(isTrue: () => boolean): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!isTrue()) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`Waited in vain for ${isTrue.toString()}`);
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, left);
        this.#waiting.add(wake);
      });
    }
  }

  /** Ends the server; resolves with its exit status. */
  async close(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#process.once('exit', resolve));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const status = await ended;
    this.connection.dispose();
    return status;
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }
}
