// Scalars that have decoders of their own: numbers as their JSON text, quantities, times, base64.
import type { Value } from '../model/value.ts';
import { quote } from './go-text.ts';

/** How Go names a JSON value that does not fit: `number` alone, or with its text where an integer was expected. */
export function describeJson(value: Value): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'array' : 'object';
}

/** Whether a number reads as an integer of so many bits once YAML has become JSON: 80.0 is then 80. */
export function fitsInteger(value: number, bits: 32 | 64): boolean {
  if (!Number.isInteger(value)) return false;
  const limit = 2 ** (bits - 1);
  return value >= -limit && value < limit;
}

const QUANTITY = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/;

/** A number with a decimal exponent, an SI suffix or a binary suffix. */
export function isQuantity(value: Value): boolean {
  return typeof value === 'number' || (typeof value === 'string' && QUANTITY.test(value));
}

/** What the server says of any text that is not a quantity. Source: apimachinery pkg/api/resource/quantity.go ErrFormatWrong. */
export const QUANTITY_SENTENCE =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

const TIME_LAYOUT = '2006-01-02T15:04:05Z07:00';
const MICRO_TIME_LAYOUT = '2006-01-02T15:04:05.000000Z07:00';

/** The parts of a time as RFC 3339 writes it, each with the piece of Go's layout that stands for it. */
const TIME_PARTS: readonly (readonly [layout: string, form: RegExp])[] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d{2}/],
  ['-', /^-/],
  ['02', /^\d{2}/],
  ['T', /^T/],
  ['15', /^\d{2}/],
  [':', /^:/],
  ['04', /^\d{2}/],
  [':', /^:/],
  ['05', /^\d{2}(\.\d+)?/],
  ['Z07:00', /^(Z|[+-]\d{2}:\d{2})/],
];

/**
 * The complaint about a text that is no RFC 3339 time; `undefined` for a good one.
 * Source: Go time.Parse, which names the first part that does not fit.
 * Differs: a day or hour out of range is not noticed.
 */
export function timeProblem(text: string, isMicro: boolean): string | undefined {
  const layout = isMicro ? MICRO_TIME_LAYOUT : TIME_LAYOUT;
  let rest = text;
  for (const [part, form] of TIME_PARTS) {
    const match = form.exec(rest);
    if (!match)
      return `parsing time ${quote(text)} as ${quote(layout)}: cannot parse ${quote(rest)} as ${quote(part)}`;
    rest = rest.slice(match[0].length);
  }
  return rest === '' ? undefined : `parsing time ${quote(text)}: extra text: ${quote(rest)}`;
}

const PLAIN_BASE64 = /^[A-Za-z0-9+/]*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]=)?$/;

/**
 * The complaint about a text that is not standard base64; `undefined` for a good one. Line breaks may stand anywhere.
 * Source: Go encoding/base64 CorruptInputError.
 */
export function base64Problem(text: string): string | undefined {
  if (text.length % 4 === 0 && PLAIN_BASE64.test(text)) return undefined;
  let nCharacters = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character === '\n' || character === '\r') continue;
    if (character === '=') return paddingProblem(text, i, nCharacters % 4);
    if (!/[A-Za-z0-9+/]/.test(character)) return corrupt(i);
    nCharacters++;
  }
  return nCharacters % 4 === 0 ? undefined : corrupt(text.length - (nCharacters % 4));
}

function paddingProblem(text: string, at: number, nInGroup: number): string | undefined {
  if (nInGroup < 2) return corrupt(at);
  const rest = text.slice(at).replace(/[\r\n]/g, '');
  const wanted = nInGroup === 2 ? '==' : '=';
  if (rest === wanted) return undefined;
  return rest.startsWith(wanted) ? corrupt(at + wanted.length) : corrupt(text.length);
}

function corrupt(byte: number): string {
  return `illegal base64 data at input byte ${byte}`;
}
