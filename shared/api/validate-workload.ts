// Deployments, ReplicaSets, DaemonSets, StatefulSets and ReplicationControllers: selector, template, numbers.
import type { ValueMap } from '../model/value.ts';
import {
  child,
  forbidden,
  invalid,
  invalidEach,
  item,
  notSupported,
  required,
  ROOT,
  type Cause,
} from './cause.ts';
import { invalidValue, type Context } from './context.ts';
import { stringMap } from './go-text.ts';
import { dns1123Label, dns1123Subdomain, type Check } from './names.ts';
import { isSet, number, struct, structs, text, textMap } from './read.ts';
import { notNegative, validateMeta } from './validate-meta.ts';
import { validateTemplate, validateTemplateMeta } from './validate-pod.ts';
import {
  isEmptySelector,
  printSelector,
  selectorMatches,
  validateLabelSelector,
} from './validate-selector.ts';
import { validateClaims } from './validate-claim.ts';
import { validateStrategy } from './validate-strategy.ts';

const SPEC = child(ROOT, 'spec');
const TEMPLATE = child(SPEC, 'template');

/** The version from which a StatefulSet's template and claims are judged when it is created. */
const STATEFUL_TEMPLATE_SINCE = 34;

/**
 * The causes for which a Deployment is refused.
 * Source: kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidateDeployment, v1.36.
 */
export function validateDeployment(ctx: Context, deployment: ValueMap): readonly Cause[] {
  const spec = struct(deployment, 'spec');
  const causes = [
    ...validateOwnMeta(ctx, deployment, dns1123Subdomain),
    ...validateCount(spec, 'replicas'),
    ...validateSelector(ctx, spec, 'deployment'),
    ...validateSelected(ctx, spec, 'invalid label selector', () =>
      validateRunningTemplate(ctx, spec, 'ReplicaSet'),
    ),
    ...validateStrategy(ctx, spec, 'Deployment'),
    ...validateCount(spec, 'minReadySeconds'),
    ...validateCount(spec, 'revisionHistoryLimit'),
    ...validateCount(spec, 'progressDeadlineSeconds'),
  ];
  const deadline = number(spec, 'progressDeadlineSeconds');
  if (isSet(spec, 'progressDeadlineSeconds') && deadline <= number(spec, 'minReadySeconds')) {
    causes.push(
      invalid(child(SPEC, 'progressDeadlineSeconds'), deadline, 'must be greater than minReadySeconds'),
    );
  }
  return causes;
}

/** The server speaks of a deployment here as well. Source: ValidateReplicaSet, v1.36. */
export function validateReplicaSet(ctx: Context, replicaSet: ValueMap): readonly Cause[] {
  const spec = struct(replicaSet, 'spec');
  return [
    ...validateOwnMeta(ctx, replicaSet, dns1123Subdomain),
    ...validateCount(spec, 'replicas'),
    ...validateCount(spec, 'minReadySeconds'),
    ...validateSelector(ctx, spec, 'deployment'),
    ...validateSelected(ctx, spec, 'invalid label selector', () =>
      validateRunningTemplate(ctx, spec, 'ReplicaSet'),
    ),
  ];
}

/** A missing selector is only told by the template that it does not match. Source: ValidateDaemonSet, v1.36. */
export function validateDaemonSet(ctx: Context, daemonSet: ValueMap): readonly Cause[] {
  const spec = struct(daemonSet, 'spec');
  const faults = isSet(spec, 'selector')
    ? validateLabelSelector(ctx, struct(spec, 'selector'), child(SPEC, 'selector'))
    : [];
  return [
    ...validateOwnMeta(ctx, daemonSet, dns1123Subdomain),
    ...faults,
    ...(faults.length === 0 ? validateMatch(ctx, spec) : []),
    ...(isSet(spec, 'selector') && isEmptySelector(struct(spec, 'selector'))
      ? [emptySelector(ctx, spec, 'daemonset')]
      : []),
    ...validateRunningTemplate(ctx, spec, 'DaemonSet'),
    ...validateCount(spec, 'minReadySeconds'),
    ...validateStrategy(ctx, spec, 'DaemonSet'),
    ...validateCount(spec, 'revisionHistoryLimit'),
  ];
}

/**
 * The causes for which a StatefulSet is refused.
 * Source: kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidateStatefulSet, v1.36.
 */
export function validateStatefulSet(ctx: Context, statefulSet: ValueMap): readonly Cause[] {
  const spec = struct(statefulSet, 'spec');
  const policy = text(spec, 'podManagementPolicy');
  const causes = [...validateOwnMeta(ctx, statefulSet, dns1123Label)];
  if (policy !== 'OrderedReady' && policy !== 'Parallel') {
    causes.push(invalid(child(SPEC, 'podManagementPolicy'), policy, "must be 'OrderedReady' or 'Parallel'"));
  }
  causes.push(
    ...validateStrategy(ctx, spec, 'StatefulSet'),
    ...validateRetention(spec),
    ...validateCount(spec, 'replicas'),
    ...validateCount(spec, 'minReadySeconds'),
  );
  const start = number(struct(spec, 'ordinals'), 'start');
  if (start < 0) causes.push(notNegative(child(SPEC, 'ordinals', 'start'), start));
  const serviceName = text(spec, 'serviceName');
  if (serviceName !== '' && ctx.minor >= 33) {
    causes.push(...invalidEach(child(SPEC, 'serviceName'), serviceName, dns1123Label(serviceName)));
  }
  causes.push(...validateSelector(ctx, spec, 'statefulset'));
  causes.push(...validateSelected(ctx, spec, '', () => validateStatefulTemplate(ctx, spec)));
  return [...causes, ...validateAlwaysRunning(spec, 'StatefulSet')];
}

