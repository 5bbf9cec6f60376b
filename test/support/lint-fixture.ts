// Runs one rule over a fixture case and writes down what it found, in the fixture's own notation.
import { RuleContext } from '../../server/analysis/context.ts';
import { editsOf, type DocumentEdit } from '../../server/analysis/apply-fix.ts';
import { Judge } from '../../server/analysis/judge.ts';
import type { Finding } from '../../server/analysis/lint.ts';
import type { AnyRule } from '../../server/analysis/rule.ts';
import { DEFAULT_SETTINGS, parsePortRange, type AnalysisSettings } from '../../server/analysis/settings.ts';
import { UNUSED_RULE } from '../../server/analysis/suppression/apply-suppressions.ts';
import type { ManifestDocument } from '../../server/workspace/manifest.ts';
import type { Snapshot } from '../../server/workspace/snapshot.ts';
import { Workspace } from '../../server/workspace/workspace.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { FixtureAfter, FixtureCase, FixtureFile, Marker } from './fixture.ts';

/** A case as it really is: the same files with the markers and fixed texts that the rules give. */
export interface CaseResult {
  readonly actual: FixtureCase;
  readonly findings: readonly Finding[];
  readonly snapshot: Snapshot;
  readonly ctx: RuleContext;
}

/** Lints the files of a case with one rule and with the rules that would silence it. */
export function lintCase(fixtureCase: FixtureCase, rule: AnyRule, allRules: readonly AnyRule[]): CaseResult {
  // What is of no use can only be told when all others have spoken.
  const isAboutAll = rule.id === UNUSED_RULE;
  const rules = allRules.filter((other) => isAboutAll || other.id === rule.id || other.isRootCause);
  const snapshot = snapshotOf(fixtureCase.files, fixtureCase.settings['incomplete'] === undefined);
  const ctx = new RuleContext(snapshot, settingsOf(fixtureCase, rule));
  const judge = new Judge(rules, (id, error) => {
    throw new Error(`Rule ${id} threw`, { cause: error });
  });
  const findings = [...snapshot.files()].flatMap((file) => judge.findings(file, ctx));
  const own = findings.filter((finding) => finding.rule === rule.id);
  const files = fixtureCase.files.map((file) => ({
    ...file,
    markers: own
      .filter((finding) => finding.document.uri === file.path)
      .map((finding) => markerOf(finding, ctx)),
  }));
  return { actual: { ...fixtureCase, files, afters: aftersOf(own, ctx) }, findings: own, snapshot, ctx };
}

/** The snapshot of some files, complete unless said otherwise. Its objects are frozen: no rule may change its input. */
export function snapshotOf(
  files: readonly Pick<FixtureFile, 'path' | 'text' | 'isUnread'>[],
  isComplete = true,
): Snapshot {
  const workspace = new Workspace();
  for (const { path, text, isUnread } of files) {
    if (isUnread) workspace.setFiles([{ uri: path, unread: 'unreadable' }]);
    else workspace.setFile(path, text);
  }
  if (isComplete) workspace.complete();
  for (const file of workspace.snapshot.files()) {
    for (const { document } of file.documents) for (const object of document.objects) deepFreeze(object);
  }
  return workspace.snapshot;
}

function settingsOf({ settings }: FixtureCase, rule: AnyRule): AnalysisSettings {
  const range = settings['nodePortRange'];
  return {
    ...DEFAULT_SETTINGS,
    ...(rule.isOffByDefault && settings['rule'] !== 'off' ? { rules: { [rule.id]: rule.severity } } : {}),
    ...(range === undefined
      ? {}
      : { nodePortRange: parsePortRange(range) ?? DEFAULT_SETTINGS.nodePortRange }),
    ...(settings['kubernetesVersion'] === undefined
      ? {}
      : { kubernetesVersion: settings['kubernetesVersion'] }),
    externalServices: settings['externalServices']?.split(',') ?? [],
  };
}

function markerOf(finding: Finding, ctx: RuleContext): Marker {
  const { snapshot } = ctx;
  const { line, character: start } = positionAt(finding.document, finding.span.start, snapshot);
  const end = positionAt(finding.document, finding.span.end, snapshot);
  const canFix = finding.fixes(ctx).some((fix) => editsOf(fix));
  const width = end.line === line ? end.character - start : 1;
  return {
    line,
    start,
    end: start === 0 ? Math.max(3, width) : start + Math.max(1, width),
    label: `${canFix ? '💡 ' : ''}${finding.severity}: ${finding.message}`,
    related: finding.related.map(
      ({ document, span, message }) =>
        `${document.uri}:${positionAt(document, span.start, snapshot).line + 1}: ${message}`,
    ),
  };
}

function aftersOf(findings: readonly Finding[], ctx: RuleContext): readonly FixtureAfter[] {
  return findings.flatMap((finding) =>
    finding.fixes(ctx).flatMap((fix) => {
      const edits = editsOf(fix) ?? [];
      const uris = new Set(edits.map(({ document }) => document.uri));
      return [...uris].map((uri) => ({ title: fix.title, text: applyEdits(ctx.snapshot, uri, edits) }));
    }),
  );
}

/** The text of a file after the edits that are about it. */
export function applyEdits(snapshot: Snapshot, uri: string, edits: readonly DocumentEdit[]): string {
  const here = edits
    .filter(({ document }) => document.uri === uri)
    .map((edit) => ({ ...edit, at: placeOf(edit.document, snapshot).start }))
    .sort((a, b) => b.at - a.at);
  let text = snapshot.file(uri)?.text ?? '';
  for (const { at, span, newText } of here) {
    text = text.slice(0, at + span.start) + newText + text.slice(at + span.end);
  }
  return text;
}

function positionAt(
  document: ManifestDocument,
  offset: number,
  snapshot: Snapshot,
): { line: number; character: number } {
  const { text, start } = placeOf(document, snapshot);
  const before = text.slice(0, start + offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function placeOf(document: ManifestDocument, snapshot: Snapshot): { text: string; start: number } {
  const file = snapshot.file(document.uri);
  const placed = snapshot.placeOf(document);
  if (!file || !placed) throw new Error(`${document.uri} is not in the snapshot`);
  return { text: file.text, start: placed.start };
}
