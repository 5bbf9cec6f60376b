// HorizontalPodAutoscalers: what they scale, between which numbers, by which metrics and how fast.
import type { ValueMap } from '../model/value.ts';
import {
  child,
  forbidden,
  invalid,
  invalidEach,
  item,
  notSupported,
  oneOf,
  required,
  ROOT,
  type Cause,
  type Place,
} from './cause.ts';
import type { Context } from './context.ts';
import { dns1123Subdomain, pathSegment } from './names.ts';
import { isSet, number, struct, structs, text } from './read.ts';
import { validateMeta } from './validate-meta.ts';

/**
 * The causes for which a HorizontalPodAutoscaler is refused.
 * Source: kubernetes/kubernetes pkg/apis/autoscaling/validation/validation.go ValidateHorizontalPodAutoscaler, v1.36.
 * Differs: of a metric its type is judged, not what it measures.
 */
export function validateAutoscaler(ctx: Context, autoscaler: ValueMap): readonly Cause[] {
  const [spec, at] = [struct(autoscaler, 'spec'), child(ROOT, 'spec')];
  const name = { check: dns1123Subdomain, isNamespaced: true };
  const causes = [...validateMeta(ctx, struct(autoscaler, 'metadata'), name, child(ROOT, 'metadata'))];
  const [min, max] = [number(spec, 'minReplicas'), number(spec, 'maxReplicas')];
  if (isSet(spec, 'minReplicas') && min < 1) {
    causes.push(invalid(child(at, 'minReplicas'), min, 'must be greater than or equal to 1'));
  }
  if (max < 1) causes.push(invalid(child(at, 'maxReplicas'), max, 'must be greater than 0'));
  if (isSet(spec, 'minReplicas') && max < min) {
    causes.push(invalid(child(at, 'maxReplicas'), max, 'must be greater than or equal to `minReplicas`'));
  }
  causes.push(...validateTarget(struct(spec, 'scaleTargetRef')));
  causes.push(...validateMetrics(structs(spec, 'metrics'), isSet(spec, 'minReplicas') && min === 0));
  for (const direction of ['scaleUp', 'scaleDown']) {
    const here = child(at, 'behavior', direction);
    causes.push(...validateScalingRules(struct(struct(spec, 'behavior'), direction), here));
  }
  return causes;
}

function validateTarget(target: ValueMap): readonly Cause[] {
  const at = child(ROOT, 'spec', 'scaleTargetRef');
  const causes = ['kind', 'name'].flatMap((key) => {
    const value = text(target, key);
    return value === '' ? [required(child(at, key))] : invalidEach(child(at, key), value, pathSegment(value));
  });
  const version = text(target, 'apiVersion');
  const isGroupNeeded = version === '' && !['Pod', 'ReplicationController'].includes(text(target, 'kind'));
  if (isGroupNeeded)
    causes.push(invalid(child(at, 'apiVersion'), version, 'apiVersion must specify API group'));
  return causes;
}

/** The types of metrics with the field that each fills in, in the order in which the server lists them. */
const METRIC_SOURCES: ReadonlyMap<string, string> = new Map([
  ['ContainerResource', 'containerResource'],
  ['External', 'external'],
  ['Object', 'object'],
  ['Pods', 'pods'],
  ['Resource', 'resource'],
]);

function validateMetrics(metrics: readonly ValueMap[], isToZero: boolean): readonly Cause[] {
  const at = child(ROOT, 'spec', 'metrics');
  const causes = metrics.flatMap((metric, index) => validateMetricType(metric, item(at, index)));
  if (isToZero && !metrics.some((metric) => ['Object', 'External'].includes(text(metric, 'type')))) {
    const detail = 'must specify at least one Object or External metric to support scaling to zero replicas';
    causes.push(forbidden(at, detail));
  }
  return causes;
}

/** A type that does not exist is told twice. Source: validateMetricSpec in the file above, v1.36. */
function validateMetricType(metric: ValueMap, at: Place): readonly Cause[] {
  const type = text(metric, 'type');
  const source = METRIC_SOURCES.get(type);
  if (source !== undefined) {
    const detail = 'must populate information for the given metric source';
    return isSet(metric, source) ? [] : [required(child(at, source), detail)];
  }
  const typeAt = child(at, 'type');
  const unknown = notSupported(typeAt, type, [...METRIC_SOURCES.keys()]);
  const missing = type === '' ? [required(typeAt, 'must specify a metric source type')] : [];
  return [...missing, unknown, unknown];
}

const MAX_WINDOW_SECONDS = 3600;
const MAX_PERIOD_SECONDS = 1800;

/** Rules for one direction; what is not written has a good default. Source: validateScalingRules in the file above, v1.36. */
function validateScalingRules(rules: ValueMap, at: Place): readonly Cause[] {
  const causes: Cause[] = [];
  const [window, windowAt] = [
    number(rules, 'stabilizationWindowSeconds'),
    child(at, 'stabilizationWindowSeconds'),
  ];
  if (window < 0) causes.push(invalid(windowAt, window, 'must be greater than or equal to zero'));
  if (window > MAX_WINDOW_SECONDS) causes.push(invalid(windowAt, window, atMost(MAX_WINDOW_SECONDS)));
  if (isSet(rules, 'selectPolicy')) {
    const policy = text(rules, 'selectPolicy');
    causes.push(...oneOf(child(at, 'selectPolicy'), policy, ['Disabled', 'Max', 'Min']));
  }
  const policies = structs(rules, 'policies');
  if (isSet(rules, 'policies') && policies.length === 0)
    causes.push(required(child(at, 'policies'), 'must specify at least one Policy'));
  return [
    ...causes,
    ...policies.flatMap((policy, index) => validateScalingPolicy(policy, item(child(at, 'policies'), index))),
  ];
}

function validateScalingPolicy(policy: ValueMap, at: Place): readonly Cause[] {
  const causes = [...oneOf(child(at, 'type'), text(policy, 'type'), ['Percent', 'Pods'])];
  for (const key of ['value', 'periodSeconds']) {
    const value = number(policy, key);
    if (value <= 0) causes.push(invalid(child(at, key), value, 'must be greater than zero'));
  }
  const period = number(policy, 'periodSeconds');
  if (period > MAX_PERIOD_SECONDS)
    causes.push(invalid(child(at, 'periodSeconds'), period, atMost(MAX_PERIOD_SECONDS)));
  return causes;
}

function atMost(max: number): string {
  return `must be less than or equal to ${max}`;
}
