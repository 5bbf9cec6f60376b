// The language server as a web worker. Files that no editor has open are out of its reach for now.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from './lsp/server.ts';
import { startServer } from './lsp/start-server.ts';
import type { FileSource } from './workspace/file-source.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Nothing is on disk here. */
const noFiles: FileSource = {
  async *readFolders() {},
  readFiles: () => [],
  readText: () => undefined,
};

startServer(
  createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)),
  noFiles,
  async () => ({ serve }),
);
