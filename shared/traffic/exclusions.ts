// Which pods of a Service get nothing, and why.
import { familyOf } from '../cluster/ip-address.ts';
import type { PodOutcome, ServiceOutcome } from '../cluster/endpoints-of-service.ts';
import { countedAnswer } from '../dns/resolve.ts';
import type { ProxyServicePort } from '../proxy/service-port.ts';
import type { ExclusionReason, ProxyHop, ServiceHop } from './hop.ts';
import type { Route } from './route.ts';
import type { Exclusion } from './trace.ts';
import { serviceIn, type World } from './world.ts';

/** A Service port and what the routes to it come to. */
interface PortInUse {
  readonly port: ProxyServicePort;
  readonly routes: readonly Route[];
}

/** The pods and addresses of the Services on these routes that none of the routes uses, by Service, then in order. */
export function exclusionsOf(world: World, routes: readonly Route[]): readonly Exclusion[] {
  const leaves = routes.flatMap(leavesOf);
  const used = new Set(
    leaves.flatMap(({ next }) => (next.is === 'pick' ? next.arrivals.map(({ address }) => address) : [])),
  );
  const ports = new Map<string, { readonly port: ProxyServicePort; readonly routes: Route[] }>();
  for (const leaf of leaves) {
    const { servicePort } = leaf;
    if (!servicePort) continue;
    const known = ports.get(servicePort.id) ?? { port: servicePort, routes: [] };
    ports.set(servicePort.id, known);
    known.routes.push(leaf);
  }
  for (const { hops } of leaves) {
    const headless = hops.find((hop) => hop.kind === 'service' && hop.address === '' && !hop.isBypassed);
    if (headless?.kind === 'service') return headlessExclusions(world, headless, hops, used);
  }
  return [...ports.values()].flatMap((one) => ofPort(world, one, used));
}

/** The routes that load balancers and routers choose among. */
function leavesOf(route: Route): readonly Route[] {
  return route.next.is === 'split' ? route.next.routes.flatMap(leavesOf) : [route];
}

function ofPort(world: World, use: PortInUse, used: ReadonlySet<string>): readonly Exclusion[] {
  const { port } = use;
  const outcome = serviceIn(world, port.namespace, port.name);
  const listed = new Set<string>();
  const pods = (outcome?.pods ?? []).flatMap((pod): readonly Exclusion[] => {
    for (const ip of pod.pod.ips) listed.add(ip);
    if (pod.pod.ips.some((ip) => used.has(ip))) return [];
    return [{ ...placeOf(pod), ...(missingPort(pod, port) ?? { reason: reasonOf(pod, use) }) }];
  });
  const addresses = port.endpoints
    .filter(({ address }) => !listed.has(address) && !used.has(address))
    .map((endpoint): Exclusion => {
      const { target, nodeName, address, ready, terminating } = endpoint;
      const unready = terminating ? whyTerminating(endpoint, use) : 'not-ready';
      const reason = ready ? whyPassedOver(use) : unready;
      return { pod: target, namespace: port.namespace, node: nodeName, address, reason };
    });
  return [...pods, ...addresses];
}

/** Set for a pod that would be an endpoint but for its container ports. */
function missingPort(
  { reason, ports }: PodOutcome,
  { portName, protocol }: Pick<ProxyServicePort, 'portName' | 'protocol'>,
): Pick<Exclusion, 'reason' | 'portName'> | undefined {
  if (reason === 'terminal' || reason === 'no-ip') return undefined;
  const found = ports.find(
    ({ servicePort }) => (servicePort.name ?? '') === portName && servicePort.protocol === protocol,
  );
  if (!found?.found.missing) return undefined;
  const { targetPort } = found.servicePort;
  return { reason: found.found.missing, ...(typeof targetPort === 'string' ? { portName: targetPort } : {}) };
}

function reasonOf({ pod, reason, serving }: PodOutcome, use: PortInUse): ExclusionReason {
  if (reason === 'terminating') return whyTerminating({ serving }, use);
  if (reason) return reason;
  return pod.ips.some((ip) => familyOf(ip) === use.port.family) ? whyPassedOver(use) : 'other-family';
}

/** Why a terminating pod is not taken: ready ones are, or it is elsewhere, or it is of no use to anybody. */
function whyTerminating({ serving }: { readonly serving: boolean }, use: PortInUse): ExclusionReason {
  if (use.port.endpoints.some(({ ready }) => ready)) return 'terminating';
  return serving && proxiesOf(use).some(({ list }) => list === 'local') ? 'other-node' : 'no-longer-ready';
}

/** Why one that is ready and has the port is left out: nobody gets in, or a hint or a Local policy is against it. */
function whyPassedOver(use: PortInUse): ExclusionReason {
  const isKeptOut = use.routes.every(
    ({ next }) => next.is === 'end' && next.end.reason.code === 'source-range',
  );
  if (isKeptOut) return 'source-range';
  const isHinted = proxiesOf(use).some(
    ({ narrowedBy }) => narrowedBy === 'same-zone' || narrowedBy === 'same-node',
  );
  return isHinted ? 'other-zone' : 'other-node';
}

function proxiesOf({ routes }: PortInUse): readonly ProxyHop[] {
  return routes.flatMap(({ hops }) => hops.filter((hop) => hop.kind === 'proxy'));
}

function headlessExclusions(
  world: World,
  service: ServiceHop,
  hops: Route['hops'],
  used: ReadonlySet<string>,
): readonly Exclusion[] {
  const outcome = serviceIn(world, service.namespace, service.name);
  const isOnePod = !hasName(world, service, hops);
  return (outcome?.pods ?? []).flatMap((pod): readonly Exclusion[] => {
    if (pod.pod.ips.some((ip) => used.has(ip))) return [];
    if (isOnePod) return [{ ...placeOf(pod), reason: 'other-pod' }];
    const missing = missingPort(pod, service);
    return [{ ...placeOf(pod), ...(missing ?? { reason: unnamedReason(pod, outcome) }) }];
  });
}

/** Whether the client asked for the name of the Service, not for that of one of its pods. */
function hasName({ zone }: World, { namespace, name }: ServiceHop, hops: Route['hops']): boolean {
  const dns = hops.find((hop) => hop.kind === 'dns');
  const answered = dns?.kind === 'dns' ? countedAnswer(dns.tried)?.records.at(-1)?.name : undefined;
  return answered === `${name}.${namespace}.svc.${zone.clusterDomain}`.toLowerCase();
}

/** Why a pod's address is not among those of the headless name. */
function unnamedReason({ reason }: PodOutcome, outcome: ServiceOutcome | undefined): ExclusionReason {
  if (reason !== 'terminating') return reason ?? 'other-family';
  return outcome?.pods.some(({ ready }) => ready) ? 'terminating' : 'no-longer-ready';
}

function placeOf({ pod }: PodOutcome): Pick<Exclusion, 'pod' | 'namespace' | 'node' | 'address'> {
  return { pod: pod.name, namespace: pod.namespace, node: pod.node, address: pod.ips[0] };
}
