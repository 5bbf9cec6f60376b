// Which hosts of an Ingress only its rules know, and which only its TLS entries.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { Ingress } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asList, asMap, type Value } from '../../shared/model/value.ts';
import { isSlip } from './alike-names.ts';

/** A host at its place. */
export interface PlacedHost {
  readonly host: string;
  readonly path: FieldPath;
}

/** A host that only one side has; of those that only rules have the first, with the others. */
export interface UncoveredHost extends PlacedHost {
  readonly side: 'tls' | 'rules';
  /** The host on the other side that was probably meant to be the same; it is not told again. */
  readonly meant: PlacedHost | undefined;
  /** The other hosts that only rules have. */
  readonly others: readonly string[];
}

/** The hosts of one side that the other does not cover: those of TLS in document order, then those of rules together. */
export function uncoveredHosts({ raw }: Ingress): readonly UncoveredHost[] {
  const spec = asMap(raw['spec']);
  const entries = asList(spec['tls']).map((entry) => asList(asMap(entry)['hosts']));
  const rules = asList(spec['rules']);
  if (entries.length === 0 || entries.some((hosts) => hosts.length === 0) || rules.length === 0) return [];
  const inTls: PlacedHost[] = [];
  for (const [entryIndex, hosts] of entries.entries())
    for (const [index, host] of hosts.entries())
      place(host, ['spec', 'tls', entryIndex, 'hosts', index], inTls);
  const inRules: PlacedHost[] = [];
  for (const [index, rule] of rules.entries())
    place(asMap(rule)['host'], ['spec', 'rules', index, 'host'], inRules);
  const takesAll = inRules.length < rules.length || spec['defaultBackend'] !== undefined;
  if (inTls.some(isOpen) || inRules.some(isOpen)) return [];
  const bareRules = inRules.filter(({ host }) => !inTls.some((tls) => covers(tls.host, host)));
  const bareTls = takesAll
    ? []
    : inTls.filter(({ host }) => !inRules.some((rule) => covers(rule.host, host) || covers(host, rule.host)));
  const taken = new Set<PlacedHost>();
  const found = bareTls.map(({ host, path }): UncoveredHost => {
    const meant = bareRules.find((rule) => !taken.has(rule) && isSlip(rule.host, host));
    if (meant) taken.add(meant);
    return { host, path, side: 'tls', meant, others: [] };
  });
  const [first, ...others] = bareRules.filter((rule) => !taken.has(rule));
  if (first) {
    const { host, path } = first;
    found.push({ host, path, side: 'rules', meant: undefined, others: others.map((other) => other.host) });
  }
  return found;
}

function place(value: Value | undefined, path: FieldPath, hosts: PlacedHost[]): void {
  if (typeof value === 'string' && value !== '') hosts.push({ host: value.toLowerCase(), path });
}

function isOpen({ host }: PlacedHost): boolean {
  return isUnresolved(host);
}

/** True when a host, or the wildcard of exactly one label, stands for another. */
function covers(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  return pattern.startsWith('*.') && host.slice(host.indexOf('.')) === pattern.slice(1);
}
