// Runs rules over one file and turns what they find into findings.
import { t } from '@vscode/l10n';
import type { KubeObject } from '../../shared/model/objects.ts';
import type { ManifestDocument, ManifestFile } from '../workspace/manifest.ts';
import type { RuleContext } from './context.ts';
import type { Fix } from './fix.ts';
import { spanOfPlace, type DocumentSpan } from './places.ts';
import type { AnyRule, ApiCause, Found, Place, Subject } from './rule.ts';
import type { Severity } from './settings.ts';

/** Something a rule found, worded and placed. */
export interface Finding extends DocumentSpan {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Place;
  readonly related: readonly (DocumentSpan & { readonly message: string })[];
  readonly apiServer: readonly ApiCause[] | undefined;
  readonly apiServerWarning: string | undefined;
  /** Computed on each call, from how things are now: the best fix first. */
  fixes(ctx?: RuleContext): readonly Fix[];
}

/** Told of a rule that threw: our bug, which costs that rule's findings on that object and nothing else. */
export type BugReporter = (rule: string, error: unknown) => void;

/**
 * All findings of one file, in document order, then by rule. Silent about:
 * 1. files that ask for it, patches, templates, and documents that are no manifests;
 * 2. everything but the syntax of a document whose syntax is broken;
 * 3. whatever else is wrong with an object that has a root cause.
 */
export function lintFile(
  file: ManifestFile,
  rules: readonly AnyRule[],
  ctx: RuleContext,
  onBug: BugReporter,
): readonly Finding[] {
  if (file.isDisabled || ctx.snapshot.isPartial(file.uri)) return [];
  return file.documents.flatMap(({ document }) => lintDocument(document, rules, ctx, onBug));
}

/** All findings of one document of a file that is judged, in order; see `lintFile` for when it is silent. */
export function lintDocument(
  document: ManifestDocument,
  rules: readonly AnyRule[],
  ctx: RuleContext,
  onBug: BugReporter,
): readonly Finding[] {
  if (document.role !== 'manifest') return [];
  const active = rules.filter((rule) => ctx.settings.rules[rule.id] !== 'off');
  return findIn(document, active, ctx, onBug).sort((a, b) => a.span.start - b.span.start);
}

function findIn(
  document: ManifestDocument,
  rules: readonly AnyRule[],
  ctx: RuleContext,
  onBug: BugReporter,
): Finding[] {
  const about = (subject: Subject): readonly AnyRule[] => rules.filter((rule) => rule.subject === subject);
  const findings = about('Document').flatMap((rule) => runRule(rule, document, ctx, onBug));
  if (document.problems.some((problem) => problem.kind === 'syntax')) return findings;
  for (const object of document.objects) {
    if (ctx.isPatch(object)) continue;
    findings.push(...lintObject(object, [...about('Object'), ...about(object.is)], ctx, onBug));
  }
  return findings;
}

function lintObject(
  object: KubeObject,
  rules: readonly AnyRule[],
  ctx: RuleContext,
  onBug: BugReporter,
): readonly Finding[] {
  const root = rules.filter((rule) => rule.isRootCause).flatMap((rule) => runRule(rule, object, ctx, onBug));
  if (root.length > 0) return root;
  return rules.filter((rule) => !rule.isRootCause).flatMap((rule) => runRule(rule, object, ctx, onBug));
}

function runRule(
  rule: AnyRule,
  subject: KubeObject | ManifestDocument,
  ctx: RuleContext,
  onBug: BugReporter,
): Finding[] {
  // Until everything was read, what seems missing may only be late.
  if (rule.isAbsence && !ctx.isComplete) return [];
  const findings: Finding[] = [];
  try {
    for (const found of rule.find(subject, ctx)) findings.push(toFinding(rule, found, subject, ctx));
  } catch (error) {
    onBug(rule.id, error);
  }
  return findings;
}

function toFinding(
  rule: AnyRule,
  found: Found<unknown>,
  subject: KubeObject | ManifestDocument,
  ctx: RuleContext,
): Finding {
  const wording = rule.say(found.state, ctx);
  const nUnread = rule.isAbsence && 'ref' in subject ? ctx.unreadableNear(subject).length : 0;
  const severity = nUnread > 0 ? 'hint' : (ctx.settings.rules[rule.id] ?? found.severity ?? rule.severity);
  return {
    rule: rule.id,
    severity: severity === 'off' ? rule.severity : severity,
    message: nUnread > 0 ? withUnread(wording.message, nUnread) : wording.message,
    at: found.at,
    ...spanOfPlace(found.at),
    related: (wording.related ?? []).map(({ at, message }) => ({ ...spanOfPlace(at), message })),
    apiServer: wording.apiServer,
    apiServerWarning: wording.apiServerWarning,
    fixes: (now = ctx) => [...(rule.fix?.(found.state, now) ?? [])],
  };
}

function withUnread(message: string, nUnread: number): string {
  return nUnread === 1
    ? t('{0} (1 file in this folder could not be read)', message)
    : t('{0} ({1} files in this folder could not be read)', message, nUnread);
}
