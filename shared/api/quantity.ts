// Quantities of resources: compared exactly and printed as the server prints them.
// Source: apimachinery pkg/api/resource/quantity.go, v1.36.
import type { Value } from '../model/value.ts';

/** A quantity in billionths, with the family of suffixes it was written in. */
export interface Quantity {
  readonly nanos: bigint;
  readonly format: 'binary' | 'decimal' | 'exponent';
}

const NANO = 1_000_000_000n;
const PATTERN = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL_SUFFIXES: readonly string[] = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];

/** Reads a quantity that decoding has let through; other text counts as 0. */
export function parseQuantity(value: Value | undefined): Quantity {
  const match = PATTERN.exec(typeof value === 'string' || typeof value === 'number' ? String(value) : '0');
  if (!match) return { nanos: 0n, format: 'decimal' };
  const [, sign, whole = '', fraction = '', exponent, suffix = ''] = match;
  const digits = BigInt(`${whole}${fraction}` || '0') * (sign === '-' ? -1n : 1n);
  const power = BINARY.indexOf(suffix);
  if (suffix !== '' && power > 0)
    return { nanos: scale(digits * 1024n ** BigInt(power), -fraction.length), format: 'binary' };
  const tens = exponent === undefined ? (DECIMAL[suffix] ?? 0) : Number(exponent);
  return {
    nanos: scale(digits, tens - fraction.length),
    format: exponent === undefined ? 'decimal' : 'exponent',
  };
}

/** The number of billionths in `digits` times ten to the power, rounded up away from zero. */
function scale(digits: bigint, tens: number): bigint {
  const power = Math.max(-60, Math.min(60, tens + 9));
  if (power >= 0) return digits * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  const rounded = digits / divisor;
  return digits % divisor === 0n ? rounded : rounded + (digits < 0n ? -1n : 1n);
}

/** The canonical text: the largest suffix that needs no fraction. */
export function formatQuantity({ nanos, format }: Quantity): string {
  const isWhole = nanos % NANO === 0n;
  const size = nanos < 0n ? -nanos : nanos;
  if (format === 'binary' && isWhole && size >= 1024n * NANO) return formatBinary(nanos / NANO);
  return formatDecimal(nanos, format === 'exponent');
}

function formatBinary(value: bigint): string {
  let [number, power] = [value, 0];
  while (number !== 0n && number % 1024n === 0n && power < BINARY.length - 1)
    [number, power] = [number / 1024n, power + 1];
  return `${number}${BINARY[power] ?? ''}`;
}

function formatDecimal(nanos: bigint, isExponent: boolean): string {
  if (nanos === 0n) return '0';
  let [number, power] = [nanos, 0];
  while (number % 1000n === 0n && power < DECIMAL_SUFFIXES.length - 1)
    [number, power] = [number / 1000n, power + 1];
  if (!isExponent) return `${number}${DECIMAL_SUFFIXES[power] ?? ''}`;
  return power === 3 ? String(number) : `${number}e${(power - 3) * 3}`;
}
