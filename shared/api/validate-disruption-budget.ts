// PodDisruptionBudgets: how many pods must stay, and of which.
import type { ValueMap } from '../model/value.ts';
import { child, ROOT, type Cause, type Place } from './cause.ts';
import { invalidValue, type Context } from './context.ts';
import { dns1123Subdomain } from './names.ts';
import { isSet, struct } from './read.ts';
import { notNegative, validateMeta } from './validate-meta.ts';
import { validateLabelSelector } from './validate-selector.ts';

const BOTH = 'minAvailable and maxUnavailable cannot be both set';
const PERCENT_SENTENCE =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** Source: kubernetes/kubernetes pkg/apis/policy/validation/validation.go ValidatePodDisruptionBudget, v1.36. */
export function validateDisruptionBudget(ctx: Context, budget: ValueMap): readonly Cause[] {
  const [spec, at] = [struct(budget, 'spec'), child(ROOT, 'spec')];
  const name = { check: dns1123Subdomain, isNamespaced: true };
  const causes = [...validateMeta(ctx, struct(budget, 'metadata'), name, child(ROOT, 'metadata'))];
  if (isSet(spec, 'minAvailable') && isSet(spec, 'maxUnavailable')) {
    causes.push(
      invalidValue(ctx, at, { json: JSON.stringify(spec), go: 'policy.PodDisruptionBudgetSpec{}' }, BOTH),
    );
  }
  for (const key of ['minAvailable', 'maxUnavailable'])
    causes.push(...validateAmount(ctx, spec, key, child(at, key)));
  causes.push(...validateLabelSelector(ctx, struct(spec, 'selector'), child(at, 'selector')));
  return causes;
}

function validateAmount(ctx: Context, spec: ValueMap, key: string, at: Place): readonly Cause[] {
  const value = spec[key];
  if (typeof value === 'number') return value < 0 ? [notNegative(at, value)] : [];
  if (typeof value !== 'string') return [];
  const printed = {
    json: JSON.stringify(value),
    go: `intstr.IntOrString{Type:1, IntVal:0, StrVal:"${value}"}`,
  };
  if (!/^[0-9]+%$/.test(value)) return [invalidValue(ctx, at, printed, PERCENT_SENTENCE)];
  return parseInt(value, 10) > 100 ? [invalidValue(ctx, at, printed, 'must not be greater than 100%')] : [];
}
