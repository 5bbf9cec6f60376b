// A Service in the words of `kubectl describe service`.
import { targetPortOf } from '../cluster/find-port.ts';
import { formatSelector, selectorFromMap } from '../model/labels.ts';
import type { Service, ServicePort } from '../model/objects.ts';

/** What a description needs besides the manifest. */
export interface ServiceFacts {
  readonly namespace: string;
  /** The endpoints of each port, `address:port` or `pod:port`, in order. */
  readonly endpoints: readonly (readonly string[])[];
  /** How many endpoints a line lists before it says how many more there are. kubectl: 3. */
  readonly maxEndpoints: number;
}

const WIDTH = 26;

/**
 * The description, one field a line, as kubectl aligns it. What only the cluster knows is written `<cluster-ip>`,
 * `<node-port>`; events are left out.
 *
 * Source: kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go describeService, v1.36.
 */
export function describeService(service: Service, facts: ServiceFacts): string {
  const lines: (readonly [string, string] | undefined)[] = [
    ['Name', service.ref.name ?? '<unset>'],
    ['Namespace', facts.namespace],
    ['Labels', mapText(service.labels)],
    ['Annotations', mapText(service.annotations, ': ')],
    ['Selector', service.selector ? formatSelector(selectorFromMap(sorted(service.selector))) : '<none>'],
    ['Type', service.type],
    ...addressLines(service),
    ...service.ports.flatMap((port, index) => portLines(service, port, facts, index)),
    ['Session Affinity', service.sessionAffinity || 'None'],
    externalPolicyLine(service),
    service.type === 'ExternalName'
      ? undefined
      : ['Internal Traffic Policy', service.internalTrafficPolicy ?? 'Cluster'],
    service.trafficDistribution ? ['Traffic Distribution', service.trafficDistribution] : undefined,
  ];
  return lines.flatMap((line) => (line ? [field(...line)] : [])).join('\n');
}

function field(name: string, value: string): string {
  return `${`${name}:`.padEnd(WIDTH)}${value}`.trimEnd();
}

function addressLines(service: Service): (readonly [string, string])[] {
  if (service.type === 'ExternalName') return [['External Name', service.externalName ?? '']];
  const ip = service.clusterIP || service.clusterIPs[0] || '<cluster-ip>';
  const families = service.ipFamilies.length > 0 ? service.ipFamilies : ['IPv4'];
  const lines: (readonly [string, string])[] = [
    ['IP Family Policy', service.ipFamilyPolicy ?? 'SingleStack'],
    ['IP Families', families.join(',')],
    ['IP', ip],
    ['IPs', service.clusterIPs.length > 0 ? service.clusterIPs.join(',') : ip],
  ];
  if (service.externalIPs.length > 0) lines.push(['External IPs', service.externalIPs.join(',')]);
  if (service.loadBalancerIP) lines.push(['Desired LoadBalancer IP', service.loadBalancerIP]);
  return lines;
}

function portLines(
  service: Service,
  port: ServicePort,
  facts: ServiceFacts,
  index: number,
): (readonly [string, string])[] {
  const name = port.name || '<unset>';
  const lines: (readonly [string, string])[] = [
    ['Port', `${name}  ${port.port ?? '<unset>'}/${port.protocol}`],
    ['TargetPort', `${targetPortOf(port) ?? '<unset>'}/${port.protocol}`],
  ];
  if (service.type === 'NodePort' || service.type === 'LoadBalancer') {
    lines.push(['NodePort', `${name}  ${port.nodePort || '<node-port>'}/${port.protocol}`]);
  }
  return [...lines, ['Endpoints', endpointsText(facts.endpoints[index] ?? [], facts.maxEndpoints)]];
}

/** `a:80,b:80,c:80 + 2 more...`. */
function endpointsText(endpoints: readonly string[], max: number): string {
  const shown = endpoints.slice(0, max).join(',');
  return endpoints.length > max ? `${shown} + ${endpoints.length - max} more...` : shown;
}

function externalPolicyLine(service: Service): readonly [string, string] | undefined {
  const isExternal =
    service.type === 'NodePort' || service.type === 'LoadBalancer' || service.externalIPs.length > 0;
  return isExternal ? ['External Traffic Policy', service.externalTrafficPolicy ?? 'Cluster'] : undefined;
}

function mapText(map: Readonly<Record<string, string>>, joint = '='): string {
  const lines = Object.entries(sorted(map)).map(([key, value]) => `${key}${joint}${value}`);
  return lines.length === 0 ? '<none>' : lines.join(`\n${' '.repeat(WIDTH)}`);
}

function sorted(map: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
