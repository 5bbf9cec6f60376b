// The quick look at what containers ask for.
import { isMap, type Value, type ValueMap } from '../model/value.ts';
import { mapOf, structOf, type Ordinary } from './ordinary-checks.ts';

const AMOUNT = /^(\d{1,6})(?:\.(\d{1,3}))?(m|k|M|G|Ki|Mi|Gi)?$/;

/** Thousandths in one of each unit: with nine digits before it, the product is exact. */
const UNITS: Readonly<Record<string, number>> = {
  m: 1,
  k: 1e6,
  M: 1e9,
  G: 1e12,
  Ki: 1000 * 2 ** 10,
  Mi: 1000 * 2 ** 20,
  Gi: 1000 * 2 ** 30,
};

/** A quantity in thousandths; `undefined` for one that takes more care. */
export function thousandths(value: Value | undefined): number | undefined {
  const match = typeof value === 'string' || typeof value === 'number' ? AMOUNT.exec(String(value)) : null;
  if (!match) return undefined;
  const [, whole = '', fraction = '', unit = ''] = match;
  if (unit === 'm') return fraction === '' ? Number(whole) : undefined;
  const digits = Number(whole + fraction.padEnd(3, '0'));
  return unit === '' ? digits : digits * ((UNITS[unit] ?? 0) / 1000);
}

/** A quantity of a usual form. */
export const ordinaryAmount: Ordinary = (value) => thousandths(value) !== undefined;
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
