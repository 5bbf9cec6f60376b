// IP addresses and networks: which are well formed, which are special, and the server's sentences about them.
import ipaddr from 'ipaddr.js';
import { invalid, type Cause, type Place } from './cause.ts';
import { STRICT_IP_SINCE, type Context } from './context.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

const BAD_IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const BAD_CIDR = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/** An address as the server reads it: octets may have leading zeros, zones are not allowed. */
export function parseIp(text: string): Address | undefined {
  if (/^\d+(\.\d+){3}$/.test(text)) {
    const octets = text.split('.').map(Number);
    return octets.every((octet) => octet <= 255) ? new ipaddr.IPv4(octets) : undefined;
  }
  const isPlain = /^[0-9a-fA-F:.]+$/.test(text) && text.includes(':');
  return isPlain && !hasBadTail(text) && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
}

/** The dotted end of an IPv6 address obeys the rules of IPv4. */
function hasBadTail(text: string): boolean {
  const tail = text.slice(text.lastIndexOf(':') + 1);
  return tail.includes('.') && !parseIp(tail);
}

/** The family of an address; `undefined` for text that is none. IPv4 inside IPv6 counts as IPv4, as Go has it. */
export function familyOf(text: string): 'IPv4' | 'IPv6' | undefined {
  const address = parseIp(text);
  if (!address) return undefined;
  return isIpv4(address) || isMapped(address) ? 'IPv4' : 'IPv6';
}

/** The same address always in the same text, so that two spellings can be compared. */
export function canonicalIp(text: string): string {
  const address = parseIp(text);
  if (!address) return text;
  if (isIpv4(address)) return address.toString();
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
}

/**
 * What is wrong with the form of an address.
 * Source: apimachinery pkg/util/validation/ip.go IsValidIP, v1.36, and apis/core/validation IsValidIPForLegacyField.
 */
export function validateIp(ctx: Context, value: string, at: Place): readonly Cause[] {
  const address = parseIp(value);
  if (!address) return [invalid(at, value, BAD_IP)];
  if (ctx.minor < STRICT_IP_SINCE) return [];
  if (hasLeadingZero(value)) return [invalid(at, value, 'must not have leading 0s')];
  return isMapped(address) ? [invalid(at, value, 'must not be an IPv4-mapped IPv6 address')] : [];
}

/**
 * Addresses that traffic can never be sent to: unspecified, loopback, link-local.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateNonSpecialIP, v1.36.
 */
