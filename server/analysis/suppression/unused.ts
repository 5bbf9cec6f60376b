// Where a suppression without effect stands, and how it is taken away.
import { t } from '@vscode/l10n';
import type { FieldPath } from '../../../shared/model/field-path.ts';
import type { PlacedDocument } from '../../workspace/manifest.ts';
import type { Span } from '../../yaml/span.ts';
import type { Fix } from '../fix.ts';
import type { Place } from '../rule.ts';
import { nearestName, rulesMeantBy } from '../rule-patterns.ts';
import { RULE_IDS } from '../rule-ids.ts';
import type { UnusedSuppression } from './apply-suppressions.ts';
import { IGNORE_ANNOTATION, type IgnoreAnnotation } from './directive.ts';

const ANNOTATION_PATH: FieldPath = ['metadata', 'annotations', IGNORE_ANNOTATION];

/** The rule that was probably meant by a name that means none; `undefined` for a name that does or is nothing like one. */
export function meantRule({ rule }: UnusedSuppression): string | undefined {
  return rule && rulesMeantBy(rule.pattern).length === 0 ? nearestName(rule.pattern, RULE_IDS) : undefined;
}

/**
 * Where it stands: the name of the rule, or the whole comment. `undefined` in a file without documents. A comment above
 * the first `---` belongs to no document: its span then counts from the nearest one and may be negative.
 */
export function placeOfUnused(unused: UnusedSuppression): Place | undefined {
  const { by, rule } = unused;
  if (by.type === 'annotation') return { object: by.object, path: ANNOTATION_PATH };
  const placed = nearestDocument(unused);
  return placed && { document: placed.document, span: fromDocument(rule?.span ?? by.span, placed) };
}

/**
 * The ways to be rid of it: what was meant, then removing it. Only where an edit of its document can do it. Removing is never
 * preferred: the next run may look at more files, and find what this silences.
 */
export function fixesOfUnused(unused: UnusedSuppression): readonly Fix[] {
  const { by } = unused;
  if (by.type === 'annotation') return [withoutRule(by, unused)];
  const placed = nearestDocument(unused);
  if (!placed || !isInside(by.span, placed)) return [];
  const { document } = placed;
  const replace = (title: string, span: Span, newText: string): Fix => ({
    title,
    steps: [{ type: 'text', document, span: fromDocument(span, placed), newText }],
  });
  const remove = replace(t('Remove it'), cutOf(unused), '');
  const meant = by.type === 'unknown' ? by.nearest : meantRule(unused);
  const span = by.type === 'unknown' ? wordOf(by.span, by.name, unused.file.text) : unused.rule?.span;
  if (meant === undefined || !span) return [remove];
  return [{ ...replace(t('Use "{0}"', meant), span, meant), isPreferred: true }, remove];
}

function withoutRule(by: IgnoreAnnotation, { rule }: UnusedSuppression): Fix {
  const { object } = by;
  const rest = by.rules.filter((other) => other !== rule);
  const title = t('Remove it');
  if (rule === undefined || rest.length === 0) {
    return { title, steps: [{ type: 'remove', object, path: ANNOTATION_PATH }] };
  }
  const value = rest.map(({ pattern, reason }) => (reason ? `${pattern}: ${reason}` : pattern)).join(', ');
  return { title, steps: [{ type: 'set', object, path: ANNOTATION_PATH, value }] };
}

/** What to cut: one name of several with what parts it from the others, or the comment with its line if it has one of its own. */
function cutOf({ by, rule, file: { text } }: UnusedSuppression): Span {
  if (by.type === 'comment' && rule?.span && by.rules.length > 1) {
    const { start, end } = rule.span;
    const after = /^[\s,]+/.exec(text.slice(end))?.[0].length ?? 0;
    const before = /[\s,]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
    const isLast = rule === by.rules.at(-1);
    return isLast ? { start: start - before, end } : { start, end: end + after };
  }
  const { start, end } = by.type === 'annotation' ? { start: 0, end: 0 } : by.span;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lead = text.slice(lineStart, start);
  if (lead.trim() !== '') return { start: lineStart + lead.trimEnd().length, end };
  const lineBreak = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  return { start: lineStart, end: end + lineBreak };
}

function wordOf(comment: Span, name: string, text: string): Span {
  const start = text.indexOf(name, comment.start);
  return { start, end: start + name.length };
}

/** The document that holds the comment, or the one after it, or the last. */
function nearestDocument({ by, file: { documents } }: UnusedSuppression): PlacedDocument | undefined {
  const offset = by.type === 'annotation' ? 0 : by.span.start;
  return documents.find(({ document, start }) => offset <= start + document.text.length) ?? documents.at(-1);
}

function isInside({ start, end }: Span, placed: PlacedDocument): boolean {
  return start >= placed.start && end <= placed.start + placed.document.text.length;
}

function fromDocument({ start, end }: Span, placed: PlacedDocument): Span {
  return { start: start - placed.start, end: end - placed.start };
}
