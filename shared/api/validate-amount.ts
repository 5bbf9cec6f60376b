// Amounts of pods, as a number or as a percentage of all.
import type { Value } from '../model/value.ts';
import type { Cause, Place } from './cause.ts';
import { invalidValue, type Context } from './context.ts';
import { quote, type Composite } from './go-text.ts';
import { notNegative } from './validate-meta.ts';

const PERCENT = /^[0-9]+%$/;
const PERCENT_SENTENCE =
  "a valid percent string must be a numeric string followed by an ending '%' " +
  "(e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/**
 * What is wrong with an amount by itself.
 * Source: kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidatePositiveIntOrPercent, v1.36.
 */
export function validateAmount(ctx: Context, amount: Value | undefined, at: Place): readonly Cause[] {
  if (typeof amount === 'string') {
    return PERCENT.test(amount) ? [] : [invalidValue(ctx, at, printAmount(amount), PERCENT_SENTENCE)];
  }
  return typeof amount === 'number' && amount < 0 ? [notNegative(at, amount)] : [];
}

/** A percentage is at most 100. Source: the same file, IsNotMoreThan100Percent, v1.36. */
export function validateAtMostAll(ctx: Context, amount: Value | undefined, at: Place): readonly Cause[] {
  const isMore = typeof amount === 'string' && PERCENT.test(amount) && amountOf(amount) > 100;
  return isMore ? [invalidValue(ctx, at, printAmount(amount), 'must not be greater than 100%')] : [];
}

/** The number, be it of pods or of hundredths. What is missing is 0. */
export function amountOf(amount: Value | undefined): number {
  if (typeof amount === 'string') return parseInt(amount, 10) || 0;
  return typeof amount === 'number' ? amount : 0;
}

/** An amount as the server prints it. */
export function printAmount(amount: Value | undefined): Composite {
  const go =
    typeof amount === 'string'
      ? `intstr.IntOrString{Type:1, IntVal:0, StrVal:${quote(amount)}}`
      : `intstr.IntOrString{Type:0, IntVal:${amountOf(amount)}, StrVal:""}`;
  return { json: JSON.stringify(amount ?? 0), go };
}
