// A route: what meets every request of one client, up to the place where an endpoint is chosen.
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import { joinHostPort } from '../cluster/ip-address.ts';
import { asList, asMap, valueAt } from '../model/value.ts';
import type { ContainerPort } from '../model/objects.ts';
import type { ControllerTarget } from '../ingress/backend.ts';
import type { BalancerEndpoint, IpvsScheduler, ProxyMode } from '../proxy/balancer.ts';
import type { ProxyEndpoint } from '../proxy/proxy-endpoint.ts';
import type { ProxyServicePort } from '../proxy/service-port.ts';
import type { End, FieldRef, Hop, PodHop } from './hop.ts';
import type { PodRef } from './scenario.ts';
import { isPod } from './what-if.ts';
import type { World } from './world.ts';

/** What routes are made from, and what they share. */
export interface RouteContext {
  readonly world: World;
  readonly mode: ProxyMode;
  readonly scheduler: IpvsScheduler;
  /** Where Ingress controllers send to; `undefined` goes by annotations. */
  readonly controllerTarget: ControllerTarget | undefined;
  /** The arrivals for lists that several routes use. */
  readonly arrivals: WeakMap<readonly ProxyEndpoint[], readonly Arrival[]>;
}

/** An endpoint that may be chosen. */
export interface Arrival extends BalancerEndpoint {
  readonly hop: PodHop;
  /** Set when nothing answers there. */
  readonly end?: End;
}

/**
 * Who chooses among the arrivals.
 * `proxy`: kube-proxy's balancer. `dns`: the client picks one of the addresses, each alike. `controller`: an Ingress
 * controller takes turns.
 */
export interface Pick {
  readonly is: 'pick';
  readonly by: 'proxy' | 'dns' | 'controller';
  /** Routes with the same key share one balancer and what it remembers. */
  readonly balancer: string;
  readonly virtualAddress: string;
  readonly affinitySeconds: number | undefined;
  readonly arrivals: readonly Arrival[];
  /** The address that the chooser sees as the client's. */
  readonly clientAddress: string;
  /** Set when the request arrives and its answer does not. */
  readonly replyLost?: End;
}

/** What follows the hops of a route. */
export type Next =
  | Pick
  | { readonly is: 'end'; readonly end: End }
  /** A load balancer takes one of these nodes, each alike. */
  | { readonly is: 'split'; readonly routes: readonly Route[] }
  | { readonly is: 'outside'; readonly host: string; readonly port: number };

/** Hops that every request makes, and what comes then. */
export interface Route {
  readonly hops: readonly Hop[];
  readonly next: Next;
  /** The Service port that is meant, for saying which of its pods are left out. */
  readonly servicePort?: ProxyServicePort;
}

/** A route that ends here. */
export function ended(hops: readonly Hop[], end: End): Route {
  return { hops, next: { is: 'end', end } };
}

/** The arrivals at endpoints of a Service: its traffic is taken to find a listener on the targetPort. */
export function arrivalsAt(ctx: RouteContext, endpoints: readonly ProxyEndpoint[]): readonly Arrival[] {
  const known = ctx.arrivals.get(endpoints);
  if (known) return known;
  const arrivals = endpoints.map((endpoint) => arrivalAt(ctx.world, endpoint));
  ctx.arrivals.set(endpoints, arrivals);
  return arrivals;
}

function arrivalAt(world: World, endpoint: ProxyEndpoint): Arrival {
  const { address, port, key } = endpoint;
  const pod = endpoint.isPod ? (targetOf(world, endpoint) ?? podAt(world, address, port)) : undefined;
  return { key, address, port, hop: { ...podHop(pod, address, port), node: endpoint.nodeName } };
}

/** The pod at an endpoint's address that its slice names. */
function targetOf(
  { podsByIp }: World,
  { address, target, targetNamespace }: ProxyEndpoint,
): ClusterPod | undefined {
  const sharing = podsByIp.get(address) ?? [];
  return sharing.find(
    ({ name, namespace }) => name === target && (targetNamespace ?? namespace) === namespace,
  );
}

