import * as vscode from 'vscode';
import { hasShape, isOptional, isString } from '../../shared/messages/guards.ts';
import type { PreviewPanel } from '../preview/preview-panel.ts';

/** What a code lens or another extension may pass; without it, the active editor and its cursor count. */
export interface OpenPreviewArgument {
  readonly uri: string;
  /** A key from `PreviewModel.services`. */
  readonly service?: string | undefined;
}

const isOpenPreviewArgument = hasShape<OpenPreviewArgument>({ uri: isString, service: isOptional(isString) });

/** `kubereach.openPreview`: opens the traffic preview beside the editor, or brings it to the front. */
export function registerOpenPreview(preview: PreviewPanel): vscode.Disposable {
  return vscode.commands.registerCommand('kubereach.openPreview', (argument: unknown) => {
    // A menu of the editor's title passes its Uri.
    if (argument instanceof vscode.Uri) preview.open({ uri: argument.toString() });
    else if (isOpenPreviewArgument(argument)) preview.open(argument);
    else preview.open();
  });
}
