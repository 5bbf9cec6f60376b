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

/**
 * `10.244.1.1:80`, and `[fd00::1]:80` for IPv6.
 * Source: Go net.JoinHostPort.
 */
export function joinHostPort(host: string, port: number | string): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
