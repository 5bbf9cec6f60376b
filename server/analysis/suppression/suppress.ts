// The last step of judging a file: what was asked not to be told is left out, and what asks for nothing is told.
import type { ManifestDocument, ManifestFile } from '../../workspace/manifest.ts';
import type { RuleContext } from '../context.ts';
import { toFinding, type Finding } from '../lint.ts';
import type { AnyRule } from '../rule.ts';
import { isOn } from '../rule-set.ts';
import { applySuppressions, UNUSED_RULE, type SuppressionResult } from './apply-suppressions.ts';
import { suppressionsOf } from './directive.ts';
import { placeOfUnused } from './unused.ts';

/**
 * The findings of a file after suppression. Those that tell of suppressions without effect stand last.
 * A file that holds none costs one search of its text, once per version.
 */
export function suppress(
  file: ManifestFile,
  findings: readonly Finding[],
  rules: readonly AnyRule[],
  ctx: RuleContext,
): readonly Finding[] {
  const { comments, annotations } = suppressionsOf(file);
  if (comments.length === 0 && annotations.length === 0) return findings;
  const { kept, unused } = applyTo(file, findings, rules, ctx);
  const rule = rules.find(({ id }) => id === UNUSED_RULE);
  if (!rule || ctx.settings.rules[UNUSED_RULE] === 'off') return kept;
  const told = unused.flatMap((state) => {
    const at = placeOfUnused(state);
    return at ? [toFinding(rule, { at, state }, 'object' in at ? at.object : at.document, ctx)] : [];
  });
  return [...kept, ...applyTo(file, told, rules, ctx).kept];
}

function applyTo(
  file: ManifestFile,
  findings: readonly Finding[],
  rules: readonly AnyRule[],
  ctx: RuleContext,
): SuppressionResult<Finding> {
  const active = new Set(rules.filter((rule) => isOn(rule, ctx.settings.rules)).map(({ id }) => id));
  const roots = new Set(rules.filter(({ isRootCause }) => isRootCause).map(({ id }) => id));
  const hidden = new Set(findings.filter(({ rule }) => roots.has(rule)).map(({ document }) => document));
  const isJudged = (document: ManifestDocument): boolean =>
    ctx.isComplete &&
    document.role === 'manifest' &&
    !hidden.has(document) &&
    document.problems.every(({ kind }) => kind !== 'syntax') &&
    !document.objects.some((object) => ctx.snapshot.isPatch(object));
  return applySuppressions(file, findings, { isActive: (rule) => active.has(rule), isJudged });
}
