import { t } from '@vscode/l10n';
import { asList, asMap, valueAt, type Value } from '../../shared/model/value.ts';
import { quoteValue } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A port that is no number. */
export const rule = defineApiRule({
  id: 'service-port-type',
  summary: 'The ports of a Service are whole numbers',
  why: 'The API server reads `port` and `nodePort` as whole numbers. A number in quotes is text, and it refuses the whole Service for it.',
  howToFix: 'Write the number without quotes.',

  say({ value, path }) {
    const field = String(path.at(-1));
    if (isNumber(value))
      return t('"{0}" in quotes is text, but {1} is a number. Remove the quotes', value, field);
    if (typeof value === 'object') return t('{0} must be a whole number, not {1}', field, quoteValue(value));
    return field === 'targetPort'
      ? t('{0} is no port: targetPort is a whole number or the name of a container port', quoteValue(value))
      : t('{0} is no port: {1} is a whole number', quoteValue(value), field);
  },

  // The server tells one at a time; all of them are meant alike.
  *fix({ object, value }) {
    if (!isNumber(value)) return;
    const ports = asList(valueAt(object.raw, ['spec', 'ports']));
    const steps = ports.flatMap((port, index) =>
      ['port', 'nodePort'].flatMap((key) => {
        const text = asMap(port)[key];
        if (!isNumber(text)) return [];
        return [{ type: 'set', object, path: ['spec', 'ports', index, key], value: Number(text) } as const];
      }),
    );
    yield { title: t('Remove the quotes'), steps, isPreferred: true };
  },
});

function isNumber(value: Value | undefined): value is string {
  return typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value);
}
