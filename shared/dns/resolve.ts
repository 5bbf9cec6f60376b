// Questions to the cluster's DNS.
import { keyOf } from '../cluster/cluster-names.ts';
import type { DnsRecord, DnsZone, RecordType } from './dns-record.ts';
import { isMeantForCluster } from './foreign-name.ts';
import { candidatesOf, type Resolver } from './resolver.ts';

/** `forwarded`: the name is none of the cluster's, so that someone outside answers; what, cannot be known. */
export type ResponseCode = 'NOERROR' | 'NXDOMAIN' | 'forwarded';

/** The answer to one complete name. */
export interface DnsAnswer {
  readonly name: string;
  readonly code: ResponseCode;
  /** With a CNAME followed as far as the cluster's own names go; empty also when the name has no records of that type. */
  readonly records: readonly DnsRecord[];
  /** The name outside that the client ends at: where the last CNAME leads, or one that somebody else is taken to know. */
  readonly outside?: string;
  /** Set when the aliases in `records` lead to nothing that was asked for. */
  readonly deadEnd?: DeadEnd;
}

/** A name without an address. `missing`: where the aliases end. `loop`: the first of them, from which there is no end. */
export interface DeadEnd {
  readonly why: 'missing' | 'loop';
  readonly name: string;
}

/** What a client learns of a name: every complete name that was asked for, and the answer that counts. */
export interface Lookup {
  readonly tried: readonly DnsAnswer[];
  readonly answer: DnsAnswer;
}

/**
 * No more aliases in a row are followed, so that a loop ends.
 * Source: coredns/coredns plugin/backend_lookup.go A, v1.12.1, which raised it by three (#7153).
 */
const MAX_CNAMES = 11;

const POD_NAME = /^(\d{1,3}(?:-\d{1,3}){3})\.([^.]+)\.pod$/;

/**
 * Asks for a name as a client writes it, in every form that its search list gives, until one has an answer.
 * A client that does not ask the cluster gets `forwarded`.
 *
 * Source: glibc resolv/res_query.c __res_context_search, 2.39, and Go net/dnsclient_unix.go goLookupIPCNAMEOrder, 1.24:
 * both go on after a name that does not exist or has no such records.
 * Differs: what is forwarded is taken to exist when it is the name as written and not meant for the cluster, and not to
 * exist otherwise.
 */
export function lookUp(
  zone: DnsZone,
  resolver: Resolver,
  name: string,
  types: readonly RecordType[],
): Lookup {
  const written = plain(name);
  const tried: DnsAnswer[] = [];
  for (const candidate of candidatesOf(name, resolver)) {
    const heard: DnsAnswer = resolver.asksCluster
      ? ask(zone, candidate, types)
      : { name: candidate, code: 'forwarded', records: [] };
    const isKnownOutside =
      heard.code === 'forwarded' && candidate === written && !isMeantForCluster(zone, candidate);
    tried.push(isKnownOutside ? { ...heard, outside: candidate } : heard);
    if (tried.some(hasAnswer)) break;
  }
  return { tried, answer: countedAnswer(tried) ?? { name: written, code: 'NXDOMAIN', records: [] } };
}

/** The answer that a client goes by, else the one that tells most of why there is none; `undefined` for none at all. */
export function countedAnswer(tried: readonly DnsAnswer[]): DnsAnswer | undefined {
  return tried.find(hasAnswer) ?? tried.find(({ code }) => code === 'NOERROR') ?? tried.at(-1);
}

function hasAnswer({ records, outside, deadEnd }: DnsAnswer): boolean {
  return outside !== undefined || (records.length > 0 && !deadEnd);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/**
 * Asks for one complete name.
 *
 * Source: coredns/coredns plugin/backend_lookup.go A, v1.12.1.
 * Differs: aliases that lead to nothing are in the records, and there the answer is empty.
 */
export function ask(zone: DnsZone, name: string, types: readonly RecordType[]): DnsAnswer {
  const chain: DnsRecord[] = [];
  const seen = new Set([name]);
  let at = name;
  for (;;) {
    if (!isOurs(zone, at)) {
      if (chain.length === 0) return { name, code: 'forwarded', records: [] };
      // An alias is not looked for in the search list: `web.shop` is nobody's name.
      return isMeantForCluster(zone, at)
        ? answerAt(name, chain, at, undefined)
        : { name, code: 'NOERROR', records: chain, outside: at };
    }
    const records = recordsAt(zone, at);
    const alias = types.includes('CNAME') ? undefined : records?.find(({ type }) => type === 'CNAME');
    if (!alias)
      return answerAt(
        name,
        chain,
        at,
        records?.filter(({ type }) => types.includes(type)),
      );
    chain.push(alias);
    at = alias.value;
    if (seen.has(at) || chain.length > MAX_CNAMES)
      return { name, code: 'NOERROR', records: chain, deadEnd: { why: 'loop', name: chain[0]?.value ?? at } };
    seen.add(at);
  }
}

/** The answer where no alias leads further. `found` is `undefined` for a name that does not exist. */
function answerAt(
  name: string,
  chain: readonly DnsRecord[],
  at: string,
  found: readonly DnsRecord[] | undefined,
): DnsAnswer {
  if (chain.length === 0) return { name, code: found ? 'NOERROR' : 'NXDOMAIN', records: found ?? [] };
  const answer = { name, code: 'NOERROR', records: [...chain, ...(found ?? [])] } as const;
  return found && found.length > 0 ? answer : { ...answer, deadEnd: { why: 'missing', name: at } };
}

function isOurs({ clusterDomain, byName }: DnsZone, name: string): boolean {
  return name === clusterDomain || name.endsWith(`.${clusterDomain}`) || byName.has(name);
}

/** `undefined` for a name that does not exist; empty for one that only has names below it. */
function recordsAt(zone: DnsZone, name: string): readonly DnsRecord[] | undefined {
  const records = zone.byName.get(name);
  if (records) return records;
  const pod = POD_NAME.exec(name.slice(0, -zone.clusterDomain.length - 1));
  if (pod?.[1] !== undefined && pod[2] !== undefined) {
    const ip = pod[1].replaceAll('-', '.');
    return [{ name, type: 'A', value: ip, service: { namespace: pod[2], name: '' } }];
  }
  return zone.parents.has(name) ? [] : undefined;
}

/** The records of one Service, for showing what names it has. */
export function recordsOf(zone: DnsZone, namespace: string, name: string): readonly DnsRecord[] {
  const key = keyOf(namespace, name);
  return zone.records.filter(({ service }) => keyOf(service.namespace, service.name) === key);
}

/**
 * The ways to write a Service's name from a namespace, shortest first: `web`, `web.shop`, `web.shop.svc`, and the
 * complete name.
 */
export function shortNames(
  namespace: string,
  name: string,
  from: string,
  clusterDomain: string,
): readonly string[] {
  return [
    ...(namespace === from ? [name] : []),
    `${name}.${namespace}`,
    `${name}.${namespace}.svc`,
    `${name}.${namespace}.svc.${clusterDomain}`,
  ];
}
