// Which pods of a Service get nothing, and why.
import { keyOf, nameOf } from '../cluster/cluster-names.ts';
import { familyOf } from '../cluster/ip-address.ts';
import type { PodOutcome } from '../cluster/endpoints-of-service.ts';
import type { ProxyServicePort } from '../proxy/service-port.ts';
import type { ExclusionReason } from './hop.ts';
import type { Route } from './route.ts';
import type { Exclusion } from './trace.ts';
import type { World } from './world.ts';

/** The pods and addresses of the Services on these routes that none of the routes uses, by Service, then in order. */
export function exclusionsOf(world: World, routes: readonly Route[]): readonly Exclusion[] {
  const leaves = routes.flatMap(leavesOf);
  const used = new Set(
    leaves.flatMap(({ next }) => (next.is === 'pick' ? next.arrivals.map(({ address }) => address) : [])),
  );
  const ports = new Map<string, ProxyServicePort>();
  for (const { servicePort } of leaves) {
    if (servicePort && !ports.has(servicePort.id)) ports.set(servicePort.id, servicePort);
  }
  for (const hop of leaves.flatMap(({ hops }) => hops)) {
    if (hop.kind !== 'service' || ports.has(keyOf(hop.namespace, hop.name))) continue;
    if (hop.address === '') return headlessExclusions(world, hop, used);
  }
  return [...ports.values()].flatMap((port) => ofPort(world, port, used));
}

function leavesOf(route: Route): readonly Route[] {
  return route.next.is === 'split' ? [route, ...route.next.routes.flatMap(leavesOf)] : [route];
}

function ofPort(world: World, port: ProxyServicePort, used: ReadonlySet<string>): readonly Exclusion[] {
  const outcome = world.state.services.find(
    ({ service, namespace }) => namespace === port.namespace && nameOf(service) === port.name,
  );
  const listed = new Set<string>();
  const pods = (outcome?.pods ?? []).flatMap((pod): readonly Exclusion[] => {
    for (const ip of pod.pod.ips) listed.add(ip);
    if (pod.pod.ips.some((ip) => used.has(ip))) return [];
    const missing = pod.ports.find(
      ({ servicePort }) =>
        (servicePort.name ?? '') === port.portName && servicePort.protocol === port.protocol,
    );
    const reason = reasonOf(pod, port, missing?.found.missing);
    const portName = missing?.found.missing ? missing.servicePort.targetPort : undefined;
    return [{ ...placeOf(pod), reason, ...(typeof portName === 'string' ? { portName } : {}) }];
  });
  const addresses = port.endpoints
    .filter(({ address }) => !listed.has(address) && !used.has(address))
    .map((endpoint): Exclusion => {
      const { target, nodeName, address, ready, terminating } = endpoint;
      const reason: ExclusionReason = ready ? 'other-node' : terminating ? 'terminating' : 'not-ready';
      return { pod: target, namespace: port.namespace, node: nodeName, address, reason };
    });
  return [...pods, ...addresses];
}

function reasonOf(
  { pod, reason }: PodOutcome,
  port: ProxyServicePort,
  missing: ExclusionReason | undefined,
): ExclusionReason {
  if (reason === 'terminal' || reason === 'no-ip') return reason;
  if (missing) return missing;
  if (reason) return reason;
  if (!pod.ips.some((ip) => familyOf(ip) === port.family)) return 'other-family';
  // Ready, with the port, and left out: a Local policy or a hint did it.
  return port.categories.cluster?.some(({ address }) => pod.ips.includes(address)) || port.categories.local
    ? 'other-node'
    : 'other-zone';
}

function headlessExclusions(
  world: World,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  used: ReadonlySet<string>,
): readonly Exclusion[] {
  const outcome = world.state.services.find(
    (one) => one.namespace === namespace && nameOf(one.service) === name,
  );
  return (outcome?.pods ?? []).flatMap((pod) => {
    if (pod.pod.ips.some((ip) => used.has(ip))) return [];
    return [{ ...placeOf(pod), reason: pod.reason ?? 'no-named-port' }];
  });
}

function placeOf({ pod }: PodOutcome): Pick<Exclusion, 'pod' | 'namespace' | 'node' | 'address'> {
  return { pod: pod.name, namespace: pod.namespace, node: pod.node, address: pod.ips[0] };
}
