import { t } from '@vscode/l10n';
import type { Value } from '../../shared/model/value.ts';
import { sourceText, useValue } from '../analysis/api-fixes.ts';
import type { Refusal } from '../analysis/api-refusals.ts';
import { quoteValue } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A value of the wrong type. */
export const rule = defineApiRule({
  id: 'manifest-type-mismatch',
  summary: 'A value must have the type of its field',
  why: 'The API server reads an object before it looks at anything else. One value of another type, such as a number in quotes or a mapping for a list, and it refuses the whole object.',
  howToFix: 'Write a value of the type that the message names.',

  say(refusal) {
    const { path, value, causes } = refusal;
    const field = String(path.findLast((step) => typeof step === 'string'));
    const type = /of type (\S+)$/.exec(causes[0].message)?.[1];
    if (type === undefined) return describeOwn(refusal, field);
    const wanted = describeType(type);
    if (typeof path.at(-1) === 'number' && !isScalar(type)) {
      return t('Each item of "{0}" must be {1}, but this one is {2}', field, wanted, quoteValue(value));
    }
    if (isNumber(value) && isInteger(type))
      return t('"{0}" in quotes is text, but "{1}" must be {2}. Remove the quotes', value, field, wanted);
    if (Array.isArray(value) || (typeof value === 'object' && value !== null)) {
      return type.startsWith('[]')
        ? t('"{0}" must be a list: start each item with "- "', field)
        : t('"{0}" holds {1}, but it must be {2}', field, quoteValue(value), wanted);
    }
    return type === 'string'
      ? t('{0} is not text, but "{1}" must be text. Put it in quotes', sourceText(refusal), field)
      : t('{0} does not fit: "{1}" must be {2}', quoteValue(value), field, wanted);
  },

  *fix(refusal) {
    const { value, causes } = refusal;
    const type = /of type (\S+)$/.exec(causes[0].message)?.[1] ?? '';
    if (isNumber(value) && isInteger(type)) {
      yield { ...useValue(refusal, Number(value)), title: t('Remove the quotes') };
    } else if (type === 'bool' && typeof value === 'string' && /^(true|false)$/i.test(value)) {
      yield { ...useValue(refusal, value.toLowerCase() === 'true'), title: t('Remove the quotes') };
    } else if (type === 'string' && typeof value !== 'object' && value !== undefined) {
      const text = sourceText(refusal);
      yield { ...useValue(refusal, text), title: t('Put {0} in quotes', text) };
    }
  },
});

function isNumber(value: Value | undefined): value is string {
  return typeof value === 'string' && /^-?(0|[1-9]\d{0,14})$/.test(value);
}

function isInteger(type: string): boolean {
  return /^u?int(32|64)$/.test(type);
}

function isScalar(type: string): boolean {
  return isInteger(type) || ['bool', 'float64', 'string'].includes(type);
}

function describeType(type: string): string {
  if (isInteger(type)) return t('a whole number');
  if (type === 'bool') return t('true or false');
  if (type === 'float64') return t('a number');
  if (type.endsWith('IntOrString')) return t('a whole number or text');
  if (type.startsWith('[]')) return t('a list');
  return type === 'string' || /^v1\.[A-Z]\w*(Type|Policy|Protocol|Mode)$/.test(type)
    ? t('text')
    : t('a mapping of fields');
}

/** Types with a form of their own have sentences of their own. */
function describeOwn({ value, causes }: Refusal, field: string): string {
  const [{ message }] = causes;
  if (message.startsWith('quantities'))
    return t(
      '{0} is no quantity, as "{1}" must be: write a number with a unit, such as 500m, 2 or 128Mi',
      quoteValue(value),
      field,
    );
  if (message.startsWith('illegal base64'))
    return t('"{0}" must be base64. Plain text goes under stringData', field);
  if (message.startsWith('parsing time'))
    return t('{0} is no time, as "{1}" must be: write 2030-12-31T23:59:59Z', quoteValue(value), field);
  return t('"{0}" cannot be read: {1}', field, message);
}
