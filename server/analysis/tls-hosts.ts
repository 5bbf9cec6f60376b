// Which hosts of an Ingress only its rules know, and which only its TLS entries.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { Ingress } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asList, asMap, asString, type Value } from '../../shared/model/value.ts';
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
  const inTls = entries.flatMap((hosts, entryIndex) =>
    hosts.flatMap((host, index) => placed(host, ['spec', 'tls', entryIndex, 'hosts', index])),
  );
  const inRules = rules.flatMap((rule, index) =>
    placed(asMap(rule)['host'], ['spec', 'rules', index, 'host']),
  );
  const takesAll = inRules.length < rules.length || spec['defaultBackend'] !== undefined;
  if ([...inTls, ...inRules].some(({ host }) => isUnresolved(host))) return [];
  const bareRules = inRules.filter(({ host }) => !inTls.some((tls) => covers(tls.host, host)));
  const bareTls = takesAll
    ? []
    : inTls.filter(({ host }) => !inRules.some((rule) => covers(rule.host, host) || covers(host, rule.host)));
  const taken = new Set<PlacedHost>();
  const fromTls = bareTls.map((tls): UncoveredHost => {
    const meant = bareRules.find((rule) => !taken.has(rule) && isSlip(rule.host, tls.host));
    if (meant) taken.add(meant);
    return { ...tls, side: 'tls', meant, others: [] };
  });
  const [first, ...others] = bareRules.filter((rule) => !taken.has(rule));
  if (!first) return fromTls;
  return [...fromTls, { ...first, side: 'rules', meant: undefined, others: others.map(({ host }) => host) }];
}

function placed(value: Value | undefined, path: FieldPath): readonly PlacedHost[] {
  const host = asString(value);
  return host === undefined || host === '' ? [] : [{ host: host.toLowerCase(), path }];
}

/** True when a host, or the wildcard of exactly one label, stands for another. */
function covers(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  return pattern.startsWith('*.') && host.slice(host.indexOf('.')) === pattern.slice(1);
}
