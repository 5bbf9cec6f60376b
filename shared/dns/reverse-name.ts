// The name under which the DNS is asked for the name of an address.
import ipaddr from 'ipaddr.js';

/** `4.3.2.1.in-addr.arpa` for 1.2.3.4; 32 nibbles under `ip6.arpa` for IPv6. The address is well formed. */
export function reverseName(ip: string): string {
  if (!ip.includes(':')) return `${ip.split('.').reverse().join('.')}.in-addr.arpa`;
  const nibbles = ipaddr.IPv6.parse(ip)
    .toByteArray()
    .flatMap((byte) => [byte >> 4, byte & 15])
    .map((nibble) => nibble.toString(16));
  return `${nibbles.reverse().join('.')}.ip6.arpa`;
}
