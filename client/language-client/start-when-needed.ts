// Starts the server at the first sign of Kubernetes, so that a window full of other YAML costs nothing.
import * as vscode from 'vscode';
import { MANIFEST_SELECTOR } from './client-options.ts';
import { looksLikeKubernetes } from './manifest-text.ts';
import type { ServerSession } from './server-session.ts';

const KUSTOMIZATIONS = '**/{kustomization.yaml,kustomization.yml,Kustomization}';

/** Watches documents until one looks like a manifest, or a kustomization is found; then starts `session` and stops watching. */
export function startWhenNeeded(session: ServerSession): vscode.Disposable {
  const watching: vscode.Disposable[] = [];
  let isOver = false;
  const finish = (): void => {
    isOver = true;
    for (const watch of watching.splice(0)) watch.dispose();
  };
  const start = (): void => {
    if (isOver) return;
    finish();
    // The session has written the failure to the output channel, and the status item shows it.
    session.start().catch(() => undefined);
  };
  const look = (document: vscode.TextDocument): void => {
    if (isManifest(document)) start();
  };

  watching.push(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument((event) => look(event.document)),
    session.onDidChangeState(finish),
  );
  vscode.workspace.textDocuments.forEach(look);
  if (!isOver) void hasKustomization().then((isFound) => (isFound ? start() : undefined));
  return { dispose: finish };
}

function isManifest(document: vscode.TextDocument): boolean {
  return vscode.languages.match(MANIFEST_SELECTOR, document) > 0 && looksLikeKubernetes(document.getText());
}

async function hasKustomization(): Promise<boolean> {
  const found = await vscode.workspace.findFiles(KUSTOMIZATIONS, '**/node_modules/**', 1);
  return found.length > 0;
}
