// Draws the picture of what is reached: every way to every port in question is followed, then put together.
import { keyOf, nameOf, namespaceOf } from '../cluster/cluster-names.ts';
import type { ServiceOutcome } from '../cluster/endpoints-of-service.ts';
import { targetPortOf } from '../cluster/find-port.ts';
import { isHeadless } from '../cluster/service-families.ts';
import type { Ingress } from '../model/objects.ts';
import type { ControllerTarget } from '../ingress/backend.ts';
import type { IpvsScheduler, ProxyMode } from '../proxy/balancer.ts';
import type { RouteContext } from '../traffic/route.ts';
import type { ScenarioClient } from '../traffic/scenario.ts';
import { serviceIn, type World } from '../traffic/world.ts';
import { GraphDraft } from './reach-draft.ts';
import type { PortRow, ReachGraph, ReachReason, ReachSubject, ServiceCard } from './reach-graph.ts';
import { ingressWays, type IngressWay } from './reach-ingress-ways.ts';
import { nearPods, unclaimedPods } from './reach-near.ts';
import { targetsOf } from './reach-targets.ts';
import { OUTSIDE, portsOf, waysTo, type Way } from './reach-ways.ts';

/** How the picture is looked at. */
export interface ReachView {
  readonly mode: ProxyMode;
  readonly scheduler: IpvsScheduler;
  /** Where Ingress controllers send to; absent goes by annotations. */
  readonly controllerTarget?: ControllerTarget;
  /** Who asks; absent for pods inside and, where a Service has a way in, anyone outside. */
  readonly clients?: readonly ScenarioClient[];
}

/** kube-proxy as it is unless told otherwise. */
export const DEFAULT_VIEW: ReachView = { mode: 'iptables', scheduler: 'rr' };

/**
 * The picture of a subject in a world. One that does not exist gives an empty picture.
 * The order is that of namespaces and names, then of ports in their Service: the same however the objects came.
 */
export function reachGraph(world: World, subject: ReachSubject, view: ReachView = DEFAULT_VIEW): ReachGraph {
  const { mode, scheduler, controllerTarget } = view;
  const ctx: RouteContext = { world, mode, scheduler, controllerTarget, arrivals: new WeakMap() };
  const draft = new GraphDraft(world.state.pods);
  const services = servicesOf(world, subject);
  const shown: ReadonlySet<ServiceOutcome | undefined> = new Set(services);
  const ingress = isAskedFromOutside(view)
    ? ingressesOf(world, subject).flatMap((one) => ingressWays(ctx, one))
    : [];
  const rules =
    subject.kind === 'service' ? ingress.filter((way) => shown.has(targetService(world, way))) : ingress;
  // In the order of the rules, whichever Service each leads to.
  for (const way of rules) draft.addEntry(way);
  const ofIngress = groupByService(world, rules);
  const unclaimed = unclaimedPods(world.state);
  for (const outcome of services) {
    const own = subject.kind === 'ingress' ? [] : waysTo(ctx, outcome, view.clients);
    addService(draft, world, outcome, [...own, ...(ofIngress.get(outcome) ?? [])]);
    if (subject.kind === 'ingress') continue;
    for (const near of nearPods(outcome, world.state, unclaimed)) draft.addNear(serviceKey(outcome), near);
  }
  for (const way of rules) if (way.portIndex < 0) addBrokenRule(draft, world, way);
  return draft.toGraph(subject);
}

/** The API server's own Service is in every cluster, and in nobody's files. */
function isOwnService({ service, namespace }: ServiceOutcome): boolean {
  return namespace === 'default' && nameOf(service) === 'kubernetes';
}

function servicesOf(world: World, subject: ReachSubject): readonly ServiceOutcome[] {
  const { services } = world.state;
  switch (subject.kind) {
    case 'all':
      return services.filter((outcome) => !isOwnService(outcome));
    case 'namespace':
      return services.filter((one) => one.namespace === subject.namespace && !isOwnService(one));
    case 'service':
      return services.filter(
        (one) => one.namespace === subject.namespace && nameOf(one.service) === subject.name,
      );
    case 'ingress': {
      const names = new Set(
        ingressesOf(world, subject).flatMap(({ backends }) => backends.map(({ serviceName }) => serviceName)),
      );
      return services.filter((one) => one.namespace === subject.namespace && names.has(nameOf(one.service)));
    }
  }
}

