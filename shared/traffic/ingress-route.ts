// Routes through an Ingress controller.
import { nameOf, namespaceOf } from '../cluster/cluster-names.ts';
import { familiesOf, isHeadless } from '../cluster/service-families.ts';
import { backendPortOf, controllerTargetOf, type BackendPort } from '../ingress/backend.ts';
import {
  routeRequest,
  type HttpRequest,
  type Route as IngressRule,
  type RouteResult,
} from '../ingress/route.ts';
import type { FieldPath } from '../model/field-path.ts';
import type { Ingress, IpFamily } from '../model/objects.ts';
import { portsInSlices, type ProxyServicePort } from '../proxy/service-port.ts';
import { serviceHop } from './at-node.ts';
import type { ClientView } from './client-view.ts';
import { ingressField, fixNoEndpoints } from './fixes.ts';
import type { End, EndReason, RouteHop } from './hop.ts';
import { routeToName } from './name-route.ts';
import { arrivalsAt, ended, type Route, type RouteContext } from './route.ts';
import { toAddress } from './to-address.ts';
import { clusterResolver } from '../dns/resolver.ts';
import type { World } from './world.ts';

/**
 * The route of an HTTP request that the Ingress controller receives. It runs nowhere in the files; it is taken to be one
 * pod on the first node, which every client can reach. A Service without a cluster IP is reached by its endpoints, whatever
 * the annotations say.
 *
 * Source: ingress-nginx internal/ingress/controller/controller.go createUpstreams, getServiceClusterEndpoint, v1.4.
 */
export function throughIngress(ctx: RouteContext, client: ClientView, request: HttpRequest): Route {
  const { world } = ctx;
  const result = routeRequest(world.ingresses, request);
  if (result.kind === 'not-found') {
    const hop = ingressHop(ctx, request, result, 'endpoints');
    const reason: EndReason = { code: 'no-rule', why: result.why, ...request };
    return ended([hop], { outcome: 'refused', httpStatus: 404, reason, fixes: fixNoRule(world, result.why) });
  }
  const { ingress, backend } = result.route;
  const namespace = namespaceOf(ingress, world.options);
  const found = backendPortOf(backend, namespace, world.state.services);
  const hasNoIP = found.outcome !== undefined && isHeadless(found.outcome.service);
  const target = hasNoIP ? 'endpoints' : (ctx.controllerTarget ?? controllerTargetOf(ingress));
  const hop = ingressHop(ctx, request, result, target);
  if (found.fault !== undefined) return ended([hop], badBackend(result.route, found, namespace));
  const { service } = found.outcome;
  const controller = controllerOf(world, client);
  const number = found.port.port ?? 0;
  if (service.type === 'ExternalName') {
    return behind(
      hop,
      routeToName(ctx, { ...controller, namespace }, `${nameOf(service)}.${namespace}`, number),
    );
  }
  const port = servicePortOf(world, found);
  if (!port) return ended([hop], badBackend(result.route, { fault: 'no-port' }, namespace));
  if (target === 'service') {
    return toAddress(ctx, controller, { address: port.clusterIP, port: number, protocol: port.protocol }, [
      hop,
    ]);
  }
  return toEndpoints(ctx, port, client, hop);
}

type FoundBackend = Extract<BackendPort, { readonly fault?: undefined }>;

/** The port with its endpoints in the Service's first family: those of the slices where kube-proxy knows nothing of it. */
function servicePortOf(
  { options, portsOn, state, addresses }: World,
  { outcome, port: { name = '' } }: FoundBackend,
): ProxyServicePort | undefined {
  const [node] = options.nodes;
  if (!node) return undefined;
  const { service, namespace } = outcome;
  const [family = 'IPv4'] = familiesOf(service, options);
  const isMeant = (one: ProxyServicePort): boolean =>
    one.namespace === namespace && one.name === nameOf(service) && one.portName === name;
  return (
    portsOn(node, family).find(isMeant) ??
    portsInSlices(state, outcome, { node, family, addresses }).find(isMeant)
  );
}

function behind(hop: RouteHop, route: Route): Route {
  return { ...route, hops: [hop, ...route.hops] };
}

