// The cursor of the active editor, at rest.
import * as vscode from 'vscode';
import { MANIFEST_SELECTOR } from '../language-client/client-options.ts';
import type { CursorPlace } from './subject.ts';

const REST_MS = 150;

/** Where the main cursor of an editor stands. */
export function cursorPlace(editor: vscode.TextEditor): CursorPlace {
  const { active } = editor.selection;
  return {
    uri: editor.document.uri.toString(),
    line: active.line,
    character: active.character,
    text: editor.document.getText(),
  };
}

/** Tells of the cursor in a manifest once it has rested, after a move or a change of editor. */
export function onDidMoveCursor(handler: (place: CursorPlace) => void): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (editor: vscode.TextEditor | undefined): void => {
    clearTimeout(timer);
    if (!editor || vscode.languages.match(MANIFEST_SELECTOR, editor.document) === 0) return;
    timer = setTimeout(() => {
      if (editor === vscode.window.activeTextEditor) handler(cursorPlace(editor));
    }, REST_MS);
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(wait),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => wait(textEditor)),
    { dispose: () => clearTimeout(timer) },
  );
}
