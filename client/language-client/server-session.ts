// The one connection to the language server: started at the first need, restarted on request, stopped at the end.
import * as vscode from 'vscode';
import type { BaseLanguageClient, State } from 'vscode-languageclient';
import type { NotificationMessage, RequestMessage } from '../../shared/messages/message.ts';

/** Where the server stands, as far as the user is concerned. */
export type SessionState = 'idle' | 'starting' | 'running' | 'stopped';

/** How vscode-languageclient numbers its states; its enum is not imported, so that this file loads in any host. */
const CLIENT_STATE = { stopped: 1, running: 2, starting: 3 } satisfies Record<string, State>;

/** Owns the client. Nothing runs until `start`, which every request calls by itself. */
export class ServerSession {
  readonly #client: BaseLanguageClient;
  readonly #output: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<SessionState>();
  #starting: Promise<void> | undefined;
  #state: SessionState = 'idle';

  constructor(client: BaseLanguageClient, output: vscode.LogOutputChannel) {
    this.#client = client;
    this.#output = output;
    client.onDidChangeState(({ newState }) => {
      this.#state = nameOfState(newState);
      this.#changed.fire(this.#state);
    });
  }

  /** Fires after each change of `state`. */
  get onDidChangeState(): vscode.Event<SessionState> {
    return this.#changed.event;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Starts the server once; later calls wait for the same start. Rejects when it cannot be started; a later call tries again. */
  start(): Promise<void> {
    this.#starting ??= this.#startOnce();
    return this.#starting;
  }

  /** Stops the server if it runs, and starts it. */
  async restart(): Promise<void> {
    await this.#stopClient();
    await this.start();
  }

  /** Sends a request, starting the server if need be. Rejects as the connection does. */
  async ask<Params, Result>(message: RequestMessage<Params, Result>, params: Params): Promise<Result> {
    await this.start();
    return this.#client.sendRequest<Result>(message.method, params);
  }

  /** Listens to a notification, across restarts. */
  listen<Params>(message: NotificationMessage<Params>, handler: (params: Params) => void): vscode.Disposable {
    return this.#client.onNotification(message.method, handler);
  }

  /** Stops the server for good; waits until it is gone or does not answer in time. */
  async stop(): Promise<void> {
    await this.#stopClient();
    this.#changed.dispose();
  }

  async #stopClient(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    this.#starting = undefined;
    if (this.#state === 'running') await this.#client.stop();
  }

  async #startOnce(): Promise<void> {
    this.#output.info(`Kubereach starts its language server; VS Code ${vscode.version}.`);
    await this.#client.start().catch((error: unknown) => this.#fail(error));
  }

  #fail(error: unknown): never {
    this.#starting = undefined;
    this.#output.error(error instanceof Error ? error : String(error));
    throw error;
  }
}

function nameOfState(state: State): SessionState {
  if (state === CLIENT_STATE.running) return 'running';
  return state === CLIENT_STATE.starting ? 'starting' : 'stopped';
}
