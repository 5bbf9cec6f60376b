// The language server as a node process: over node IPC for VS Code, over stdio for any editor.
import './node/compile-cache.ts';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/start-server.ts';
import { diskFiles } from './node/disk-files.ts';

startServer(createConnection(ProposedFeatures.all), diskFiles, () => import('./lsp/server.ts'));
