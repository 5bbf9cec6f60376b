// The context key behind the editor-title icon: is there a Service in the active document?
import * as vscode from 'vscode';
import { MANIFEST_SELECTOR } from './client-options.ts';
import { mayHoldService } from './manifest-text.ts';

const CONTEXT_KEY = 'kubereach.hasService';
const TYPING_PAUSE_MS = 300;

/** Keeps `kubereach.hasService` up to date with the active editor, shortly behind the typing. */
export function trackServiceContext(): vscode.Disposable {
  let known: boolean | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const hasService = document !== undefined && isServiceFile(document);
    if (hasService === known) return;
    known = hasService;
    void vscode.commands.executeCommand('setContext', CONTEXT_KEY, hasService);
  };
  update();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== vscode.window.activeTextEditor?.document) return;
      clearTimeout(timer);
      timer = setTimeout(update, TYPING_PAUSE_MS);
    }),
    { dispose: () => clearTimeout(timer) },
  );
}

/** Whether a document is of a language for manifests and could hold a Service. */
function isServiceFile(document: vscode.TextDocument): boolean {
  return vscode.languages.match(MANIFEST_SELECTOR, document) > 0 && mayHoldService(document.getText());
}
