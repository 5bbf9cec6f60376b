// How workloads replace their pods: strategies and the numbers of pods that may be missing or too many.
import type { Value, ValueMap } from '../model/value.ts';
import { child, forbidden, notSupported, required, ROOT, type Cause, type Place } from './cause.ts';
import { invalidValue, type Context } from './context.ts';
import { quote, type Composite } from './go-text.ts';
import { isSet, number, struct, text } from './read.ts';
import { notNegative } from './validate-meta.ts';

const PERCENT_SENTENCE =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** Source: kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidateDeploymentStrategy and its kin, v1.36. */
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
  if (!others.includes(type)) return [notSupportedStrategy(ctx, strategy, kind, others, at)];
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

function validateAmount(ctx: Context, amount: Value | undefined, at: Place): readonly Cause[] {
  if (typeof amount === 'string') {
    return /^[0-9]+%$/.test(amount) ? [] : [invalidValue(ctx, at, printAmount(amount), PERCENT_SENTENCE)];
  }
  return typeof amount === 'number' && amount < 0 ? [notNegative(at, amount)] : [];
}

function validateAtMostAll(ctx: Context, amount: Value | undefined, at: Place): readonly Cause[] {
  const isMore = typeof amount === 'string' && /^[0-9]+%$/.test(amount) && amountOf(amount) > 100;
  return isMore ? [invalidValue(ctx, at, printAmount(amount), 'must not be greater than 100%')] : [];
}

function amountOf(amount: Value | undefined): number {
  if (typeof amount === 'string') return parseInt(amount, 10) || 0;
  return typeof amount === 'number' ? amount : 0;
}

function printAmount(amount: Value | undefined): Composite {
  const isText = typeof amount === 'string';
  const go = isText
    ? `intstr.IntOrString{Type:1, IntVal:0, StrVal:${quote(amount)}}`
    : `intstr.IntOrString{Type:0, IntVal:${amountOf(amount)}, StrVal:""}`;
  return { json: JSON.stringify(amount ?? 0), go };
}

function notSupportedStrategy(
  ctx: Context,
  strategy: ValueMap,
  kind: string,
  supported: readonly string[],
  at: Place,
): Cause {
  const printed = printStrategy(
    strategy,
    `apps.${kind}${kind === 'Deployment' ? 'Strategy' : 'UpdateStrategy'}`,
  );
  const shown = invalidValue(ctx, at, printed, '').message.slice('Invalid value: '.length).replace(/: $/, '');
  const cause = notSupported(at, '', supported);
  return { ...cause, message: cause.message.replace('Unsupported value: ""', `Unsupported value: ${shown}`) };
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
