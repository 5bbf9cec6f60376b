// A Service in the words of `kubectl describe service`.
import { targetPortOf } from '../cluster/find-port.ts';
import { formatSelector, selectorFromMap } from '../model/labels.ts';
import type { Service, ServicePort } from '../model/objects.ts';
import { printable } from './printable.ts';

/** What a description needs besides the manifest. */
export interface ServiceFacts {
  readonly namespace: string;
  /** The Endpoints line of a port, already shortened. */
  endpointsOf(port: ServicePort, index: number): string;
}

/** A field's name and its value; further values go on under the first. */
type Line = readonly [string, ...(readonly string[])];

/**
 * The description, one field a line, as kubectl aligns it. What only the cluster knows is written `<cluster-ip>`,
 * `<node-port>`; events are left out.
 *
 * Source: kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go describeService, v1.36.
 */
export function describeService(service: Service, facts: ServiceFacts): string {
  return align([
    ['Name', service.ref.name ?? ''],
    ['Namespace', facts.namespace],
    ['Labels', ...mapLines(service.labels, '=')],
    ['Annotations', ...mapLines(service.annotations, ': ')],
    ['Selector', service.selector ? formatSelector(selectorFromMap(sorted(service.selector))) : '<none>'],
    ['Type', service.type],
    ...addressLines(service),
    ...service.ports.flatMap((port, index) => portLines(service, port, facts.endpointsOf(port, index))),
    ...policyLines(service),
  ]);
}

/** As a tab writer does: the longest name and two spaces. */
function align(lines: readonly Line[]): string {
  const width = Math.max(...lines.map(([name]) => name.length)) + 3;
  return lines
    .map(([name, ...values]) =>
      `${`${name}:`.padEnd(width)}${values.map(printable).join(`\n${' '.repeat(width)}`)}`.trimEnd(),
    )
    .join('\n');
}

/** A Service made of names has no addresses; of the others the cluster chooses those that the manifest leaves open. */
function addressLines(service: Service): readonly Line[] {
  const isExternal = service.type === 'ExternalName';
  const families = service.ipFamilies.length > 0 ? service.ipFamilies : ['IPv4'];
  const ip = service.clusterIP || service.clusterIPs[0] || '<cluster-ip>';
  const ips = service.clusterIPs.length > 0 ? service.clusterIPs : families.map(() => ip);
  const lines: Line[] = [];
  if (!isExternal) lines.push(['IP Family Policy', service.ipFamilyPolicy ?? 'SingleStack']);
  lines.push(['IP Families', isExternal ? '<none>' : families.join(',')]);
  lines.push(['IP', isExternal ? '' : ip], ['IPs', isExternal ? '<none>' : ips.join(',')]);
  if (service.externalIPs.length > 0) lines.push(['External IPs', service.externalIPs.join(',')]);
  if (service.loadBalancerIP) lines.push(['Desired LoadBalancer IP', service.loadBalancerIP]);
  if (service.externalName) lines.push(['External Name', service.externalName]);
  return lines;
}

/** The node port of a port; `<node-port>` for one that only the cluster knows, `undefined` when it has none. */
export function nodePortText(service: Service, { nodePort }: ServicePort): string | undefined {
  if (nodePort) return String(nodePort);
  const isChosen =
    service.type === 'NodePort' || (service.type === 'LoadBalancer' && service.allocatesNodePorts);
  return isChosen ? '<node-port>' : undefined;
}

function portLines(service: Service, port: ServicePort, endpoints: string): readonly Line[] {
  const name = port.name || '<unset>';
  const lines: Line[] = [
    ['Port', `${name}  ${port.port ?? 0}/${port.protocol}`],
    ['TargetPort', `${targetPortOf(port) ?? 0}/${port.protocol}`],
  ];
  const nodePort = nodePortText(service, port);
  if (nodePort !== undefined) lines.push(['NodePort', `${name}  ${nodePort}/${port.protocol}`]);
  return [...lines, ['Endpoints', endpoints]];
}

function policyLines(service: Service): readonly Line[] {
  const isExternal = service.type === 'ExternalName';
  const isReachedFromOutside =
    service.type === 'NodePort' ||
    service.type === 'LoadBalancer' ||
    (!isExternal && service.externalIPs.length > 0);
  const lines: Line[] = [['Session Affinity', service.sessionAffinity || 'None']];
  const external = service.externalTrafficPolicy || (isReachedFromOutside ? 'Cluster' : '');
  if (external && !isExternal) lines.push(['External Traffic Policy', external]);
  if (!isExternal) lines.push(['Internal Traffic Policy', service.internalTrafficPolicy || 'Cluster']);
  if (service.type === 'LoadBalancer' && external === 'Local') {
    lines.push(['HealthCheck NodePort', String(service.healthCheckNodePort || '<node-port>')]);
  }
  if (service.trafficDistribution) lines.push(['Traffic Distribution', service.trafficDistribution]);
  return lines;
}

function mapLines(map: Readonly<Record<string, string>>, joint: string): readonly string[] {
  const lines = Object.entries(sorted(map)).map(([key, value]) => `${key}${joint}${value}`);
  return lines.length === 0 ? ['<none>'] : lines;
}

function sorted(map: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
