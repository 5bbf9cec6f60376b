// An editor that looks at the clock: starts a server over stdio and times from a change to its diagnostics.
import { fork, type ChildProcess } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';
import { statusNotification, type ServerStatus } from '../../shared/messages/status.ts';

const PATIENCE_MS = 600_000;

/** What a server's process has in memory after collecting all garbage. Bytes. */
export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

/** How a server is started. */
export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly execArgv?: readonly string[];
  /** It says when it has read the folder. */
  readonly saysReady?: boolean;
  readonly folder: string;
  /** Answers to `workspace/configuration`, by section. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** One server under one editor. */
export class BenchEditor {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #versions = new Map<string, number>();
  #onPublish: (uri: string) => void = () => {};
  #isReady = false;
  #onReady: () => void = () => {};

  private constructor(process: ChildProcess, connection: ProtocolConnection) {
    this.#process = process;
    this.#connection = connection;
  }

  /** Starts a server and waits until it is ready. */
  static async start(command: ServerCommand): Promise<BenchEditor> {
    const child = fork(command.program, command.args, {
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
      execArgv: [...(command.execArgv ?? [])],
    });
    if (!child.stdout || !child.stdin) throw new Error('The server has no pipes');
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const editor = new BenchEditor(child, connection);
    await editor.#begin(command);
    return editor;
  }

  async #begin({ folder, saysReady = false, configuration = {} }: ServerCommand): Promise<void> {
    const connection = this.#connection;
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri }) => this.#onPublish(uri));
    connection.onNotification(statusNotification.method, ({ state }: ServerStatus) => {
      if (state !== 'ready') return;
      this.#isReady = true;
      this.#onReady();
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
      items.map(({ section = '' }) => configuration[section] ?? null),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.listen();
    const uri = pathToFileURL(folder).href;
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'workspace' }],
      capabilities: { workspace: { configuration: true, workspaceFolders: true } },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    if (!saysReady || this.#isReady) return;
    await patiently('the server to be ready', (done) => (this.#onReady = () => done(undefined)));
  }

  /** Opens a document. */
  async open(uri: string, text: string): Promise<void> {
    this.#versions.set(uri, 1);
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
  }

  /** Closes a document. */
  async close(uri: string): Promise<void> {
    await this.#connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Changes an open document and goes on at once. */
  async change(uri: string, change: TextDocumentContentChangeEvent): Promise<void> {
    const version = (this.#versions.get(uri) ?? 1) + 1;
    this.#versions.set(uri, version);
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [change],
    });
  }

  /** Milliseconds from a change to the diagnostics that it leads to. */
  async timeChange(uri: string, change: TextDocumentContentChangeEvent): Promise<number> {
    const published = this.nextDiagnostics([uri]);
    const started = performance.now();
    void this.change(uri, change);
    return (await published) - started;
  }

  /** Resolves with the time when each of these files has got diagnostics, from now on. */
  nextDiagnostics(uris: Iterable<string>): Promise<number> {
    const missing = new Set(uris);
    return patiently('diagnostics', (done) => {
      this.#onPublish = (uri) => {
        missing.delete(uri);
        if (missing.size === 0) done(performance.now());
      };
    });
  }

  /** Waits until the server has come to all that it was told. */
  async settle(uri: string): Promise<void> {
    await this.#connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line: 0, character: 0 },
    });
  }

  /** The memory of a server that was started with `answer-memory` before it. */
  memory(): Promise<Memory> {
    return patiently('the memory', (done) => {
      this.#process.once('message', (memory) => done(memory as Memory));
      this.#process.send('memory');
    });
  }

  /** Ends the server. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    await ended;
    this.#connection.dispose();
  }
}

/** A promise that fails when it takes absurdly long: a server that says nothing must not hang the run. */
function patiently<T>(what: string, begin: (done: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Waited in vain for ${what}`)), PATIENCE_MS);
    begin((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
