// Names that the cluster's DNS does not hold and asks somebody else for.
import type { DnsZone } from './dns-record.ts';

/** Second labels that make a name somebody's domain, whatever Services are called: country codes and the oldest others. */
const WELL_KNOWN = /^(?:[a-z]{2}|com|edu|gov|info|int|mil|net|org)$/;

/**
 * Whether a name that is forwarded was meant for this cluster, so that nobody outside has it.
 * 1. One label: `web`. No top-level domain has an address.
 * 2. Up to `svc`, or with another domain behind it, a name of this cluster's: `web.shop.svc`, `web.shop.svc.old.corp`.
 * 3. A Service's name, with its namespace or without, or something below it or below a namespace: `web.shop`, `web-0.web`,
 *    `wbe.shop`.
 * 4. A Service's name in a namespace that has none: `web.shpo`; but `web.org` is a domain.
 *
 * Differs: a namespace may be called like a top-level domain, and then a stranger may answer for 3 and 4.
 */
export function isMeantForCluster({ shortNames }: DnsZone, name: string): boolean {
  const labels = name.split('.');
  const [first = '', second] = labels;
  if (second === undefined || labels.at(-1) === 'svc') return true;
  const svc = labels.indexOf('svc');
  if (svc > 0) return shortNames.has(labels.slice(0, svc).join('.'));
  if (shortNames.has(name) || shortNames.has(labels.slice(1).join('.'))) return true;
  return labels.length === 2 && shortNames.has(first) && !WELL_KNOWN.test(second);
}
