// Findings' fixes as edits of files.
import type { Finding } from '../analysis/lint.ts';
import { editsOf } from '../analysis/apply-fix.ts';
import type { Fix } from '../analysis/fix.ts';
import type { RuleContext } from '../analysis/context.ts';
import { shiftSpan, type Span } from '../yaml/span.ts';

/** An edit of a file; the span counts from the file's start. */
export interface FileEdit {
  readonly uri: string;
  readonly span: Span;
  readonly newText: string;
}

/** A repair that can be applied as it stands. */
export interface QuickFix {
  readonly title: string;
  readonly isPreferred: boolean;
  /** As `Fix.takes`. */
  readonly takes: string | undefined;
  readonly finding: Finding;
  readonly edits: readonly FileEdit[];
}

/** The fixes of a finding whose edits can be made; the best first. */
export function quickFixesOf(finding: Finding, ctx: RuleContext): readonly QuickFix[] {
  return finding.fixes(ctx).flatMap((fix) => {
    const edits = fileEditsOf(fix, ctx);
    return edits.length > 0
      ? [{ title: fix.title, isPreferred: fix.isPreferred ?? false, takes: fix.takes, finding, edits }]
      : [];
  });
}

/** True when a finding has a fix whose edits can be made; the others are not looked at once there is one. */
export function isFixable(finding: Finding, ctx: RuleContext): boolean {
  return finding.fixes(ctx).some((fix) => fileEditsOf(fix, ctx).length > 0);
}

/** The edits of a fix in their files; none when one of them cannot be made. */
function fileEditsOf(fix: Fix, ctx: RuleContext): readonly FileEdit[] {
  return (editsOf(fix) ?? []).flatMap(({ document, span, newText }): FileEdit[] => {
    const placed = ctx.snapshot.placeOf(document);
    return placed ? [{ uri: document.uri, span: shiftSpan(span, placed.start), newText }] : [];
  });
}
