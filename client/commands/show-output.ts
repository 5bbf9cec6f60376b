import * as vscode from 'vscode';

/** `kubereach.showOutput`: brings up the log. */
export function registerShowOutput(output: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.commands.registerCommand('kubereach.showOutput', () => output.show(true));
}
