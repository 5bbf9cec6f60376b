import { t } from '@vscode/l10n';
import type { Value } from '../../shared/model/value.ts';
import { PORT_NAME, useNearestName, useValue } from '../analysis/api-fixes.ts';
import { quoteValue, reasons } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A target port that could not be the name of a container port. */
export const rule = defineApiRule({
  id: 'service-target-port-syntax',
  summary: 'targetPort is a number, or the name of a container port',
  why: 'A `targetPort` in text is looked up among the names of the container ports: at most 15 lower-case letters, digits and "-", with at least one letter. A number in quotes is such a text, and no name.',
  howToFix: 'Write a number without quotes, or shorten the name here and in the pods.',

  say(refusal) {
    const { value } = refusal;
    if (isNumber(value)) {
      return t(
        '"{0}" in quotes is the name of a container port, not its number, and names contain a letter. Remove the quotes',
        value,
      );
    }
    return t('{0} cannot be the name of a container port: {1}', quoteValue(value), reasons(refusal));
  },

  *fix(refusal) {
    const { value } = refusal;
    if (isNumber(value)) {
      yield { ...useValue(refusal, Number(value)), title: t('Remove the quotes') };
      return;
    }
    yield* useNearestName(refusal, PORT_NAME);
  },
});

function isNumber(value: Value | undefined): value is string {
  return typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65535;
}
