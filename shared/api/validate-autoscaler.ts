// HorizontalPodAutoscalers: what they scale and between which numbers.
import type { ValueMap } from '../model/value.ts';
import { child, forbidden, invalid, invalidEach, required, ROOT, type Cause } from './cause.ts';
import type { Context } from './context.ts';
import { dns1123Subdomain, pathSegment } from './names.ts';
import { isSet, number, struct, structs, text } from './read.ts';
import { validateMeta } from './validate-meta.ts';

/**
 * The causes for which a HorizontalPodAutoscaler is refused.
 * Source: kubernetes/kubernetes pkg/apis/autoscaling/validation/validation.go ValidateHorizontalPodAutoscaler, v1.36.
 * Differs: metrics are counted, not judged one by one; behaviour is not judged.
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
  const isOutside = structs(spec, 'metrics').some((metric) =>
    ['Object', 'External'].includes(text(metric, 'type')),
  );
  if (isSet(spec, 'minReplicas') && min === 0 && !isOutside) {
    const detail = 'must specify at least one Object or External metric to support scaling to zero replicas';
    causes.push(forbidden(child(at, 'metrics'), detail));
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
