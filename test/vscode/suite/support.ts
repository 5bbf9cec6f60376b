// What the tests inside VS Code share: manifests of their own, and waiting for what VS Code or the extension does next.
import { strict as assert } from 'node:assert';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

const EXTENSION_ID = 'kubereach.kubereach';
const PATIENCE_MS = 30_000;
const POLL_MS = 100;
let nManifests = 0;

/** The extension under test. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(EXTENSION_ID);
  assert.ok(found, `${EXTENSION_ID} is not installed`);
  return found;
}

/** The file of that name at the root of the opened workspace. */
export function workspaceFile(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Shows a file of the workspace in an editor. */
export async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Writes a manifest into a workspace folder of its own, so that tests do not see each other, and shows it. */
export async function openManifest(text: string): Promise<vscode.TextDocument> {
  nManifests += 1;
  const uri = workspaceFile(`suite-${nManifests}/manifest.yaml`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return openDocument(uri);
}

/** Range of the first `part` in the document. */
export function rangeOf(document: vscode.TextDocument, part: string): vscode.Range {
  const start = document.getText().indexOf(part);
  assert.notEqual(start, -1, `"${part}" is not in the document`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + part.length));
}

/** Replaces the first `part` of the document, as typing would: the file on disk stays as it is. */
export async function replaceText(document: vscode.TextDocument, part: string, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, part), text);
  assert.ok(await vscode.workspace.applyEdit(edit), 'VS Code refused the edit');
}

/** The extension's diagnostics of a document, as they are now. */
export function diagnosticsOf(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'kubereach');
}

/** The rule that found it. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits for a diagnostic of that rule. */
export async function diagnosticOf(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic> {
  return eventually(
    () => diagnosticsOf(document).find((diagnostic) => codeOf(diagnostic) === rule),
    () => `no ${rule}, only [${diagnosticsOf(document).map(codeOf).join(', ')}]`,
  );
}

/** Waits until the document has no diagnostic of that rule. */
export async function untilHealed(document: vscode.TextDocument, rule: string): Promise<void> {
  await eventually(
    () => !diagnosticsOf(document).some((diagnostic) => codeOf(diagnostic) === rule) || undefined,
    () => `${rule} stays`,
  );
}

/** Quick fixes of the extension that VS Code offers for a diagnostic, resolved. */
export async function quickFixesFor(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
): Promise<vscode.CodeAction[]> {
  return eventually(
    async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        diagnostic.range,
        vscode.CodeActionKind.QuickFix.value,
        20, // How many to resolve.
      );
      const ours = actions.filter(({ edit, command }) => edit ?? command?.command.startsWith('kubereach'));
      return ours.length > 0 ? ours : undefined;
    },
    () => `no quick fix for "${diagnostic.message}"`,
  );
}

/** Does what a click on the quick fix does. */
export async function applyQuickFix(action: vscode.CodeAction): Promise<void> {
  if (action.edit)
    assert.ok(await vscode.workspace.applyEdit(action.edit), `"${action.title}" does not apply`);
  const { command } = action;
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

/** Text of all hovers at the first `part` of the document. */
export async function hoverText(document: vscode.TextDocument, part: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    rangeOf(document, part).start,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/**
 * Asks again until `check` gives something other than undefined.
 * @throws {AssertionError} with the complaint when it does not in time.
 */
export async function eventually<T>(
  check: () => T | undefined | Promise<T | undefined>,
  complaint: () => string,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await check();
    if (value !== undefined) return value;
    if (Date.now() > end) assert.fail(complaint());
    await delay(POLL_MS);
  }
}