/** Those of the subject; for a Service all that may lead to it. */
function ingressesOf({ ingresses, options }: World, subject: ReachSubject): readonly Ingress[] {
  if (subject.kind === 'all') return ingresses;
  return ingresses.filter(
    (ingress) =>
      namespaceOf(ingress, options) === subject.namespace &&
      (subject.kind !== 'ingress' || nameOf(ingress) === subject.name),
  );
}

function isAskedFromOutside({ clients = [OUTSIDE] }: ReachView): boolean {
  return clients.some(({ place }) => place.kind === 'external');
}

function targetService(world: World, { namespace, serviceName }: IngressWay): ServiceOutcome | undefined {
  return serviceIn(world, namespace, serviceName);
}

function groupByService(
  world: World,
  ways: readonly IngressWay[],
): ReadonlyMap<ServiceOutcome, readonly IngressWay[]> {
  const groups = new Map<ServiceOutcome, IngressWay[]>();
  for (const way of ways) {
    const outcome = way.portIndex < 0 ? undefined : targetService(world, way);
    if (outcome) groups.set(outcome, [...(groups.get(outcome) ?? []), way]);
  }
  return groups;
}

function serviceKey({ service, namespace }: ServiceOutcome): string {
  return `service/${keyOf(namespace, nameOf(service))}`;
}

/** A Service with those of its ports that some way leads to. */
function addService(
  draft: GraphDraft,
  world: World,
  outcome: ServiceOutcome,
  ways: readonly (Way | IngressWay)[],
): void {
  const key = serviceKey(outcome);
  const rows: PortRow[] = [];
  for (const { index, port } of portsOf(outcome)) {
    const here = ways.filter(({ portIndex }) => portIndex === index);
    if (here.length === 0) continue;
    const rowKey = `${key}/port${index}`;
    for (const way of here) draft.addWay(way, rowKey, 'beaten' in way ? way.beaten : undefined);
    const open = here.filter((way) => !('beaten' in way));
    const targets = targetsOf(world, { outcome, port, index, ways: open }, draft.pods);
    for (const target of targets) draft.addTarget(rowKey, target);
    const end = here.find(({ shares }) => shares.end)?.shares.end;
    const reason: ReachReason | undefined = end ? { is: 'end', end } : targets[0]?.reason;
    const isReached = targets.some(({ share }) => share > 0);
    rows.push({
      ...portRow(world, outcome, index),
      key: rowKey,
      ...(isReached || !reason ? {} : { reason }),
    });
  }
  draft.addService({ ...serviceCard(outcome), key, rows });
}

function portRow(world: World, outcome: ServiceOutcome, index: number): Omit<PortRow, 'key'> {
  const { service, namespace, origin } = outcome;
  const port = service.ports[index];
  const given = world.addresses.get(keyOf(namespace, nameOf(service)));
  const target = port && targetPortOf(port);
  const isTranslated = origin !== 'external-name' && !isHeadless(service);
  return {
    index,
    name: port?.name ?? '',
    port: port?.port ?? 0,
    protocol: port?.protocol ?? 'TCP',
    targetPort: isTranslated && target !== undefined ? String(target) : '',
    nodePort: given?.nodePorts[index] ?? 0,
  };
}

function serviceCard({ service, namespace }: ServiceOutcome): Omit<ServiceCard, 'key' | 'rows'> {
  const type = isHeadless(service) && service.type === 'ClusterIP' ? 'Headless' : service.type;
  return { namespace, name: nameOf(service), type, selector: service.selector, exists: true };
}

/** A backend without Service, or without such a port: a card, or a row, for what is not there. */
function addBrokenRule(draft: GraphDraft, world: World, way: IngressWay): void {
  const { namespace, serviceName, servicePort, shares } = way;
  const outcome = targetService(world, way);
  const key = `service/${keyOf(namespace, serviceName)}`;
  const rowKey = `${key}/?${servicePort}`;
  const { end } = shares;
  const row: PortRow = {
    key: rowKey,
    index: -1,
    name: /^\d+$/.test(servicePort) ? '' : servicePort,
    port: /^\d+$/.test(servicePort) ? Number(servicePort) : 0,
    protocol: 'TCP',
    targetPort: '',
    nodePort: 0,
    ...(end ? { reason: { is: 'end', end } } : {}),
  };
  const base = outcome
    ? serviceCard(outcome)
    : { namespace, name: serviceName, type: '', selector: undefined, exists: false };
  draft.addWay(way, rowKey, way.beaten);
  draft.addService({ ...base, key, rows: [row] });
}
