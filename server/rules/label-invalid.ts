import { t } from '@vscode/l10n';
import { minorOf } from '../../shared/api/version.ts';
import { useNearestLabel } from '../analysis/api-fixes.ts';
import type { Refusal } from '../analysis/api-refusals.ts';
import { quoteValue, reasons } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A label or annotation that the API server refuses. */
export const rule = defineApiRule({
  id: 'label-invalid',
  summary: 'Label keys and values have a form',
  why: 'Label values, and the names in label and annotation keys, have at most 63 letters, digits, "-", "_" and "."; a key may have a DNS name and "/" in front. The API server refuses others. Annotation values are free text, but for the few that it reads itself.',
  howToFix: 'Write letters, digits, "-", "_" and ".". Longer or freer text belongs into an annotation value.',

  say(refusal) {
    const { path, on, value } = refusal;
    const name = path.at(-1);
    if (isOfAnnotations(refusal)) {
      if (path.at(-2) === 'metadata') return t('The annotations cannot be stored: {0}', reasons(refusal));
      return on === 'key'
        ? t('{0} cannot be the key of an annotation: {1}', quoteValue(name), reasons(refusal))
        : t(
            '{0} cannot be the value of the annotation {1}: {2}',
            quoteValue(value),
            quoteValue(name),
            reasons(refusal),
          );
    }
    return on === 'key'
      ? t('{0} cannot be the key of a label: {1}', quoteValue(name), reasons(refusal))
      : t('{0} cannot be the value of a label: {1}', quoteValue(value), reasons(refusal));
  },

  *fix(refusal, ctx) {
    if (isOfAnnotations(refusal) && refusal.on === 'value') return; // it is no label
    yield* useNearestLabel(refusal, minorOf(ctx.settings.kubernetesVersion));
  },
});

/** True for annotations as a whole, and for the key or value of one; a label may have that name too. */
function isOfAnnotations({ path }: Refusal): boolean {
  return [path.slice(-2), path.slice(-3, -1)].some(
    ([parent, key]) => parent === 'metadata' && key === 'annotations',
  );
}
