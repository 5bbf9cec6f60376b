// Address families by form: addresses in a cluster have been validated before.
import type { IpFamily } from '../model/objects.ts';

/** True for text in the form of an IPv6 address. */
export function isIPv6(ip: string): boolean {
  return ip.includes(':');
}

/** The family of an address that is known to be one. */
export function familyOf(ip: string): IpFamily {
  return isIPv6(ip) ? 'IPv6' : 'IPv4';
}
