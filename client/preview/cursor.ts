// The cursor of the active editor, at rest.
import * as vscode from 'vscode';
import { MANIFEST_SELECTOR } from '../language-client/client-options.ts';
import type { CursorPlace } from './subject.ts';

const REST_MS = 150;

/** White space, and the dashes of list items. */
const INDENTATION = /^(?:\s|-\s)*/;

/** Where the main cursor of an editor stands. In the indentation it is taken to be at the text of its line. */
export function cursorPlace({ selection, document }: vscode.TextEditor): CursorPlace {
  const { line, character } = selection.active;
  const indentation = INDENTATION.exec(document.lineAt(line).text)?.[0] ?? '';
  return {
    uri: document.uri.toString(),
    line,
    character: Math.max(character, indentation.length),
    text: document.getText(),
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