/**
 * Ready endpoints of the whole cluster, in turn: neither policies nor affinity of the Service count. Their port is the one in
 * the slices, for a headless Service too.
 *
 * Source: ingress-nginx internal/ingress/controller/endpointslices.go getEndpointsFromSlices, v1.4.
 */
function toEndpoints(ctx: RouteContext, port: ProxyServicePort, client: ClientView, hop: RouteHop): Route {
  const service = { ...serviceHop(port, port.clusterIP), isBypassed: true };
  const ready = port.endpoints.filter((endpoint) => endpoint.ready);
  if (ready.length === 0) {
    const reason: EndReason = { code: 'no-endpoints', nExcluded: port.endpoints.length };
    const end: End = { outcome: 'refused', httpStatus: 503, reason, fixes: fixNoEndpoints(port) };
    return { ...ended([hop, service], end), servicePort: port };
  }
  return {
    hops: [hop, service],
    servicePort: port,
    next: {
      is: 'pick',
      by: 'controller',
      balancer: `controller ${port.id}/${port.protocol}`,
      virtualAddress: port.clusterIP,
      affinitySeconds: undefined,
      arrivals: arrivalsAt(ctx, ready),
      clientAddress: client.addresses[0] ?? '',
    },
  };
}

/** The last address but one of the first node's pods; the last is that of a client. */
const CONTROLLER_ADDRESS: Readonly<Record<IpFamily, string>> = {
  IPv4: '10.244.1.253',
  IPv6: 'fd00:10:244:1::fffd',
};

function controllerOf(world: World, client: ClientView): ClientView {
  const [node] = world.options.nodes;
  const { namespace } = world.options;
  if (!node) return client;
  const place = { kind: 'any-pod', namespace, node: node.name } as const;
  const resolver = clusterResolver(namespace, world.zone.clusterDomain);
  const addresses = world.options.ipFamilies.map((family) => CONTROLLER_ADDRESS[family]);
  return { place, addresses, node, isPod: true, resolver, namespace };
}

function ingressHop(
  { world }: RouteContext,
  request: HttpRequest,
  result: RouteResult,
  target: Extract<RouteHop, { via: 'ingress' }>['target'],
): RouteHop {
  const base = { kind: 'route', via: 'ingress', ...request, target } as const;
  if (result.kind === 'not-found') return { ...base, isDefault: false, beaten: [] };
  const { ingress, backend } = result.route;
  const { host = '', httpPath = '/', pathType = 'ImplementationSpecific' } = backend;
  return {
    ...base,
    ingress: { namespace: namespaceOf(ingress, world.options), name: nameOf(ingress) },
    ...(result.kind === 'rule' ? { rule: { host, path: httpPath, pathType } } : {}),
    isDefault: result.kind === 'default-backend',
    field: backend.path,
    beaten: (result.kind === 'rule' ? result.beaten : []).map((one) => ({
      by: one.by,
      ingress: nameOf(one.ingress),
      host: one.backend.host ?? '',
      path: one.backend.httpPath ?? '/',
      service: one.backend.serviceName ?? '',
    })),
  };
}

function badBackend(
  { ingress, backend }: IngressRule,
  { fault }: { readonly fault: Extract<EndReason, { code: 'bad-backend' }>['fault'] },
  namespace: string,
): End {
  const { serviceName = '', servicePort } = backend;
  const part: FieldPath = fault === 'no-port' ? ['service', 'port'] : ['service', 'name'];
  return {
    outcome: 'refused',
    httpStatus: 503,
    reason: { code: 'bad-backend', fault, service: serviceName, port: servicePort },
    fixes: [ingressField(ingress, namespace, [...backend.path, ...part])],
  };
}

function fixNoRule(world: World, why: Extract<EndReason, { code: 'no-rule' }>['why']): End['fixes'] {
  const [ingress]: readonly Ingress[] = world.ingresses;
  if (!ingress || why === 'no-ingress') return [];
  const namespace = namespaceOf(ingress, world.options);
  return [
    ingressField(ingress, namespace, ['spec', 'rules']),
    ingressField(ingress, namespace, ['spec', 'defaultBackend']),
  ];
}
