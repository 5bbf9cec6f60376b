// Entry point of the extension on the desktop and on remotes: puts the parts together and takes them apart again.
import * as vscode from 'vscode';
import { registerOpenPreview } from './commands/open-preview.ts';
import { registerRestartServer } from './commands/restart-server.ts';
import { registerShowOutput } from './commands/show-output.ts';
import { createNodeClient } from './language-client/create-node-client.ts';
import { ServerSession } from './language-client/server-session.ts';
import { trackServiceContext } from './language-client/service-context.ts';
import { startWhenNeeded } from './language-client/start-when-needed.ts';
import { createStatusItem } from './language-client/status-item.ts';
import { PreviewPanel } from './preview/preview-panel.ts';

let session: ServerSession | undefined;

/** Called by VS Code at an activation event. Starts no process by itself. */
export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('Kubereach', { log: true });
  session = new ServerSession(createNodeClient(context, output), output);
  const preview = new PreviewPanel(context.extensionUri, session, output);
  context.subscriptions.push(
    output,
    createStatusItem(session),
    preview,
    trackServiceContext(),
    registerOpenPreview(preview),
    registerRestartServer(session),
    registerShowOutput(output),
    startWhenNeeded(session),
  );
}

/** Called by VS Code when the extension is turned off or the window closes; waits for the server to go. */
export async function deactivate(): Promise<void> {
  await session?.stop();
  session = undefined;
}
