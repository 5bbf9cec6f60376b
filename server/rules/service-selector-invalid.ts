import { t } from '@vscode/l10n';
import { minorOf } from '../../shared/api/version.ts';
import { useNearestLabel } from '../analysis/api-fixes.ts';
import { quoteValue, reasons } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A selector that no label could meet. */
export const rule = defineApiRule({
  id: 'service-selector-invalid',
  summary: 'A selector holds label keys and values as labels have them',
  why: 'Label keys and values have at most 63 letters, digits, "-", "_" and ".". No pod could have others, and the API server refuses a selector that asks for them.',
  howToFix: 'Write the labels as the pods have them.',

  say(refusal) {
    const { path, on, value } = refusal;
    return on === 'key'
      ? t('{0} cannot be the key of a label: {1}', quoteValue(path.at(-1)), reasons(refusal))
      : t('{0} cannot be the value of a label: {1}', quoteValue(value), reasons(refusal));
  },

  fix: (refusal, ctx) => useNearestLabel(refusal, minorOf(ctx.settings.kubernetesVersion)),
});
