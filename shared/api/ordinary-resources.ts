// The quick look at what containers ask for.
import { isMap, type Value, type ValueMap } from '../model/value.ts';
import { mapOf, own, structOf } from './ordinary-checks.ts';

const ZERO = 0x30;
const DOT = 0x2e;

/** With six digits before the point and three behind it, every product with a unit is exact. */
const MAX_WHOLE = 6;
const MAX_FRACTION = 3;

/** A quantity in thousandths; `undefined` for one that takes more care: a sign, an exponent, many digits, a rare unit. */
export function thousandths(value: Value | undefined): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  const point = endOfDigits(text, 0);
  if (point === 0 || point > MAX_WHOLE) return undefined;
  const whole = numberIn(text, 0, point);
  if (text.charCodeAt(point) !== DOT) {
    const isInThousandths = text.length === point + 1 && text.endsWith('m');
    return isInThousandths ? whole : inUnits(whole * 1000, text.slice(point));
  }
  const end = endOfDigits(text, point + 1);
  const nDigits = end - point - 1;
  if (nDigits === 0 || nDigits > MAX_FRACTION) return undefined;
  const fraction = numberIn(text, point + 1, end) * 10 ** (MAX_FRACTION - nDigits);
  return inUnits(whole * 1000 + fraction, text.slice(end));
}

function endOfDigits(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}

/** False for the NaN behind the end of a text. */
function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9;
}

function numberIn(text: string, start: number, end: number): number {
  let number = 0;
  for (let index = start; index < end; index++) number = number * 10 + text.charCodeAt(index) - ZERO;
  return number;
}

function inUnits(amount: number, unit: string): number | undefined {
  switch (unit) {
    case '':
      return amount;
    case 'Mi':
      return amount * 2 ** 20;
    case 'Gi':
      return amount * 2 ** 30;
    case 'Ki':
      return amount * 2 ** 10;
    case 'k':
      return amount * 1e3;
    case 'M':
      return amount * 1e6;
    case 'G':
      return amount * 1e9;
    default:
      return undefined;
  }
}

/** A quantity of a usual form. */
export const ordinaryAmount = own((value) => thousandths(value) !== undefined);

const RESOURCE_NAMES: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);
const amounts = mapOf((name) => RESOURCE_NAMES.has(name), ordinaryAmount);

/** Requests and limits of processors, memory and storage. */
export const ordinaryResources = structOf({ limits: amounts, requests: amounts }, { holds: isWithinLimits });

function isWithinLimits({ limits, requests }: ValueMap): boolean {
  if (!isMap(limits) || !isMap(requests)) return true;
  for (const name in requests) {
    const limit = thousandths(limits[name]);
    if (limit !== undefined && (thousandths(requests[name]) ?? Infinity) > limit) return false;
  }
  return true;
}
