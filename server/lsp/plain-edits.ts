// Code actions for clients that take edits of files and nothing else.
import type { CodeAction, InitializeParams, TextEdit } from 'vscode-languageserver';

/** Whether a client takes versioned edits, with files made and moved among them. */
export function takesDocumentChanges({ capabilities }: InitializeParams): boolean {
  return capabilities.workspace?.workspaceEdit?.documentChanges === true;
}

/** The same action with its edits by file. */
export function withPlainEdits(action: CodeAction): CodeAction {
  if (!action.edit?.documentChanges) return action;
  const changes: Record<string, TextEdit[]> = {};
  for (const change of action.edit.documentChanges)
    if ('textDocument' in change)
      changes[change.textDocument.uri] = change.edits.filter((edit) => 'newText' in edit);
  return { ...action, edit: { changes } };
}
