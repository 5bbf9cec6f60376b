// What can be done about the findings of a file: repairs, repairs of the whole file, and silence.
import { t } from '@vscode/l10n';
import {
  CodeActionKind,
  type CodeAction,
  type CodeActionParams,
  type CreateFile,
  type Diagnostic,
  type Range,
  type TextDocumentEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fixAllEdits } from '../features/fix-all.ts';
import type { FileEdit } from '../features/quick-fix.ts';
import { suppressActionsOf, type ConfigPlace } from '../features/suppress-actions.ts';
import type { LanguageService } from '../service.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { FIX_ALL } from './client-options.ts';
import { toCodeAction } from './convert.ts';
import { textOf, toRange } from './ranges.ts';

/** What the answer depends on besides the request. */
export interface CodeActionContext {
  readonly service: LanguageService;
  /** An open document's version, `null` for a closed one. */
  readonly versionOf: (uri: string) => number | null;
  /** Where the repository's configuration is; `undefined` when it cannot be edited. */
  readonly config: ConfigPlace | undefined;
}

/** Fixes first, then what silences. `source.fixAll` is answered only where it is asked for by name. */
export function codeActions(
  { textDocument: { uri }, range, context }: CodeActionParams,
  { service, versionOf, config }: CodeActionContext,
): CodeAction[] {
  const { snapshot } = service.context;
  const file = snapshot.file(uri);
  if (!file) return [];
  const isWanted = (kind: string): boolean =>
    context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? kind !== FIX_ALL;
  const rangeOf = (edit: FileEdit): Range => toEditRange(edit, snapshot, config);
  const actions: CodeAction[] = [];
  if (isWanted(CodeActionKind.QuickFix)) {
    const text = textOf(file);
    const span = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
    for (const fix of service.quickFixes(uri, span))
      actions.push(toCodeAction(fix, context.diagnostics, snapshot, versionOf));
    for (const placed of service.diagnose(uri)) {
      if (placed.span.start > span.end || placed.span.end < span.start) continue;
      for (const { title, finding, edits, isNewFile } of suppressActionsOf(
        placed.finding,
        snapshot,
        config,
      )) {
        const diagnostics = context.diagnostics.filter((one) => isOf(one, finding));
        const edit = { documentChanges: documentChanges(edits, isNewFile, rangeOf, versionOf) };
        actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, edit });
      }
    }
  }
  if (isWanted(FIX_ALL)) {
    const edits = fixAllEdits(uri, service.findings(uri), service.context);
    const edit = { documentChanges: documentChanges(edits, false, rangeOf, versionOf) };
    if (edits.length > 0)
      actions.push({ title: t('Fix what Kubereach can repair in this file'), kind: FIX_ALL, edit });
  }
  return actions;
}

/** The edits by file, each for the version that the snapshot has. */
function documentChanges(
  edits: readonly FileEdit[],
  isNewFile: boolean,
  rangeOf: (edit: FileEdit) => Range,
  versionOf: (uri: string) => number | null,
): (CreateFile | TextDocumentEdit)[] {
  return [...new Set(edits.map(({ uri }) => uri))].flatMap((uri) => {
    const change: TextDocumentEdit = {
      textDocument: { uri, version: versionOf(uri) },
      edits: edits
        .filter((edit) => edit.uri === uri)
        .map((edit) => ({ range: rangeOf(edit), newText: edit.newText })),
    };
    return isNewFile ? [{ kind: 'create', uri }, change] : [change];
  });
}

/** Where to edit: in a file of the workspace, or in the configuration, which may be none of its files. */
function toEditRange({ uri, span }: FileEdit, snapshot: Snapshot, config: ConfigPlace | undefined): Range {
  const file = snapshot.file(uri);
  if (file) return toRange(file, span);
  const text = TextDocument.create(uri, 'yaml', 0, uri === config?.uri ? (config.text ?? '') : '');
  return { start: text.positionAt(span.start), end: text.positionAt(span.end) };
}

function isOf({ code, message }: Diagnostic, finding: { rule: string; message: string }): boolean {
  return code === finding.rule && message === finding.message;
}
