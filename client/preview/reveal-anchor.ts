// Shows the text behind something in the picture.
import * as vscode from 'vscode';
import { locateRequest, type Anchor } from '../../shared/messages/preview.ts';
import type { ServerSession } from '../language-client/server-session.ts';
import { columnForText } from './reveal-column.ts';

/** Where the cursor comes to stand when the panel itself brings up a text. */
export interface RevealedPlace {
  readonly uri: string;
  /** Zero-based; the last one that is selected. */
  readonly line: number;
  /** What was asked for. */
  readonly anchor: Anchor;
}

/**
 * Opens the file of an anchor beside the panel and selects its range.
 * `onWillReveal` is told the place first, for the cursor's move there is not the user's own.
 * Says so in the status bar when the text is gone. Rejects when the server does.
 */
export async function revealAnchor(
  session: ServerSession,
  anchor: Anchor,
  panelColumn: number | undefined,
  onWillReveal: (place: RevealedPlace) => void,
): Promise<void> {
  const location = await session.ask(locateRequest, anchor);
  if (!location) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('This text is no longer in the file.'), 5000);
    return;
  }
  const { start, end } = location.range;
  onWillReveal({ uri: location.uri, line: end.line, anchor });
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(location.uri, true));
  await vscode.window.showTextDocument(document, {
    viewColumn: columnForText(openEditors(), location.uri, panelColumn),
    selection: new vscode.Range(start.line, start.character, end.line, end.character),
  });
}

function openEditors(): { readonly uri: string; readonly column: number | undefined }[] {
  const { visibleTextEditors } = vscode.window;
  return visibleTextEditors.map((editor) => ({
    uri: editor.document.uri.toString(),
    column: editor.viewColumn,
  }));
}
