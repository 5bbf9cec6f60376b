// Claims for volumes, as StatefulSets carry them.
import type { ValueMap } from '../model/value.ts';
import { child, entry, invalid, notSupported, required, type Cause, type Place } from './cause.ts';
import type { Context } from './context.ts';
import { formatQuantity, parseQuantity } from './quantity.ts';
import { isSet, struct, texts } from './read.ts';
import { validateLabelSelector } from './validate-selector.ts';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/**
 * What is wrong with one claim.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimSpec, v1.36.
 */
export function validateClaims(ctx: Context, claim: ValueMap, at: Place): readonly Cause[] {
  const [spec, here] = [struct(claim, 'spec'), child(at, 'spec')];
  const [modes, modesAt] = [texts(spec, 'accessModes'), child(here, 'accessModes')];
  const causes: Cause[] = [];
  if (modes.length === 0) causes.push(required(modesAt, 'at least 1 access mode is required'));
  if (isSet(spec, 'selector'))
    causes.push(...validateLabelSelector(ctx, struct(spec, 'selector'), child(here, 'selector')));
  for (const mode of modes) {
    if (!ACCESS_MODES.includes(mode)) causes.push(notSupported(modesAt, mode, ACCESS_MODES));
  }
  const requests = struct(struct(spec, 'resources'), 'requests');
  const storage = entry(child(here, 'resources'), 'storage');
  if (!isSet(requests, 'storage')) return [...causes, required(storage)];
  const amount = parseQuantity(requests['storage']);
  if (amount.nanos <= 0n) causes.push(invalid(storage, formatQuantity(amount), 'must be greater than zero'));
  return causes;
}
