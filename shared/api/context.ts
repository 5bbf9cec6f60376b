// What validation has to know beside the object.
import type { BadValue, Cause, Place } from './cause.ts';
import { duplicate, invalid, notSupported } from './cause.ts';
import { minorOf } from './version.ts';

/** The cluster that answers. */
export interface ApiOptions {
  /** `1.36`; see `minorOf`. */
  readonly kubernetesVersion: string;
  /** The namespace of objects that name none. */
  readonly namespace: string;
  /** First and last node port that the cluster gives out. */
  readonly nodePortRange: { readonly first: number; readonly last: number };
  /** The address families of Services, the first one being the default. */
  readonly ipFamilies: readonly ('IPv4' | 'IPv6')[];
  /** The ranges of cluster IPs, one per family. A family without one is not checked against any. */
  readonly serviceCidrs?: Readonly<Partial<Record<'IPv4' | 'IPv6', string>>>;
}

/** A cluster as kubeadm makes it, but for the smaller range of cluster IPs. */
export const DEFAULT_OPTIONS: ApiOptions = {
  kubernetesVersion: '1.36',
  namespace: 'default',
  nodePortRange: { first: 30000, last: 32767 },
  ipFamilies: ['IPv4'],
  serviceCidrs: { IPv4: '10.96.0.0/16', IPv6: 'fd00:10:96::/112' },
};

/** The options, with what follows from them. */
export interface Context {
  readonly options: ApiOptions;
  /** 36 for version 1.36. */
  readonly minor: number;
}

/** Prepares options for many creates. */
export function contextOf(options: ApiOptions): Context {
  return { options, minor: minorOf(options.kubernetesVersion) };
}

/** The version from which composite values are printed as JSON. */
const JSON_VALUES_SINCE = 34;

/** Versions from this one on refuse addresses with leading zeros, IPv4 inside IPv6, and networks with host bits. */
export const STRICT_IP_SINCE = 36;

/** `invalid` for a composite value, printed as this version does. */
export function invalidValue(ctx: Context, place: Place, value: BadValue, detail: string): Cause {
  return invalid(place, value, detail, ctx.minor >= JSON_VALUES_SINCE);
}

/** `notSupported` for a composite value, printed as this version does. */
export function notSupportedValue(
  ctx: Context,
  place: Place,
  value: BadValue,
  supported: readonly string[],
): Cause {
  return notSupported(place, value, supported, ctx.minor >= JSON_VALUES_SINCE);
}

/** `duplicate` for a composite value, printed as this version does. */
export function duplicateValue(ctx: Context, place: Place, value: BadValue): Cause {
  return duplicate(place, value, ctx.minor >= JSON_VALUES_SINCE);
}
