// The order in which nft prints the elements of sets and maps.
import ipaddr from 'ipaddr.js';

const PROTOCOL_NUMBERS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, sctp: 132 };

/**
 * Elements in nft's order. Their keys have several parts: addresses, protocols, ports. nft takes the bytes of all parts for
 * one number that has its low end first, so that the last byte of the port weighs most. A single address counts as it reads.
 *
 * Source: nftables src/mergesort.c concat_expr_msort_value, 1.0; on machines of that byte order, such as x86 and Arm.
 */
export function sortByKey<T>(items: readonly T[], keyOf: (item: T) => readonly string[]): readonly T[] {
  return items
    .map((item) => ({ item, bytes: weightsOf(keyOf(item)) }))
    .sort((a, b) => compareBytes(a.bytes, b.bytes))
    .map(({ item }) => item);
}

/** The bytes of a key, the one that weighs most first. */
function weightsOf(key: readonly string[]): readonly number[] {
  const bytes = key.flatMap(bytesOf);
  return key.length > 1 ? bytes.toReversed() : bytes;
}

/** The bytes of one part as they stand in a packet. */
function bytesOf(part: string): readonly number[] {
  const protocol = PROTOCOL_NUMBERS[part];
  if (protocol !== undefined) return [protocol];
  if (/^\d+$/.test(part)) return [Number(part) >> 8, Number(part) & 0xff];
  return ipaddr.parse(part).toByteArray();
}

function compareBytes(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((byte, index) => byte !== b[index]);
  return different < 0 ? a.length - b.length : (a[different] ?? 0) - (b[different] ?? 0);
}