/** Claims are volumes of the template too, by their names. */
function validateStatefulTemplate(ctx: Context, spec: ValueMap): readonly Cause[] {
  const template = struct(spec, 'template');
  if (ctx.minor < STATEFUL_TEMPLATE_SINCE) return validateTemplateMeta(ctx, template, TEMPLATE);
  const claims = structs(spec, 'volumeClaimTemplates');
  return [
    ...validateTemplate(
      ctx,
      template,
      TEMPLATE,
      claims.map((claim) => struct(claim, 'metadata')),
    ),
    ...claims.flatMap((claim, index) =>
      validateClaims(ctx, claim, item(child(SPEC, 'volumeClaimTemplates'), index)),
    ),
  ];
}

function validateRetention(spec: ValueMap): readonly Cause[] {
  const [policy, at] = [
    struct(spec, 'persistentVolumeClaimRetentionPolicy'),
    child(SPEC, 'persistentVolumeClaimRetentionPolicy'),
  ];
  return ['whenDeleted', 'whenScaled'].flatMap((key) => {
    const value = text(policy, key);
    return value === 'Retain' || value === 'Delete'
      ? []
      : [notSupported(child(at, key), value, ['Retain', 'Delete'])];
  });
}

/**
 * The causes for which a ReplicationController is refused.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateReplicationController, v1.36.
 */
export function validateReplicationController(ctx: Context, controller: ValueMap): readonly Cause[] {
  const spec = struct(controller, 'spec');
  const selector = textMap(spec, 'selector') ?? {};
  const causes = [
    ...validateOwnMeta(ctx, controller, dns1123Subdomain),
    ...validateCount(spec, 'minReadySeconds'),
  ];
  if (Object.keys(selector).length === 0) causes.push(required(child(SPEC, 'selector')));
  causes.push(...validateCount(spec, 'replicas'));
  const labels = textMap(struct(struct(spec, 'template'), 'metadata'), 'labels');
  if (!Object.entries(selector).every(([key, value]) => labels?.[key] === value))
    causes.push(noMatch(ctx, labels));
  return [...causes, ...validateRunningTemplate(ctx, spec, 'ReplicationController')];
}

function validateOwnMeta(ctx: Context, object: ValueMap, check: Check): readonly Cause[] {
  return validateMeta(
    ctx,
    struct(object, 'metadata'),
    { check, isNamespaced: true },
    child(ROOT, 'metadata'),
  );
}

/** A number that may not be negative. */
function validateCount(spec: ValueMap, key: string): readonly Cause[] {
  return number(spec, key) < 0 ? [notNegative(child(SPEC, key), number(spec, key))] : [];
}

function validateSelector(ctx: Context, spec: ValueMap, kind: string): readonly Cause[] {
  if (!isSet(spec, 'selector')) return [required(child(SPEC, 'selector'))];
  const selector = struct(spec, 'selector');
  const faults = validateLabelSelector(ctx, selector, child(SPEC, 'selector'));
  return isEmptySelector(selector) ? [...faults, emptySelector(ctx, spec, kind)] : faults;
}

function emptySelector(ctx: Context, spec: ValueMap, kind: string): Cause {
  const selector = printSelector(struct(spec, 'selector'));
  return invalidValue(ctx, child(SPEC, 'selector'), selector, `empty selector is invalid for ${kind}`);
}

/** A selector that is no selector is told once more, in place of the template. */
function validateSelected(
  ctx: Context,
  spec: ValueMap,
  detail: string,
  validate: () => readonly Cause[],
): readonly Cause[] {
  const at = child(SPEC, 'selector');
  const selector = struct(spec, 'selector');
  if (validateLabelSelector(ctx, selector, at).length > 0)
    return [invalidValue(ctx, at, printSelector(selector), detail)];
  const isEmpty = isSet(spec, 'selector') && isEmptySelector(selector);
  return [...(isEmpty ? [] : validateMatch(ctx, spec)), ...validate()];
}

function validateMatch(ctx: Context, spec: ValueMap): readonly Cause[] {
  const labels = textMap(struct(struct(spec, 'template'), 'metadata'), 'labels');
  const selector = isSet(spec, 'selector') ? struct(spec, 'selector') : undefined;
  return selectorMatches(selector, labels) ? [] : [noMatch(ctx, labels)];
}

function noMatch(ctx: Context, labels: Readonly<Record<string, string>> | undefined): Cause {
  const at = child(TEMPLATE, 'metadata', 'labels');
  return invalidValue(ctx, at, stringMap(labels), '`selector` does not match template `labels`');
}

/** A template whose pods run until they are deleted. */
function validateRunningTemplate(ctx: Context, spec: ValueMap, kind: string): readonly Cause[] {
  return [...validateTemplate(ctx, struct(spec, 'template'), TEMPLATE), ...validateAlwaysRunning(spec, kind)];
}

function validateAlwaysRunning(spec: ValueMap, kind: string): readonly Cause[] {
  const [template, at] = [struct(struct(spec, 'template'), 'spec'), child(TEMPLATE, 'spec')];
  const policy = text(template, 'restartPolicy');
  const causes = policy === 'Always' ? [] : [notSupported(child(at, 'restartPolicy'), policy, ['Always'])];
  if (isSet(template, 'activeDeadlineSeconds')) {
    const detail = `activeDeadlineSeconds in ${kind} is not Supported`;
    causes.push(forbidden(child(at, 'activeDeadlineSeconds'), detail));
  }
  return causes;
}
