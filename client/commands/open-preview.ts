import * as vscode from 'vscode';
import { hasShape, isNumber, isOptional, isString } from '../../shared/messages/guards.ts';
import type { PreviewPanel, PreviewTarget } from '../preview/preview-panel.ts';

const isPreviewTarget = hasShape<PreviewTarget>({
  uri: isString,
  service: isOptional(isString),
  position: isOptional(
    hasShape<{ readonly line: number; readonly character: number }>({ line: isNumber, character: isNumber }),
  ),
});

/** `kubereach.openPreview`: opens the traffic preview beside the editor, or brings it to the front. */
export function registerOpenPreview(preview: PreviewPanel): vscode.Disposable {
  return vscode.commands.registerCommand('kubereach.openPreview', (argument: unknown) => {
    // Menus of the editor's title and of the explorer pass a Uri.
    if (argument instanceof vscode.Uri) preview.open({ uri: argument.toString() });
    else if (isPreviewTarget(argument)) preview.open(argument);
    else preview.open();
  });
}
