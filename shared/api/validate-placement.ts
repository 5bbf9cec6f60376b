// Where pods may be put: affinity to nodes and pods, and how they spread over topology domains.
import type { ValueMap } from '../model/value.ts';
import {
  called,
  child,
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  item,
  notSupported,
  required,
  type Cause,
  type Place,
} from './cause.ts';
import type { Context } from './context.ts';
import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from './names.ts';
import { isSet, number, struct, structs, text, texts } from './read.ts';
import { validateLabelSelector } from './validate-selector.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const UNSATISFIABLE = ['DoNotSchedule', 'ScheduleAnyway'];

/**
 * What is wrong with the nodes and pods that a pod wants to be near or far from.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go validateAffinity, v1.36.
 */
export function validateAffinity(ctx: Context, affinity: ValueMap, at: Place): readonly Cause[] {
  return [
    ...validateNodeAffinity(ctx, struct(affinity, 'nodeAffinity'), child(at, 'nodeAffinity')),
    ...validatePodAffinity(ctx, struct(affinity, 'podAffinity'), child(at, 'podAffinity')),
    ...validatePodAffinity(ctx, struct(affinity, 'podAntiAffinity'), child(at, 'podAntiAffinity')),
  ];
}

function validateNodeAffinity(ctx: Context, affinity: ValueMap, at: Place): readonly Cause[] {
  const causes: Cause[] = [];
  if (isSet(affinity, REQUIRED)) {
    const termsAt = child(at, REQUIRED, 'nodeSelectorTerms');
    const terms = structs(struct(affinity, REQUIRED), 'nodeSelectorTerms');
    if (terms.length === 0) causes.push(required(termsAt, 'must have at least one node selector term'));
    terms.forEach((term, index) => causes.push(...validateNodeTerm(ctx, term, true, item(termsAt, index))));
  }
  structs(affinity, PREFERRED).forEach((term, index) => {
    const here = item(child(at, PREFERRED), index);
    causes.push(...validateWeight(term, here));
    causes.push(...validateNodeTerm(ctx, struct(term, 'preference'), false, child(here, 'preference')));
  });
  return causes;
}

/** Values are only judged where a node must have them. */
function validateNodeTerm(ctx: Context, term: ValueMap, isRequired: boolean, at: Place): readonly Cause[] {
  const expressions = structs(term, 'matchExpressions').flatMap((expression, index) =>
    validateNodeRequirement(ctx, expression, isRequired, item(child(at, 'matchExpressions'), index)),
  );
  const fields = structs(term, 'matchFields').flatMap((expression, index) =>
    validateNodeField(expression, item(child(at, 'matchFields'), index)),
  );
  return [...expressions, ...fields];
}

