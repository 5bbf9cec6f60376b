import { t } from '@vscode/l10n';
import { minorOf } from '../../shared/api/version.ts';
import { useNearestLabel } from '../analysis/api-fixes.ts';
import { quoteValue, reasons } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A label or annotation that the API server refuses. */
export const rule = defineApiRule({
  id: 'label-invalid',
  summary: 'Label keys and values have a form',
  why: 'Label values, and the names in label and annotation keys, have at most 63 letters, digits, "-", "_" and "."; a key may have a DNS name and "/" in front. The API server refuses others.',
  howToFix: 'Write letters, digits, "-", "_" and ".". Longer or freer text belongs into an annotation value.',

  say(refusal) {
    const { path, on, value, causes } = refusal;
    const isAnnotation = causes[0].field.endsWith('annotations');
    if (on === 'key' && isAnnotation) {
      return t('{0} cannot be the key of an annotation: {1}', quoteValue(path.at(-1)), reasons(refusal));
    }
    return on === 'key'
      ? t('{0} cannot be the key of a label: {1}', quoteValue(path.at(-1)), reasons(refusal))
      : isAnnotation
        ? t('The annotations cannot be stored: {0}', reasons(refusal))
        : t('{0} cannot be the value of a label: {1}', quoteValue(value), reasons(refusal));
  },

  fix: (refusal, ctx) => useNearestLabel(refusal, minorOf(ctx.settings.kubernetesVersion)),
});
