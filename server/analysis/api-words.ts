// The API server's sentences in plain words, shorter where they are long, for rules that cover many fields.
import { t } from '@vscode/l10n';
import type { Value } from '../../shared/model/value.ts';
import type { Refusal } from './api-refusals.ts';

/** A value in a sentence: text in quotes, numbers as they are; mappings and lists are only named. */
export function quoteValue(value: Value | undefined): string {
  if (typeof value === 'string') return value.length > 80 ? `"${value.slice(0, 77)}..."` : `"${value}"`;
  if (value === null || value === undefined) return t('an empty value');
  if (typeof value !== 'object') return String(value);
  return Array.isArray(value) ? t('a list') : t('a mapping');
}

/** The name of the field that the server means: `mountPath` for `spec.containers[0].volumeMounts[0].mountPath`. */
function fieldName({ causes: [cause] }: Refusal): string {
  const names = cause.field.match(/[^.[\]]+(?=(?:\[\d+\])*$)/)?.[0];
  return names ?? cause.field;
}

/** `ClusterIP, NodePort or LoadBalancer`. */
export function orList(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return t('{0} or {1}', items.slice(0, -1).join(', '), items.at(-1) ?? '');
}

/** The values that the server supports, as its sentence lists them. */
export function supportedValues({ causes: [cause] }: Refusal): readonly string[] {
  const list = /supported values: (.*)$/.exec(cause.message)?.[1];
  return (list?.match(/"[^"]*"/g) ?? []).map((item) => item.slice(1, -1));
}

/** What follows the value in the server's sentence: `must be between 1 and 65535, inclusive`. */
function detailOf(message: string): string {
  const head = /^(Invalid value|Forbidden|Required value): /.exec(message);
  if (!head) return message;
  const rest = message.slice(head[0].length);
  if (head[1] !== 'Invalid value') return rest;
  // The value may hold colons itself, so a quoted one is passed over as a whole.
  const quoted = /^"(?:[^"\\]|\\.)*": /.exec(rest);
  return quoted ? rest.slice(quoted[0].length) : rest.slice(rest.indexOf(': ') + 2);
}

/** Why a text or number is malformed, in a few words that fit after a colon. */
function plainReason(message: string): string {
  const detail = detailOf(message);
  const longest = /must be no more than (\d+)/.exec(detail)?.[1];
  if (longest) return t('at most {0} characters are allowed', longest);
  if (/DNS-1035 label/.test(detail))
    return t('it takes lower-case letters, digits and "-", and starts with a letter');
  if (/wildcard DNS-1123/.test(detail)) return t('a wildcard is "*." followed by a host name');
  if (/RFC 1123 label|must not contain dots/.test(detail))
    return t('it takes lower-case letters, digits and "-", and starts and ends with a letter or digit');
  if (/RFC 1123 subdomain/.test(detail))
    return t('it takes lower-case letters, digits, "-" and ".", and starts and ends with a letter or digit');
  if (/(name part|valid label|qualified name|valid label key) must (consist|be an empty)/.test(detail))
    return t('it takes letters, digits, "-", "_" and ".", and starts and ends with a letter or digit');
  if (/part must be non-empty/.test(detail)) return t('there must be text on both sides of the "/"');
  if (/must contain only alpha-numeric/.test(detail)) return t('it takes lower-case letters, digits and "-"');
  if (/at least one letter/.test(detail)) return t('it must contain a letter');
  if (/consecutive hyphens/.test(detail)) return t('it may not contain "--"');
  if (/begin or end with a hyphen/.test(detail)) return t('it may not start or end with "-"');
  if (/between 1 and 65535/.test(detail)) return t('a port is a number from 1 to 65535');
  if (/must be greater than or equal to 0/.test(detail)) return t('it may not be negative');
  const family = /must be an? (?:valid )?(IPv[46]) address/.exec(detail)?.[1];
  if (family) return t('it is not an {0} address', family);
  if (/valid IP address/.test(detail)) return t('it is not an IP address');
  if (/valid CIDR value/.test(detail)) return t('it is no network such as 10.9.8.0/24');
  if (/leading 0s/.test(detail)) return t('an IP address has no leading zeros');
  if (/unspecified/.test(detail)) return t('it is no address of anything');
  const range = /may not be in the ([a-z- ]+) range/.exec(detail)?.[1];
  if (range) return t('it is a {0} address', range);
  return detail;
}

/** A sentence for any cause, from its kind: what is wrong with which field, and the server's reason. */
export function describeRefusal(refusal: Refusal): string {
  const {
    causes: [cause],
    value,
  } = refusal;
  const field = fieldName(refusal);
  const detail = detailOf(cause.message);
  switch (cause.reason) {
    case 'FieldValueRequired':
      if (cause.field.endsWith(']'))
        return t('The API server refuses this item of "{0}": {1}', field, detail || t('it is empty'));
      return cause.message === 'Required value'
        ? t('"{0}" is missing here, and the API server requires it', field)
        : t('"{0}" is missing here: {1}', field, detail.replace(/^valid values:/, t('write one of')));
    case 'FieldValueNotSupported': {
      const supported = orList(supportedValues(refusal));
      return t('{0} is no value of "{1}". Write {2}', quoteValue(value), field, supported);
    }
    case 'FieldValueDuplicate':
      return t('{0} is written twice, but each "{1}" may stand only once', printed(cause.message), field);
    case 'FieldValueForbidden':
      // What must be there is not what may not.
      return detail.startsWith('must ')
        ? t('The API server refuses "{0}": {1}', field, detail)
        : t('"{0}" may not be set here: {1}', field, detail);
    case 'FieldValueNotFound':
      return t('Nothing in this manifest is named {0}, which "{1}" refers to', quoteValue(value), field);
    case 'FieldValueInvalid':
      return typeof value === 'object' || value === undefined
        ? t('The API server refuses "{0}": {1}', field, reasons(refusal))
        : t('The API server refuses {0} as "{1}": {2}', quoteValue(value), field, reasons(refusal));
    default:
      return cause.field
        ? t('The API server refuses "{0}": {1}', field, cause.message)
        : t('The API server refuses this object: {0}', cause.message);
  }
}

/** The reasons of all causes, each once. */
export function reasons({ causes }: Refusal): string {
  return [...new Set(causes.map(({ message }) => plainReason(message)))].join('; ');
}

/** The value as the server prints it. */
function printed(message: string): string {
  return message.replace(/^[A-Za-z ]+: /, '');
}
