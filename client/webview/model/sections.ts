// What the cluster would say of the Service, in kubectl's and kube-proxy's words: texts to read and to copy.
import { SERVICE_NAME_LABEL } from '../../../shared/cluster/api-objects.ts';
import { keyOf, nameOf } from '../../../shared/cluster/cluster-names.ts';
import type { ClusterState } from '../../../shared/cluster/settle.ts';
import { shortNames } from '../../../shared/dns/resolve.ts';
import {
  serviceVariables,
  type ServiceVariable,
  type VariablePod,
} from '../../../shared/env/service-variables.ts';
import { readObject } from '../../../shared/model/read-object.ts';
import type { IpvsScheduler, ProxyMode } from '../../../shared/proxy/balancer.ts';
import { iptablesRulesOf } from '../../../shared/proxy/iptables-rules.ts';
import { ipvsServersOf } from '../../../shared/proxy/ipvs-servers.ts';
import { nftRulesOf } from '../../../shared/proxy/nftables-rules.ts';
import { networkOf } from '../../../shared/proxy/proxy-network.ts';
import { describeService } from '../../../shared/render/describe-service.ts';
import { endpointsOfPort } from '../../../shared/render/endpoint-lists.ts';
import { getColumns, type GetKind } from '../../../shared/render/get-tables.ts';
import { formatIptables } from '../../../shared/render/proxy-iptables.ts';
import { formatIpvs } from '../../../shared/render/proxy-ipvs.ts';
import { formatNftables } from '../../../shared/render/proxy-nftables.ts';
import type { World } from '../../../shared/traffic/world.ts';
import type { ReadScene } from './scene.ts';
import { dnsRecordsOf } from './simulate.ts';

/** A text with what one would type to get it. */
export interface Section {
  readonly command: string;
  readonly text: string;
}

/** The last line of a description, in the columns of `describeService`. */
const NO_EVENTS = 'Events:                   <none>';

/** `kubectl describe` and `kubectl get` of the Service's endpoints. */
export function endpointSections({ scene, service }: ReadScene, { state }: World): readonly Section[] {
  const { namespace } = scene;
  const name = nameOf(service);
  const outcome = state.services.find((one) => one.namespace === namespace && nameOf(one.service) === name);
  const slices = state.endpointSlices.filter(
    ({ metadata }) => metadata.namespace === namespace && metadata.labels?.[SERVICE_NAME_LABEL] === name,
  );
  const own: ClusterState = {
    ...state,
    services: outcome ? [outcome] : [],
    endpoints: state.endpoints.filter(
      ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
    ),
    endpointSlices: slices,
  };
  const description = describeService(outcome?.service ?? service, {
    namespace,
    endpointsOf: (port) => endpointsOfPort(slices, port.name ?? ''),
  });
  const flag = `-n ${namespace}`;
  return [
    { command: `kubectl ${flag} describe service ${name}`, text: `${description}\n${NO_EVENTS}` },
    { command: `kubectl ${flag} get endpoints ${name}`, text: getTable('endpoints', own) },
    {
      command: `kubectl ${flag} get endpointslices -l ${SERVICE_NAME_LABEL}=${name}`,
      text: getTable('endpointslices', own),
    },
  ];
}

function getTable(kind: GetKind, state: ClusterState): string {
  const { header, rows } = getColumns(kind, state);
  return rows.length === 0 ? '<none>' : alignColumns([header, ...rows.map(({ cells }) => cells)]);
}

/** Columns three spaces apart, as kubectl prints them. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd((widths[index] ?? 0) + 3))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

/** The names that a client may use, then every record. `from` is the client's namespace. */
export function dnsSections(read: ReadScene, world: World): readonly Section[] {
  const { scene, service, clusterDomain } = read;
  const name = nameOf(service);
  const records = dnsRecordsOf(read, world);
  const names = shortNames(scene.namespace, name, scene.namespace, clusterDomain);
  const rows = records.map((record) => [record.name, record.type, record.value]);
  return [
    { command: '', text: names.join('\n') },
    {
      command: `dig ${name}.${scene.namespace}.svc.${clusterDomain}`,
      text: rows.length === 0 ? 'NXDOMAIN' : alignColumns([['NAME', 'TYPE', 'VALUE'], ...rows]),
    },
  ];
}

/** The variables of a pod of the namespace: of the Service's own first pod, or of any that says nothing. */
export function environmentOf(
  { scene, service }: ReadScene,
  world: World,
): { readonly pod: string; readonly variables: readonly ServiceVariable[] } {
  const { namespace } = scene;
  const own = world.state.services.find(
    (one) => one.namespace === namespace && nameOf(one.service) === nameOf(service),
  )?.pods[0]?.pod;
  const pod: VariablePod | undefined = own ?? anyPod(namespace);
  const clusterIPsOf = (ns: string, name: string): readonly string[] =>
    world.addresses.get(keyOf(ns, name))?.clusterIPs ?? [];
  const variables = pod
    ? serviceVariables(pod, pod.source.template.containers[0], world.state.services, { clusterIPsOf })
    : [];
  return { pod: own?.name ?? '', variables };
}

function anyPod(namespace: string): VariablePod | undefined {
  const source = readObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'client', namespace },
    spec: {},
  });
  return source?.is === 'Pod' ? { namespace, source } : undefined;
}

/** The rules that kube-proxy writes on a node for the scene's Services; `undefined` for a mode that writes none. */
export function ruleSection(
  { options, portsOn }: World,
  { mode, scheduler }: { readonly mode: ProxyMode; readonly scheduler: IpvsScheduler },
  nodeName: string,
): Section | undefined {
  const node = options.nodes.find(({ name }) => name === nodeName) ?? options.nodes[0];
  const family = options.ipFamilies.includes('IPv4') ? 'IPv4' : 'IPv6';
  if (!node) return undefined;
  const ports = portsOn(node, family);
  const network = networkOf(node, family);
  switch (mode) {
    case 'iptables':
      return { command: 'iptables-save', text: formatIptables(iptablesRulesOf(ports, network)) };
    case 'nftables':
      return {
        command: `nft list table ${family === 'IPv4' ? 'ip' : 'ip6'} kube-proxy`,
        text: formatNftables(nftRulesOf(ports, network)),
      };
    case 'ipvs':
      return {
        command: 'ipvsadm -Ln',
        text: formatIpvs(ipvsServersOf(ports, network, scheduler)),
      };
    case 'userspace':
      return undefined;
  }
}
