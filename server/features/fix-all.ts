// Fixes that may be applied without asking, several at once: those that are almost surely meant and do not touch each other.
import type { Finding } from '../analysis/lint.ts';
import type { RuleContext } from '../analysis/context.ts';
import { quickFixesOf, type FileEdit, type QuickFix } from './quick-fix.ts';

/** The preferred fix of each finding that has one, in order. */
export function preferredFixes(findings: readonly Finding[], ctx: RuleContext): readonly QuickFix[] {
  return findings.flatMap((finding) => {
    const fix = quickFixesOf(finding, ctx).find(({ isPreferred }) => isPreferred);
    return fix ? [fix] : [];
  });
}

/**
 * The fixes that can be applied together, earlier ones first: no two edits overlap or insert at one place, and no two take
 * what only one can have.
 */
export function compatibleFixes(fixes: readonly QuickFix[]): readonly QuickFix[] {
  const kept: FileEdit[] = [];
  const taken = new Set<string>();
  return fixes.filter(({ edits, takes }) => {
    if (takes !== undefined && taken.has(takes)) return false;
    if (edits.some((edit) => kept.some((other) => areClose(edit, other)))) return false;
    kept.push(...edits);
    if (takes !== undefined) taken.add(takes);
    return true;
  });
}

/** `source.fixAll`: the edits that repair what can be repaired in one file without touching another, by place. */
export function fixAllEdits(
  uri: string,
  findings: readonly Finding[],
  ctx: RuleContext,
): readonly FileEdit[] {
  const own = preferredFixes(findings, ctx).filter(({ edits }) => edits.every((edit) => edit.uri === uri));
  return compatibleFixes(own)
    .flatMap(({ edits }) => edits)
    .sort((a, b) => a.span.start - b.span.start);
}

/** A file's text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly Omit<FileEdit, 'uri'>[]): string {
  let result = text;
  for (const { span, newText } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    result = result.slice(0, span.start) + newText + result.slice(span.end);
  }
  return result;
}

/** True for edits that overlap or meet: where they meet their order would decide. */
function areClose(a: FileEdit, b: FileEdit): boolean {
  return a.uri === b.uri && a.span.start <= b.span.end && b.span.start <= a.span.end;
}
