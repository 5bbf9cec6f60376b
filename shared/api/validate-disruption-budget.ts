// PodDisruptionBudgets: how many pods must stay, and of which.
import type { ValueMap } from '../model/value.ts';
import { child, oneOf, ROOT, type Cause } from './cause.ts';
import { invalidValue, type Context } from './context.ts';
import { dns1123Subdomain } from './names.ts';
import { isSet, struct, text } from './read.ts';
import { validateAmount, validateAtMostAll } from './validate-amount.ts';
import { validateMeta } from './validate-meta.ts';
import { validateLabelSelector } from './validate-selector.ts';

const BOTH = 'minAvailable and maxUnavailable cannot be both set';

const EVICTION_POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

/**
 * The causes for which a PodDisruptionBudget is refused.
 * Source: kubernetes/kubernetes pkg/apis/policy/validation/validation.go ValidatePodDisruptionBudget, v1.36.
 */
export function validateDisruptionBudget(ctx: Context, budget: ValueMap): readonly Cause[] {
  const [spec, at] = [struct(budget, 'spec'), child(ROOT, 'spec')];
  const name = { check: dns1123Subdomain, isNamespaced: true };
  const causes = [...validateMeta(ctx, struct(budget, 'metadata'), name, child(ROOT, 'metadata'))];
  if (isSet(spec, 'minAvailable') && isSet(spec, 'maxUnavailable')) {
    causes.push(
      invalidValue(ctx, at, { json: JSON.stringify(spec), go: 'policy.PodDisruptionBudgetSpec{}' }, BOTH),
    );
  }
  for (const key of ['minAvailable', 'maxUnavailable']) {
    causes.push(
      ...validateAmount(ctx, spec[key], child(at, key)),
      ...validateAtMostAll(ctx, spec[key], child(at, key)),
    );
  }
  causes.push(...validateLabelSelector(ctx, struct(spec, 'selector'), child(at, 'selector')));
  const policy = 'unhealthyPodEvictionPolicy';
  if (isSet(spec, policy)) causes.push(...oneOf(child(at, policy), text(spec, policy), EVICTION_POLICIES));
  return causes;
}
