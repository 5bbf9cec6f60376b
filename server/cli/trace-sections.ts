// What `kubereach trace --show` adds: names of the Service in the DNS, variables in the client's containers.
import { keyOf } from '../../shared/cluster/cluster-names.ts';
import type { DnsRecord } from '../../shared/dns/dns-record.ts';
import { recordsOf } from '../../shared/dns/resolve.ts';
import {
  serviceVariables,
  type ServiceVariable,
  type VariablePod,
} from '../../shared/env/service-variables.ts';
import { readObject } from '../../shared/model/read-object.ts';
import type { Scenario } from '../../shared/traffic/scenario.ts';
import type { Trace } from '../../shared/traffic/trace.ts';
import type { World } from '../../shared/traffic/world.ts';
import { table } from './table.ts';

/** The sections that can be asked for. */
export const SECTIONS = ['dns', 'env'] as const;

/** One of them. */
export type SectionName = (typeof SECTIONS)[number];

/** Those that were asked for. */
export interface Sections {
  /** Every record of the Services that the trace met. */
  readonly dns?: readonly DnsRecord[];
  /** Of the first container of the first client, when that is a pod. */
  readonly env?: readonly ServiceVariable[];
}

/** Beyond this many rows the rest is counted. */
const MAX_ROWS = 40;

/** Collects the sections. */
export function sectionsOf(
  names: readonly SectionName[],
  world: World,
  scenario: Scenario,
  trace: Trace,
): Sections {
  return {
    ...(names.includes('dns') ? { dns: dnsRecords(world, trace) } : {}),
    ...(names.includes('env') ? { env: variables(world, scenario) } : {}),
  };
}

function dnsRecords({ zone }: World, { hops }: Trace): readonly DnsRecord[] {
  const services = new Map<string, { readonly namespace: string; readonly name: string }>();
  for (const hop of hops) {
    const met =
      hop.kind === 'service'
        ? [hop]
        : hop.kind === 'dns'
          ? hop.tried.flatMap(({ records }) => records.map(({ service }) => service))
          : [];
    for (const { namespace, name } of met) services.set(keyOf(namespace, name), { namespace, name });
  }
  return [...services.values()].flatMap(({ namespace, name }) => recordsOf(zone, namespace, name));
}

function variables(world: World, { clients: [client] }: Scenario): readonly ServiceVariable[] {
  const pod = client && podOf(world, client.place);
  if (!pod) return [];
  const clusterIPsOf = (namespace: string, name: string): readonly string[] =>
    world.addresses.get(keyOf(namespace, name))?.clusterIPs ?? [];
  return serviceVariables(pod, pod.source.template.containers[0], world.state.services, { clusterIPsOf });
}

function podOf(world: World, place: Scenario['clients'][number]['place']): VariablePod | undefined {
  if (place.kind === 'pod') {
    return world.state.pods.find(
      ({ name, namespace }) => name === place.name && namespace === place.namespace,
    );
  }
  if (place.kind !== 'any-pod') return undefined;
  const { namespace } = place;
  const source = readObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'client', namespace },
    spec: {},
  });
  return source?.is === 'Pod' ? { namespace, source } : undefined;
}

/** The sections as tables, each with a line between it and what comes before. */
export function sectionTables({ dns, env }: Sections): readonly string[] {
  const tables: string[] = [];
  if (dns) {
    const rows = dns.map(({ name, type, value }) => [name, type, value]);
    tables.push(capped(['NAME', 'TYPE', 'VALUE'], rows));
  }
  if (env) {
    const rows = env.map(({ name, value, hiddenBy }) => [
      `${name}=${value}`,
      hiddenBy === 'container'
        ? 'the container sets its own'
        : hiddenBy
          ? 'two Services make it: either wins'
          : '',
    ]);
    tables.push(capped(['VARIABLE', ''], rows));
  }
  return tables;
}

function capped(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const more = rows.length > MAX_ROWS ? [[`${rows.length - MAX_ROWS} more`, '', '']] : [];
  return table([header, ...rows.slice(0, MAX_ROWS), ...more]);
}
