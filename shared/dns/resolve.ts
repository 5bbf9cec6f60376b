// Questions to the cluster's DNS.
import { keyOf } from '../cluster/cluster-names.ts';
import type { DnsRecord, DnsZone, RecordType } from './dns-record.ts';
import { candidatesOf, type Resolver } from './resolver.ts';

/** `forwarded`: the name is none of the cluster's, so that someone outside answers; what, cannot be known. */
export type ResponseCode = 'NOERROR' | 'NXDOMAIN' | 'forwarded';

/** The answer to one complete name. */
export interface DnsAnswer {
  readonly name: string;
  readonly code: ResponseCode;
  /** With a CNAME followed as far as the cluster's own names go; empty also when the name has no records of that type. */
  readonly records: readonly DnsRecord[];
  /** Where the last CNAME leads, when that is outside. */
  readonly outside?: string;
}

/** What a client learns of a name: every complete name that was asked for; the last one is the answer. */
export interface Lookup {
  readonly tried: readonly DnsAnswer[];
  readonly answer: DnsAnswer;
}

/** No chain of names is followed further, so that a loop ends. */
const MAX_CNAMES = 8;

const POD_NAME = /^(\d{1,3}(?:-\d{1,3}){3})\.([^.]+)\.pod$/;

/** Asks for a name as a client writes it. A client that does not ask the cluster gets `forwarded`. */
export function lookUp(
  zone: DnsZone,
  resolver: Resolver,
  name: string,
  types: readonly RecordType[],
): Lookup {
  const tried: DnsAnswer[] = [];
  for (const candidate of candidatesOf(name, resolver)) {
    const answer: DnsAnswer = resolver.asksCluster
      ? ask(zone, candidate, types)
      : { name: candidate, code: 'forwarded', records: [] };
    tried.push(answer);
    if (answer.records.length > 0 || answer.outside !== undefined) break;
    // A search suffix that is none of the cluster's is answered outside too; it is taken not to exist there.
    if (answer.code === 'forwarded' && candidate === plain(name)) break;
  }
  const fallback: DnsAnswer = { name: plain(name), code: 'NXDOMAIN', records: [] };
  const found = tried.find(({ records, outside }) => records.length > 0 || outside !== undefined);
  return {
    tried,
    answer: found ?? tried.find(({ code }) => code === 'NOERROR') ?? tried.at(-1) ?? fallback,
  };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Asks for one complete name. */
export function ask(zone: DnsZone, name: string, types: readonly RecordType[]): DnsAnswer {
  const chain: DnsRecord[] = [];
  let at = name;
  for (let nCnames = 0; nCnames <= MAX_CNAMES; nCnames++) {
    if (!isOurs(zone, at)) {
      if (chain.length === 0) return { name, code: 'forwarded', records: [] };
      return { name, code: 'NOERROR', records: chain, outside: at };
    }
    const records = recordsAt(zone, at);
    if (!records) return { name, code: chain.length > 0 ? 'NOERROR' : 'NXDOMAIN', records: chain };
    const alias = types.includes('CNAME') ? undefined : records.find(({ type }) => type === 'CNAME');
    if (!alias)
      return {
        name,
        code: 'NOERROR',
        records: [...chain, ...records.filter(({ type }) => types.includes(type))],
      };
    chain.push(alias);
    at = alias.value;
  }
  return { name, code: 'NOERROR', records: chain };
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