/**
 * The pod that a packet reaches. Of several on one host network it is
 * 1. the one that is known to listen on the port, `meant` before the others;
 * 2. else the one that is meant, or the first.
 */
function podAt(world: World, address: string, port: number, meant?: PodRef): ClusterPod | undefined {
  const sharing = world.podsByIp.get(address) ?? [];
  if (sharing.length < 2) return sharing[0];
  const own = sharing.filter((pod) => meant && isPod(pod, meant));
  const ranked = [...own, ...sharing];
  return ranked.find((pod) => listeningPorts(world, pod).includes(port)) ?? ranked[0];
}

/** Whether a pod at this address is known to listen on the port. */
export function isListening(world: World, address: string, port: number): boolean {
  return (world.podsByIp.get(address) ?? []).some((pod) => listeningPorts(world, pod).includes(port));
}

/**
 * The arrival at an address that the client dials itself, on its way to the pod that is `meant` if it has one in mind.
 * A pod that is known to listen on some ports listens on no others. `fixes` say what would help then.
 */
export function directArrival(
  world: World,
  address: string,
  port: number,
  fixes: readonly FieldRef[],
  meant?: PodRef,
): Arrival {
  const pod = podAt(world, address, port, meant);
  const hop = podHop(pod, address, port);
  const base = { key: joinHostPort(address, port), address, port, hop };
  const declared = pod ? listeningPorts(world, pod) : [];
  if (declared.length === 0 || declared.includes(port)) return base;
  return {
    ...base,
    end: {
      outcome: 'refused',
      reason: { code: 'not-listening', port, declared, isHeadless: fixes.length > 0 },
      fixes,
    },
  };
}

function podHop(pod: ClusterPod | undefined, address: string, port: number): PodHop {
  if (!pod) return { kind: 'pod', pod: address, node: undefined, address, port };
  const container = declaringContainer(pod, port);
  return {
    kind: 'pod',
    pod: pod.name,
    ref: { namespace: pod.namespace, name: pod.name },
    node: pod.node,
    address,
    port,
    ...(container?.container ? { container: container.container } : {}),
    ...(container?.port.name ? { portName: container.port.name } : {}),
  };
}

function declaringContainer(
  { template }: ClusterPod,
  port: number,
): { readonly container: string | undefined; readonly port: ContainerPort } | undefined {
  for (const container of [...template.containers, ...template.initContainers]) {
    const found = container.ports.find(({ containerPort }) => containerPort === port);
    if (found) return { container: container.name, port: found };
  }
  return undefined;
}

/**
 * The ports that a pod is known to listen on: those its containers declare or probe, and those that Services send to.
 * Differs: declaring a port is a note to the reader and opens nothing; an undeclared one may be open all the same.
 */
function listeningPorts({ state }: World, pod: ClusterPod): readonly number[] {
  const { template, source } = pod;
  const declared = [...template.containers, ...template.initContainers].flatMap(({ ports }) =>
    ports.flatMap(({ containerPort }) => containerPort ?? []),
  );
  const containers = asList(valueAt(source.raw, [...source.template.path, 'spec', 'containers'])).map(asMap);
  const probed = containers.flatMap((container) =>
    ['readinessProbe', 'livenessProbe', 'startupProbe'].flatMap((probe) =>
      ['httpGet', 'tcpSocket', 'grpc'].flatMap((kind) => {
        const port = valueAt(container[probe], [kind, 'port']);
        return typeof port === 'number' ? [port] : [];
      }),
    ),
  );
  const served = state.services.flatMap(({ pods, service }) =>
    service.clusterIP === 'None'
      ? []
      : pods
          .filter((outcome) => outcome.pod === pod)
          .flatMap(({ ports }) => ports.flatMap(({ found }) => found.number ?? [])),
  );
  return [...new Set([...declared, ...probed, ...served])].sort((a, b) => a - b);
}
