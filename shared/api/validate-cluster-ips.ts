// The fields that decide a Service's addresses: clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy.
import type { ValueMap } from '../model/value.ts';
import {
  child,
  duplicate,
  invalid,
  item,
  notSupported,
  oneOf,
  required,
  type Cause,
  type Place,
} from './cause.ts';
import { invalidValue, type Context } from './context.ts';
import { stringList } from './go-text.ts';
import { familyOf, validateIp } from './ip.ts';
import { isSet, text, texts } from './read.ts';

const FAMILIES = ['IPv4', 'IPv6'];
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** Whether a Service is headless: its only address is `None`. */
export function isHeadless(spec: ValueMap): boolean {
  const ips = texts(spec, 'clusterIPs');
  return ips.length === 1 && ips[0] === 'None';
}

/**
 * What is wrong with the address fields among themselves. A Service of type ExternalName may not have any of them,
 * which is told elsewhere. An address that the server would choose is an empty text or missing, and is not judged.
 *
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateServiceClusterIPsRelatedFields, v1.36.
 */
export function validateClusterIps(ctx: Context, spec: ValueMap, at: Place): readonly Cause[] {
  if (text(spec, 'type') === 'ExternalName') return [];
  const causes: Cause[] = [];
  const [ips, ipsAt] = [texts(spec, 'clusterIPs'), child(at, 'clusterIPs')];
  causes.push(...validateFirstIp(ctx, text(spec, 'clusterIP'), ips, ipsAt));
  causes.push(...validateFamilies(texts(spec, 'ipFamilies'), child(at, 'ipFamilies')));
  const policy = text(spec, 'ipFamilyPolicy');
  if (isSet(spec, 'ipFamilyPolicy') && !POLICIES.includes(policy)) {
    causes.push(notSupported(child(at, 'ipFamilyPolicy'), policy, POLICIES));
  }
  const badIps = validateEachIp(ctx, ips, ipsAt);
  causes.push(...badIps);
  if (ips.length > 2) causes.push(invalidValue(ctx, ipsAt, stringList(ips), 'may only hold up to 2 values'));
  if (badIps.length > 0) return causes;
  if (ips.length > 1 && !isDualStack(ips)) {
    causes.push(
      invalidValue(ctx, ipsAt, stringList(ips), 'may specify no more than one IP for each IP family'),
    );
  }
  if (!isHeadless(spec)) causes.push(...matchFamilies(ips, texts(spec, 'ipFamilies'), ipsAt));
  return causes;
}

function validateFirstIp(ctx: Context, ip: string, ips: readonly string[], at: Place): readonly Cause[] {
  if (ip === '') {
    if (ips.length === 0) return [];
    return [invalidValue(ctx, at, stringList(ips), 'must be empty when `clusterIP` is not specified')];
  }
  if (ips.length === 0) return [required(at)];
  return ips[0] === ip ? [] : [invalidValue(ctx, at, stringList(ips), 'first value must match `clusterIP`')];
}

function validateFamilies(families: readonly string[], at: Place): readonly Cause[] {
  return families.flatMap((family, index) => [
    ...oneOf(item(at, index), family, FAMILIES),
    ...(families.indexOf(family) < index ? [duplicate(item(at, index), family)] : []),
  ]);
}

/** `None` may stand alone, anything else must be an address. */
function validateEachIp(ctx: Context, ips: readonly string[], at: Place): readonly Cause[] {
  return ips.flatMap((ip, index) => {
    if (index > 0 || ip !== 'None') return validateIp(ctx, ip, item(at, index));
    return ips.length > 1
      ? [invalidValue(ctx, at, stringList(ips), "'None' must be the first and only value")]
      : [];
  });
}

function isDualStack(ips: readonly string[]): boolean {
  const families = ips.map(familyOf);
  return ips.length === 2 && families[0] !== families[1];
}

function matchFamilies(ips: readonly string[], families: readonly string[], at: Place): readonly Cause[] {
  return ips.flatMap((ip, index) => {
    const family = families[index];
    if (family === undefined || !FAMILIES.includes(family) || familyOf(ip) === family) return [];
    return [
      invalid(item(at, index), ip, `expected an ${family} value as indicated by \`ipFamilies[${index}]\``),
    ];
  });
}
