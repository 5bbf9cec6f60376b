// What the language client is told, whatever the server runs in.
import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { withPreviewLink } from './hover-link.ts';

/** Identifies the client; also the configuration section whose `trace.server` it reads. */
export const CLIENT_ID = 'kubereach';

/** Languages in which a manifest is written; any scheme, so that virtual workspaces work as well. */
const MANIFEST_LANGUAGES = ['yaml', 'json', 'jsonc', 'helm'] as const;

/** The same as a document selector. */
export const MANIFEST_SELECTOR = MANIFEST_LANGUAGES.map((language) => ({ language }));

/** Half a word brings up nothing new until the keys have rested for so long. */
const TYPING_PAUSE_MS = 400;

/** Options for a client that logs to `output` and finds the rule pages in the extension. */
export function clientOptions(
  extensionUri: vscode.Uri,
  output: vscode.LogOutputChannel,
): LanguageClientOptions {
  return {
    documentSelector: MANIFEST_SELECTOR,
    outputChannel: output,
    synchronize: { configurationSection: CLIENT_ID },
    initializationOptions: {
      documentationBase: vscode.Uri.joinPath(extensionUri, 'docs', 'rules').toString(),
      hasPreview: true,
      typingPauseMs: TYPING_PAUSE_MS,
      hasYamlSchemas: vscode.extensions.getExtension('redhat.vscode-yaml') !== undefined,
      ...(vscode.l10n.bundle ? { l10n: vscode.l10n.bundle } : {}),
    },
    markdown: { isTrusted: false, supportHtml: false },
    middleware: {
      provideHover: async (document, position, token, next) => {
        const hover = await next(document, position, token);
        return hover && withPreviewLink(hover, document, position);
      },
    },
  };
}