function validateNodeRequirement(
  ctx: Context,
  rule: ValueMap,
  isRequired: boolean,
  at: Place,
): readonly Cause[] {
  const [key, operator, values] = [text(rule, 'key'), text(rule, 'operator'), texts(rule, 'values')];
  const valuesAt = child(at, 'values');
  const causes: Cause[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      causes.push(required(valuesAt, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
    if (values.length > 0) causes.push(forbidden(valuesAt, detail));
  } else if (operator === 'Gt' || operator === 'Lt') {
    const detail = "must be specified single value when `operator` is 'Lt' or 'Gt'";
    if (values.length !== 1) causes.push(required(valuesAt, detail));
  } else {
    causes.push(invalid(child(at, 'operator'), operator, 'not a valid selector operator'));
  }
  causes.push(...invalidEach(child(at, 'key'), key, qualifiedName(key, ctx.minor)));
  if (!isRequired) return causes;
  return [
    ...causes,
    ...values.flatMap((value, i) => invalidEach(item(valuesAt, i), value, labelValue(value, ctx.minor))),
  ];
}

function validateNodeField(rule: ValueMap, at: Place): readonly Cause[] {
  const [key, operator, values] = [text(rule, 'key'), text(rule, 'operator'), texts(rule, 'values')];
  const causes: Cause[] = [];
  if (operator !== 'In' && operator !== 'NotIn') {
    causes.push(invalid(child(at, 'operator'), operator, 'not a valid selector operator'));
  } else if (values.length !== 1) {
    const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    causes.push(required(child(at, 'values'), detail));
  }
  if (key !== 'metadata.name')
    return [...causes, invalid(child(at, 'key'), key, 'not a valid field selector key')];
  return [
    ...causes,
    ...values.flatMap((value, i) =>
      invalidEach(item(child(at, 'values'), i), value, dns1123Subdomain(value)),
    ),
  ];
}

function validatePodAffinity(ctx: Context, affinity: ValueMap, at: Place): readonly Cause[] {
  return [
    ...structs(affinity, REQUIRED).flatMap((term, index) =>
      validatePodTerm(ctx, term, item(child(at, REQUIRED), index)),
    ),
    ...structs(affinity, PREFERRED).flatMap((weighted, index) => {
      const here = item(child(at, PREFERRED), index);
      const term = struct(weighted, 'podAffinityTerm');
      return [
        ...validateWeight(weighted, here),
        ...validatePodTerm(ctx, term, child(here, 'podAffinityTerm')),
      ];
    }),
  ];
}

function validatePodTerm(ctx: Context, term: ValueMap, at: Place): readonly Cause[] {
  const [key, keyAt] = [text(term, 'topologyKey'), child(at, 'topologyKey')];
  return [
    ...['labelSelector', 'namespaceSelector'].flatMap((selector) =>
      validateLabelSelector(ctx, struct(term, selector), child(at, selector)),
    ),
    ...texts(term, 'namespaces').flatMap((name) =>
      invalidEach(child(at, 'namespace'), name, dns1123Label(name)),
    ),
    ...(key === '' ? [required(keyAt, 'can not be empty')] : []),
    ...invalidEach(keyAt, key, qualifiedName(key, ctx.minor)),
  ];
}

function validateWeight(term: ValueMap, at: Place): readonly Cause[] {
  const weight = number(term, 'weight');
  return weight >= 1 && weight <= 100
    ? []
    : [invalid(child(at, 'weight'), weight, 'must be in the range 1-100')];
}

/**
 * How pods spread. Source: validateTopologySpreadConstraints, v1.36.
 * Differs: `matchLabelKeys` and the policies about nodes are not judged.
 */
export function validateSpread(ctx: Context, constraints: readonly ValueMap[], at: Place): readonly Cause[] {
  const seen = new Set<string>();
  return constraints.flatMap((constraint, index) => {
    const here = item(at, index);
    const [skew, key, action] = [
      number(constraint, 'maxSkew'),
      text(constraint, 'topologyKey'),
      text(constraint, 'whenUnsatisfiable'),
    ];
    const causes: Cause[] = [];
    if (skew <= 0) causes.push(invalid(child(here, 'maxSkew'), skew, 'must be greater than zero'));
    if (key === '') causes.push(required(child(here, 'topologyKey'), 'can not be empty'));
    else causes.push(...invalidEach(child(here, 'topologyKey'), key, qualifiedName(key, ctx.minor)));
    if (!UNSATISFIABLE.includes(action))
      causes.push(notSupported(child(here, 'whenUnsatisfiable'), action, UNSATISFIABLE));
    const pair = `{${key}, ${action}}`;
    if (seen.has(pair))
      causes.push(duplicate(called(here, `${here.field}.{topologyKey, whenUnsatisfiable}`), pair));
    seen.add(pair);
    causes.push(...validateMinDomains(constraint, action, child(here, 'minDomains')));
    return [
      ...causes,
      ...validateLabelSelector(ctx, struct(constraint, 'labelSelector'), child(here, 'labelSelector')),
    ];
  });
}

function validateMinDomains(constraint: ValueMap, action: string, at: Place): readonly Cause[] {
  if (!isSet(constraint, 'minDomains')) return [];
  const count = number(constraint, 'minDomains');
  const causes: Cause[] = [];
  if (count <= 0) causes.push(invalid(at, count, 'must be greater than zero'));
  if (action !== 'DoNotSchedule') {
    const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
    causes.push(invalid(at, count, detail));
  }
  return causes;
}
