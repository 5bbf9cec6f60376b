// The language server as a web worker. Files that no editor has open are out of its reach for now.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from './lsp/server.ts';

declare const self: DedicatedWorkerGlobalScope;

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
  async *readFolders() {},
  readFile: () => undefined,
  readText: () => undefined,
});
