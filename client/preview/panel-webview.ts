// How the panel looks from outside: its type, its rights, its icon and its page.
import * as vscode from 'vscode';
import { createNonce, panelHtml } from './panel-html.ts';

/** Also named in package.json's activation event `onWebviewPanel:kubereach.preview`. */
export const VIEW_TYPE = 'kubereach.preview';

/** Scripts, but only those of `dist/webview`, and no command links. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    enableCommandUris: false,
    localResourceRoots: [webviewFolder(extensionUri)],
  };
}

/** Sets options, icon and page of a new or restored panel. */
export function dressWebview(panel: vscode.WebviewPanel, extensionUri: vscode.Uri): void {
  const { webview } = panel;
  const folder = webviewFolder(extensionUri);
  const media = vscode.Uri.joinPath(extensionUri, 'client', 'media');
  webview.options = webviewOptions(extensionUri);
  panel.iconPath = {
    light: vscode.Uri.joinPath(media, 'preview-light.svg'),
    dark: vscode.Uri.joinPath(media, 'preview-dark.svg'),
  };
  const uriOf = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  webview.html = panelHtml({
    cspSource: webview.cspSource,
    nonce: createNonce(),
    scriptUri: uriOf('main.js'),
    styleUri: uriOf('panel.css'),
    language: vscode.env.language,
    title: vscode.l10n.t('Traffic preview'),
    late: vscode.l10n.t('The traffic preview could not be loaded: close it and open it again'),
  });
}

function webviewFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}