export function validateNonSpecialIp(value: string, at: Place): readonly Cause[] {
  const address = parseIp(value);
  if (!address) return [invalid(at, value, 'must be a valid IP address')];
  const text = canonicalIp(value);
  const range = ipaddr.parse(text);
  const causes: Cause[] = [];
  if (text === '0.0.0.0' || text === '::')
    causes.push(invalid(at, value, `may not be unspecified (${value})`));
  if (isIn(range, '127.0.0.0/8', '::1/128')) {
    causes.push(invalid(at, value, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'));
  }
  if (isIn(range, '169.254.0.0/16', 'fe80::/10')) {
    causes.push(invalid(at, value, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'));
  }
  if (isIn(range, '224.0.0.0/24', 'ff02::/16')) {
    causes.push(invalid(at, value, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'));
  }
  return causes;
}

/** Whether a text is a network at all, in the forgiving reading of all versions. */
export function isCidr(value: string): boolean {
  return parseCidr(value) !== undefined;
}

/** Whether the second network lies in the first and is smaller. Both are well formed. */
export function containsCidr(outer: string, inner: string): boolean {
  const address = parseIp(inner.split('/')[0] ?? '');
  if (!address || !isIn(address, outer)) return false;
  return Number(outer.split('/')[1]) < Number(inner.split('/')[1]);
}

/** What is wrong with the form of a network. Source: apimachinery pkg/util/validation/ip.go IsValidCIDR, v1.36. */
export function validateCidr(ctx: Context, value: string, at: Place): readonly Cause[] {
  const cidr = parseCidr(value);
  if (!cidr) return [invalid(at, value, BAD_CIDR)];
  if (ctx.minor < STRICT_IP_SINCE) return [];
  const [ip = '', length = ''] = value.split('/');
  if (hasLeadingZero(ip) || /^0\d/.test(length)) {
    return [invalid(at, value, 'must not have leading 0s in IP or prefix length')];
  }
  if (isMapped(cidr.address)) return [invalid(at, value, 'must not have an IPv4-mapped IPv6 address')];
  return cidr.hasHostBits ? [invalid(at, value, 'must not have bits set beyond the prefix length')] : [];
}

/** Whether an address may be given out from a range: the network itself and the IPv4 broadcast address may not. */
export function isAllocatable(value: string, range: string): boolean {
  const cidr = parseCidr(range);
  const address = parseIp(canonicalIp(value));
  if (!cidr || !address || address.kind() !== cidr.address.kind()) return false;
  if (!isIn(address, range)) return false;
  const text = address.toString();
  if (isIpv4(address)) {
    return (
      text !== cidr.address.toString() && text !== ipaddr.IPv4.broadcastAddressFromCIDR(range).toString()
    );
  }
  return text !== cidr.address.toString();
}

/**
 * The warning about an address that is accepted though it is not written as it should be.
 * Source: apimachinery pkg/util/validation/ip.go GetWarningsForIP, v1.36; pkg/api/service/warnings.go before 1.33.
 */
export function warnAboutIp(ctx: Context, value: string, field: string): readonly string[] {
  const address = parseIp(value);
  if (!address) return [];
  const preferred = canonicalIp(value);
  if (ctx.minor < 33) {
    if (hasLeadingZero(value)) {
      const problem = `ParseAddr("${value}"): IPv4 field has octet with leading zero`;
      return [
        `${field}: IP address was accepted, but will be invalid in a future Kubernetes release: ${problem}`,
      ];
    }
    if (isIpv4(address) || isMapped(address) || preferred === value) return [];
    return [
      `${field}: IPv6 address "${value}" is not in RFC 5952 canonical format ("${preferred}"), which may cause controller apply-loops`,
    ];
  }
  if (hasLeadingZero(value) || isMapped(address)) {
    return [
      `${field}: non-standard IP address "${value}" will be considered invalid in a future Kubernetes release: use "${preferred}"`,
    ];
  }
  if (isIpv4(address) || preferred === value) return [];
  return [`${field}: IPv6 address "${value}" should be in RFC 5952 canonical format ("${preferred}")`];
}

interface Cidr {
  readonly address: Address;
  readonly hasHostBits: boolean;
}

function parseCidr(value: string): Cidr | undefined {
  const [ip = '', length = '', more] = value.split('/');
  const address = parseIp(ip);
  if (!address || more !== undefined || !/^\d+$/.test(length)) return undefined;
  const bits = isIpv4(address) ? 32 : 128;
  if (Number(length) > bits) return undefined;
  const bytes = address.toByteArray();
  const hasHostBits = bytes.some((byte, index) => (byte & (0xff >> clamp(Number(length) - index * 8))) !== 0);
  return { address, hasHostBits };
}

function clamp(bits: number): number {
  return Math.max(0, Math.min(8, bits));
}

function isIn(address: Address, ...ranges: readonly string[]): boolean {
  return ranges.some((range) => {
    const [network, length] = networkOf(range);
    return network !== undefined && network.kind() === address.kind() && address.match(network, length);
  });
}

const networks = new Map<string, readonly [Address | undefined, number]>();

/** The few networks that addresses are held against, each read once; many only while someone types them. */
function networkOf(range: string): readonly [Address | undefined, number] {
  let network = networks.get(range);
  if (!network) {
    const [ip = '', length = ''] = range.split('/');
    if (networks.size > 1000) networks.clear();
    networks.set(range, (network = [parseIp(ip), Number(length)]));
  }
  return network;
}

function isIpv4(address: Address): address is ipaddr.IPv4 {
  return address.kind() === 'ipv4';
}

function isMapped(address: Address): boolean {
  return !isIpv4(address) && address.isIPv4MappedAddress();
}

function hasLeadingZero(value: string): boolean {
  return (
    value.includes('.') &&
    value
      .slice(value.lastIndexOf(':') + 1)
      .split('.')
      .some((octet) => /^0\d/.test(octet))
  );
}
