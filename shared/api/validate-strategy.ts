// How workloads replace their pods: strategies and the numbers of pods that may be missing or too many.
import type { ValueMap } from '../model/value.ts';
import { child, forbidden, required, ROOT, type Cause, type Place } from './cause.ts';
import { invalidValue, notSupportedValue, type Context } from './context.ts';
import { amountOf, printAmount, validateAmount, validateAtMostAll } from './validate-amount.ts';
import { quote, type Composite } from './go-text.ts';
import { isSet, number, struct, text } from './read.ts';
import { notNegative } from './validate-meta.ts';

/**
 * What is wrong with the way in which a workload replaces its pods.
 * Source: kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidateDeploymentStrategy and its kin, v1.36.
 */
export function validateStrategy(
  ctx: Context,
  spec: ValueMap,
  kind: 'Deployment' | 'DaemonSet' | 'StatefulSet',
): readonly Cause[] {
  const key = kind === 'Deployment' ? 'strategy' : 'updateStrategy';
  const [strategy, at] = [struct(spec, key), child(ROOT, 'spec', key)];
  const [type, rolling] = [text(strategy, 'type'), struct(strategy, 'rollingUpdate')];
  const rollingAt = child(at, 'rollingUpdate');
  if (kind === 'StatefulSet') return validateStatefulStrategy(ctx, strategy, at);
  if (type === 'RollingUpdate') {
    return kind === 'Deployment'
      ? validateDeploymentRolling(ctx, rolling, rollingAt)
      : validateDaemonRolling(ctx, rolling, rollingAt);
  }
  const others = kind === 'Deployment' ? ['Recreate', 'RollingUpdate'] : ['RollingUpdate', 'OnDelete'];
  const suffix = kind === 'Deployment' ? 'Strategy' : 'UpdateStrategy';
  if (!others.includes(type))
    return [notSupportedValue(ctx, at, printStrategy(strategy, `apps.${kind}${suffix}`), others)];
  if (kind === 'Deployment' && isSet(strategy, 'rollingUpdate')) {
    return [forbidden(rollingAt, "may not be specified when strategy `type` is 'Recreate'")];
  }
  return [];
}

function validateStatefulStrategy(ctx: Context, strategy: ValueMap, at: Place): readonly Cause[] {
  const type = text(strategy, 'type');
  const rollingAt = child(at, 'rollingUpdate');
  const rolling = struct(strategy, 'rollingUpdate');
  if (type === 'OnDelete') {
    if (!isSet(strategy, 'rollingUpdate')) return [];
    const value = printStatefulRolling(rolling);
    return [invalidValue(ctx, rollingAt, value, "only allowed for updateStrategy 'RollingUpdate'")];
  }
  if (type !== 'RollingUpdate') {
    return [
      invalidValue(
        ctx,
        at,
        printStrategy(strategy, 'apps.StatefulSetUpdateStrategy'),
        "must be 'RollingUpdate' or 'OnDelete'",
      ),
    ];
  }
  const partition = number(rolling, 'partition');
  const causes: Cause[] = partition < 0 ? [notNegative(child(rollingAt, 'partition'), partition)] : [];
  if (!isSet(rolling, 'maxUnavailable')) return causes;
  const [value, here] = [rolling['maxUnavailable'], child(rollingAt, 'maxUnavailable')];
  causes.push(...validateAmount(ctx, value, here));
  if (amountOf(value) === 0) causes.push(invalidValue(ctx, here, printAmount(value), 'cannot be 0'));
  return [...causes, ...validateAtMostAll(ctx, value, here)];
}

function validateDeploymentRolling(ctx: Context, rolling: ValueMap, at: Place): readonly Cause[] {
  const [unavailable, surge] = [rolling['maxUnavailable'], rolling['maxSurge']];
  const unavailableAt = child(at, 'maxUnavailable');
  const causes = [
    ...validateAmount(ctx, unavailable, unavailableAt),
    ...validateAmount(ctx, surge, child(at, 'maxSurge')),
  ];
  if (amountOf(unavailable) === 0 && amountOf(surge) === 0) {
    causes.push(
      invalidValue(ctx, unavailableAt, printAmount(unavailable), 'may not be 0 when `maxSurge` is 0'),
    );
  }
  return [...causes, ...validateAtMostAll(ctx, unavailable, unavailableAt)];
}

function validateDaemonRolling(ctx: Context, rolling: ValueMap, at: Place): readonly Cause[] {
  const [unavailable, surge] = [rolling['maxUnavailable'], rolling['maxSurge']];
  const [unavailableAt, surgeAt] = [child(at, 'maxUnavailable'), child(at, 'maxSurge')];
  const causes = [
    ...validateAmount(ctx, unavailable, unavailableAt),
    ...validateAmount(ctx, surge, surgeAt),
    ...validateAtMostAll(ctx, unavailable, unavailableAt),
    ...validateAtMostAll(ctx, surge, surgeAt),
  ];
  const [hasUnavailable, hasSurge] = [amountOf(unavailable) !== 0, amountOf(surge) !== 0];
  if (hasUnavailable && hasSurge) {
    causes.push(
      invalidValue(ctx, surgeAt, printAmount(surge), 'may not be set when maxUnavailable is non-zero'),
    );
  } else if (!hasUnavailable && !hasSurge) {
    causes.push(required(unavailableAt, 'cannot be 0 when maxSurge is 0'));
  }
  return causes;
}

/** The internal struct, by its Go names. */
function printStrategy(strategy: ValueMap, goType: string): Composite {
  const type = text(strategy, 'type');
  const rolling = isSet(strategy, 'rollingUpdate')
    ? printRolling(struct(strategy, 'rollingUpdate'), goType)
    : 'null';
  return {
    json: `{"Type":${JSON.stringify(type)},"RollingUpdate":${rolling}}`,
    go: `${goType}{Type:${quote(type)}, RollingUpdate:(*${goType})(nil)}`,
  };
}

function printRolling(rolling: ValueMap, goType: string): string {
  if (goType.startsWith('apps.Stateful')) return printStatefulRolling(rolling).json;
  const [unavailable, surge] = [rolling['maxUnavailable'] ?? 0, rolling['maxSurge'] ?? 0];
  return JSON.stringify({ MaxUnavailable: unavailable, MaxSurge: surge });
}

function printStatefulRolling(rolling: ValueMap): Composite {
  const partition = number(rolling, 'partition');
  const unavailable = rolling['maxUnavailable'] ?? null;
  return {
    json: JSON.stringify({ Partition: partition, MaxUnavailable: unavailable }),
    go: `apps.RollingUpdateStatefulSetStrategy{Partition:${partition}, MaxUnavailable:(*intstr.IntOrString)(nil)}`,
  };
}
