import * as vscode from 'vscode';
import type { ServerSession } from '../language-client/server-session.ts';

/** `kubereach.restartServer`: restarts the server, or starts it if nothing has asked for it yet. */
export function registerRestartServer(session: ServerSession): vscode.Disposable {
  return vscode.commands.registerCommand('kubereach.restartServer', async () => {
    try {
      await session.restart();
    } catch {
      // The cause is in the output channel already.
      const show = vscode.l10n.t('Show Output');
      const text = vscode.l10n.t('The Kubereach language server could not be started.');
      const choice = await vscode.window.showErrorMessage(text, show);
      if (choice === show) await vscode.commands.executeCommand('kubereach.showOutput');
    }
  });
}
