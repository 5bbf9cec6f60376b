// What containers ask for and may use at most.
import type { ValueMap } from '../model/value.ts';
import {
  called,
  child,
  entry,
  invalid,
  invalidEach,
  required,
  within,
  type Cause,
  type Place,
} from './cause.ts';
import type { Context } from './context.ts';
import { sortedEntries } from './go-text.ts';
import { qualifiedName } from './names.ts';
import { formatQuantity, parseQuantity, type Quantity } from './quantity.ts';
import { struct } from './read.ts';

const CONTAINER_RESOURCES: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);
const STANDARD_RESOURCES: ReadonlySet<string> = new Set(
  (
    'cpu memory ephemeral-storage requests.cpu requests.memory requests.ephemeral-storage limits.cpu limits.memory ' +
    'limits.ephemeral-storage pods resourcequotas services replicationcontrollers secrets persistentvolumeclaims configmaps ' +
    'services.nodeports services.loadbalancers requests.storage storage'
  ).split(' '),
);
const NANO = 1_000_000_000n;

/**
 * What is wrong with `resources`: names, amounts, and requests above their limit.
 *
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateContainerResourceRequirements, v1.36.
 * Differs: huge pages are only looked at as resources that cannot be overcommitted; claims are not judged.
 */
export function validateResources(ctx: Context, resources: ValueMap, at: Place): readonly Cause[] {
  const [limits, requests] = [struct(resources, 'limits'), struct(resources, 'requests')];
  const [limitsAt, requestsAt] = [child(at, 'limits'), child(at, 'requests')];
  const causes = sortedEntries(limits).flatMap(([name, value]) =>
    validateAmount(ctx, name, parseQuantity(value), entry(limitsAt, name)),
  );
  for (const [name, value] of sortedEntries(requests)) {
    const request = parseQuantity(value);
    causes.push(...validateAmount(ctx, name, request, entry(requestsAt, name)));
    const limit = Object.hasOwn(limits, name) ? parseQuantity(limits[name]) : undefined;
    causes.push(...validateAgainstLimit(name, request, limit, at));
  }
  return causes;
}

/** What a pod needs beside its containers, judged as the limits of a container are. */
export function validateOverhead(ctx: Context, overhead: ValueMap, at: Place): readonly Cause[] {
  return sortedEntries(overhead).flatMap(([name, value]) => {
    const here = called(within(at, name), `${at.field}.limits[${name}]`);
    return validateAmount(ctx, name, parseQuantity(value), here);
  });
}

function validateAgainstLimit(
  name: string,
  request: Quantity,
  limit: Quantity | undefined,
  at: Place,
): readonly Cause[] {
  const isShared = isNative(name) && !name.startsWith('hugepages-');
  const requestsAt = child(at, 'requests');
  if (!limit)
    return isShared
      ? []
      : [required(child(at, 'limits'), 'Limit must be set for non overcommitable resources')];
  const told = `${name} limit of ${formatQuantity(limit)}`;
  if (!isShared && request.nanos !== limit.nanos) {
    return [invalid(requestsAt, formatQuantity(request), `must be equal to ${told}`)];
  }
  if (request.nanos <= limit.nanos) return [];
  return [invalid(requestsAt, formatQuantity(request), `must be less than or equal to ${told}`)];
}

function validateAmount(ctx: Context, name: string, amount: Quantity, at: Place): readonly Cause[] {
  const causes = [...validateResourceName(ctx, name, at)];
  if (amount.nanos < 0n)
    causes.push(invalid(at, formatQuantity(amount), 'must be greater than or equal to 0'));
  const isWhole = isNative(name) && !name.startsWith('hugepages-');
  if (!isWhole && amount.nanos % NANO !== 0n)
    causes.push(invalid(at, formatQuantity(amount), 'must be an integer'));
  return causes;
}

/** Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go validateContainerResourceName, v1.36. */
function validateResourceName(ctx: Context, name: string, at: Place): readonly Cause[] {
  const causes = [...invalidEach(at, name, qualifiedName(name, ctx.minor))];
  const isHugePage = name.startsWith('hugepages-');
  if (!name.includes('/')) {
    const isStandard = STANDARD_RESOURCES.has(name) || isHugePage;
    if (causes.length === 0 && !isStandard) {
      causes.push(invalid(at, name, 'must be a standard resource type or fully qualified'));
    }
    if (CONTAINER_RESOURCES.has(name) || isHugePage) return causes;
    return [...causes, invalid(at, name, 'must be a standard resource for containers')];
  }
  if (isNative(name) || isExtended(ctx, name)) return causes;
  return [...causes, invalid(at, name, "doesn't follow extended resource name standard")];
}

function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

function isExtended(ctx: Context, name: string): boolean {
  return !name.startsWith('requests.') && qualifiedName(`requests.${name}`, ctx.minor).length === 0;
}
