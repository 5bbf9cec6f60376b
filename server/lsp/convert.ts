// Between our words and the protocol's: spans and ranges, findings and diagnostics, fixes and code actions.
import {
  CodeActionKind,
  DiagnosticSeverity,
  type CodeAction,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type TextDocumentEdit,
} from 'vscode-languageserver';
import type { Severity } from '../analysis/settings.ts';
import type { QuickFix } from '../features/quick-fix.ts';
import type { PlacedFinding } from '../service.ts';
import type { ManifestFile } from '../workspace/manifest.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { isSameRange, toRange } from './ranges.ts';

/** Shown beside each message in the Problems view. */
const SOURCE = 'kubereach';

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A finding as a diagnostic. `documentation` gives the address of a rule's page. */
export function toDiagnostic(
  placed: PlacedFinding,
  file: ManifestFile,
  snapshot: Snapshot,
  documentation: (rule: string) => string | undefined,
): Diagnostic {
  const { finding, span, related } = placed;
  const diagnostic: Diagnostic = {
    range: toRange(file, span),
    severity: SEVERITY[finding.severity],
    code: finding.rule,
    source: SOURCE,
    message: finding.message,
  };
  const href = documentation(finding.rule);
  if (href) diagnostic.codeDescription = { href };
  // What would be empty is left out: a large file has hundreds of diagnostics, sent anew with every edit.
  if (related.length > 0) diagnostic.relatedInformation = relatedInformation(related, file, snapshot);
  return diagnostic;
}

function relatedInformation(
  related: PlacedFinding['related'],
  file: ManifestFile,
  snapshot: Snapshot,
): DiagnosticRelatedInformation[] {
  const found: DiagnosticRelatedInformation[] = [];
  for (const { uri, span, message } of related) {
    const there = uri === file.uri ? file : snapshot.file(uri);
    if (there) found.push({ location: { uri, range: toRange(there, span) }, message });
  }
  return found;
}

/** True for diagnostics that say the same at the same places. */
export function isSameDiagnostic(a: Diagnostic, b: Diagnostic): boolean {
  return (
    a.code === b.code &&
    a.severity === b.severity &&
    a.message === b.message &&
    isSameRange(a.range, b.range) &&
    isSameList(
      a.relatedInformation ?? [],
      b.relatedInformation ?? [],
      (one, other) =>
        one.message === other.message &&
        one.location.uri === other.location.uri &&
        isSameRange(one.location.range, other.location.range),
    )
  );
}

/** True for lists of which each item is the same as the other's at its place. */
export function isSameList<T>(
  a: readonly T[],
  b: readonly T[],
  isSame: (one: T, other: T) => boolean,
): boolean {
  return a.length === b.length && a.every((one, index) => isSame(one, b[index] as T));
}

/** A fix as a code action with a versioned edit. `versionOf` gives an open document's version, `null` for a closed one. */
export function toCodeAction(
  fix: QuickFix,
  diagnostics: readonly Diagnostic[],
  snapshot: Snapshot,
  versionOf: (uri: string) => number | null,
): CodeAction {
  const edits = new Map<string, TextDocumentEdit>();
  for (const { uri, span, newText } of fix.edits) {
    const file = snapshot.file(uri);
    if (!file) continue;
    const edit = edits.get(uri) ?? { textDocument: { uri, version: versionOf(uri) }, edits: [] };
    edit.edits.push({ range: toRange(file, span), newText });
    edits.set(uri, edit);
  }
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: diagnostics.filter(
      ({ code, message }) => code === fix.finding.rule && message === fix.finding.message,
    ),
    isPreferred: fix.isPreferred,
    edit: { documentChanges: [...edits.values()] },
  };
}
