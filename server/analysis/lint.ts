// Runs rules over one document and turns what they find into findings.
import { t } from '@vscode/l10n';
import type { KubeObject } from '../../shared/model/objects.ts';
import { isConfigFile } from '../workspace/config-file.ts';
import type { ManifestDocument } from '../workspace/manifest.ts';
import type { RuleContext } from './context.ts';
import type { Fix } from './fix.ts';
import { spanOfPlace, spanOfWritten, writtenPlace, type DocumentSpan } from './places.ts';
import { keys } from '../workspace/object-index.ts';
import type { AnyRule, ApiCause, Found, Place, Related, RuleFamily } from './rule.ts';
import type { RuleSet, SubjectRules } from './rule-set.ts';
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
  fixes(ctx: RuleContext): readonly Fix[];
}

/** Told of a rule that threw: our bug, which costs that rule's findings on that object and nothing else. */
export type BugReporter = (rule: string, error: unknown) => void;

/**
 * All findings of one document of a file that is judged, by place, then by rule. Silent about:
 * 1. templates and documents that are no manifests;
 * 2. everything but the syntax of a document whose syntax is broken;
 * 3. patches, and whatever else is wrong with an object that has a root cause.
 */
export function lintDocument(
  document: ManifestDocument,
  rules: RuleSet,
  ctx: RuleContext,
  onBug: BugReporter,
): readonly Finding[] {
  if (document.role !== 'manifest' && !isConfigFile(document.uri)) return [];
  const findings = [...lintText(document, rules, ctx, onBug)];
  if (!document.problems.some((problem) => problem.kind === 'syntax')) {
    for (const object of document.objects)
      if (!ctx.isPatch(object)) findings.push(...lintObject(object, rules.forObject(object), ctx, onBug));
  }
  return findings.length < 2 ? findings : findings.sort(byPlace);
}

/** What is wrong with a document's text, whatever it says. Of a manifest without problems the rules for texts have nothing to say. */
export function lintText(
  document: ManifestDocument,
  rules: RuleSet,
  ctx: RuleContext,
  onBug: BugReporter,
): readonly Finding[] {
  if (document.role === 'manifest' && document.problems.length === 0 && !isConfigFile(document.uri))
    return [];
  const found: Finding[] = [];
  for (const rule of rules.forDocuments) runRule(rule, document, ctx, onBug, found);
  return found;
}

function byPlace(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}

function lintObject(
  object: KubeObject,
  { roots, others, families }: SubjectRules,
  ctx: RuleContext,
  onBug: BugReporter,
): readonly Finding[] {
  const found: Finding[] = [];
  for (const rule of roots) runRule(rule, object, ctx, onBug, found);
  if (found.length > 0) return found;
  for (const rule of others) runRule(rule, object, ctx, onBug, found);
  for (const { family, rules } of families) {
    for (const id of speakersOf(family, object, ctx, onBug)) {
      const rule = rules.get(id);
      if (rule) runRule(rule, object, ctx, onBug, found);
    }
  }
  return found;
}

function speakersOf(
  family: RuleFamily,
  object: KubeObject,
  ctx: RuleContext,
  onBug: BugReporter,
): Iterable<string> {
  try {
    return family.speakers(object, ctx);
  } catch (error) {
    onBug(family.name, error);
    return [];
  }
}

/** Adds what a rule finds in a subject. */
function runRule(
  rule: AnyRule,
  subject: KubeObject | ManifestDocument,
  ctx: RuleContext,
  onBug: BugReporter,
  findings: Finding[],
): void {
  // Until everything was read, what seems missing may only be late.
  if (rule.isAbsence && !ctx.isComplete) return;
  try {
    for (const found of rule.find(subject, ctx)) findings.push(toFinding(rule, found, subject, ctx));
  } catch (error) {
    onBug(rule.id, error);
  }
}

/** A finding of what a rule found, worded and placed. */
export function toFinding(
  rule: AnyRule,
  found: Found<unknown>,
  subject: KubeObject | ManifestDocument,
  ctx: RuleContext,
): Finding {
  const wording = rule.say(found.state, ctx);
  const nUnread = rule.isAbsence && 'ref' in subject ? ctx.unreadableNear(subject).length : 0;
  const severity = nUnread > 0 ? 'hint' : (ctx.settings.rules[rule.id] ?? found.severity ?? rule.severity);
  const at = writtenPlace(found.at);
  const { document, span } = spanOfWritten(at);
  return {
    rule: rule.id,
    severity: severity === 'off' ? rule.severity : severity,
    message: nUnread > 0 ? withUnread(wording.message, nUnread) : wording.message,
    at,
    document,
    span,
    related: wording.related?.map((related) => placeRelated(related, ctx)) ?? NOTHING,
    apiServer: wording.apiServer,
    apiServerWarning: wording.apiServerWarning,
    fixes: fixesOf(rule, found.state),
  };
}

const NOTHING: readonly never[] = [];

/** Apart from the rest, so that a finding keeps no context alive: that would keep the snapshot it was judged in. */
function fixesOf(rule: AnyRule, state: unknown): Finding['fixes'] {
  return rule.fix ? (now) => [...(rule.fix?.(state, now) ?? NOTHING)] : noFixes;
}

function noFixes(): readonly Fix[] {
  return NOTHING;
}

/** Lines that move in the other file move the finding's other side with them. */
function placeRelated({ at, message }: Related, ctx: RuleContext): Finding['related'][number] {
  const place = spanOfPlace(at);
  ctx.reads.note(keys.lines(place.document.uri));
  return { ...place, message };
}

function withUnread(message: string, nUnread: number): string {
  return nUnread === 1
    ? t('{0} (1 file in this folder could not be read)', message)
    : t('{0} ({1} files in this folder could not be read)', message, nUnread);
}
