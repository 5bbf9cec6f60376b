// Addresses in text that nobody has checked.
import ipaddr from 'ipaddr.js';
import { familyOf } from '../cluster/ip-address.ts';
import type { IpFamily } from '../model/objects.ts';

/** The family of an address; `undefined` for text that is none. */
export function addressFamily(text: string): IpFamily | undefined {
  return ipaddr.isValid(text) ? familyOf(text) : undefined;
}

/** The addresses of one family in their usual spelling, in order. */
export function addressesOf(texts: readonly string[], family: IpFamily): readonly string[] {
  return texts.filter((text) => addressFamily(text) === family).map((text) => ipaddr.parse(text).toString());
}

/** The networks of one family without host bits, in order: `10.0.0.0/8` for `10.0.0.1/8`. */
export function networksOf(texts: readonly string[], family: IpFamily): readonly string[] {
  return texts.filter((text) => ipaddr.isValidCIDR(text) && familyOf(text) === family).map(maskNetwork);
}

function maskNetwork(network: string): string {
  const [address, bits] = ipaddr.parseCIDR(network);
  const bytes = address.toByteArray().map((byte, index) => {
    const nKept = Math.min(8, Math.max(0, bits - index * 8));
    return byte & (0xff << (8 - nKept)) & 0xff;
  });
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`;
}
