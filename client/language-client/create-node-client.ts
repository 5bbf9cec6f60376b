// The server as a child process of the extension host.
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { CLIENT_ID, clientOptions } from './client-options.ts';

/** Makes the client, not yet started; the server is `dist/server.cjs` of the extension. */
export function createNodeClient(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
): LanguageClient {
  const module = context.asAbsolutePath('dist/server.cjs');
  const debug = { execArgv: ['--nolazy', '--inspect=6009'] };
  return new LanguageClient(
    CLIENT_ID,
    'Kubereach',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: debug },
    },
    clientOptions(context.extensionUri, output),
  );
}
