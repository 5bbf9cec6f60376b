// Writes what was tried out in the panel into the manifests: one ordinary edit that can be undone.
import * as vscode from 'vscode';
import { fieldEditsRequest, type FieldEdit } from '../../shared/messages/preview.ts';
import type { ServerSession } from '../language-client/server-session.ts';

/** Applies edits to the open documents; files are not saved. Says so when they cannot be made. Rejects when the server does. */
export async function applyFieldEdits(session: ServerSession, edits: readonly FieldEdit[]): Promise<void> {
  if (edits.length === 0) return;
  const found = await session.ask(fieldEditsRequest, { edits });
  const change = new vscode.WorkspaceEdit();
  for (const { uri, range, newText } of found ?? []) {
    const { start, end } = range;
    const where = new vscode.Range(start.line, start.character, end.line, end.character);
    change.replace(vscode.Uri.parse(uri, true), where, newText);
  }
  const isDone = found !== null && found.length > 0 && (await vscode.workspace.applyEdit(change));
  if (!isDone)
    void vscode.window.showWarningMessage(
      vscode.l10n.t('These values cannot be written in the style of this file.'),
    );
}
