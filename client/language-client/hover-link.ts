// The way from a hover to the traffic preview.
import * as vscode from 'vscode';
import { isServiceAt } from './manifest-text.ts';

const OPEN_PREVIEW = 'kubereach.openPreview';

/** A hover of ours over a Service with a link to its preview below; any other as it is. */
export function withPreviewLink(
  hover: vscode.Hover,
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
): vscode.Hover {
  if (!isServiceAt(document.getText(), line)) return hover;
  const argument = { uri: document.uri.toString(), position: { line, character } };
  const query = encodeURIComponent(JSON.stringify([argument]));
  const link = new vscode.MarkdownString(
    `[${vscode.l10n.t('Traffic preview')}](command:${OPEN_PREVIEW}?${query})`,
  );
  // This one command and no other; the server's own text is never trusted.
  link.isTrusted = { enabledCommands: [OPEN_PREVIEW] };
  return new vscode.Hover([...hover.contents, link], hover.range);
}
