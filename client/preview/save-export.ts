// Saves what the panel hands over where the user wants it.
import * as vscode from 'vscode';
import type { FromWebview } from '../../shared/messages/preview.ts';

/** Asks for a place and writes there; nothing happens when the user thinks better of it. */
export async function saveExport({
  name,
  content,
  encoding,
}: Extract<FromWebview, { readonly type: 'save' }>): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
    title: vscode.l10n.t('Export'),
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, toBytes(content, encoding));
}

function toBytes(content: string, encoding: 'utf8' | 'base64'): Uint8Array {
  if (encoding === 'utf8') return new TextEncoder().encode(content);
  return Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
}
