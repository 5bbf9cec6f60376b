// The first thing a client meets: it is told what the server can do, and then the rest is loaded.
import {
  CodeActionKind,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { FileSource } from '../workspace/file-source.ts';
import { FIX_ALL, optionsOf } from './client-options.ts';
import type { serve } from './server.ts';

/** Loads what serves a client. It has to be there in the turn of the event loop in which it is asked for: the next message is for it. */
export type LoadServer = () => Promise<{ readonly serve: typeof serve }>;

/** Serves one client until it says goodbye. Nothing is loaded before it has its answer: that would hold the answer up. */
export function startServer(connection: Connection, files: FileSource, load: LoadServer): void {
  let client: InitializeParams | undefined;
  connection.onInitialize((params) => {
    client = params;
    return { serverInfo: { name: 'kubereach' }, capabilities: capabilitiesFor(params) };
  });
  connection.onInitialized(async () => {
    const server = await load();
    if (client) server.serve(connection, files, client);
  });
  connection.listen();
}

function capabilitiesFor(params: InitializeParams): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
    ...(optionsOf(params).hasPreview ? { codeLensProvider: {} } : {}),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
