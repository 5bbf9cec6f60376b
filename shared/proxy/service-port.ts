// Service ports as kube-proxy sees them on one node: one per port and address family, with everything its rules need.
import { SERVICE_NAME_LABEL, type EndpointSliceObject } from '../cluster/api-objects.ts';
import { keyOf, nameOf } from '../cluster/cluster-names.ts';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import type { ServiceOutcome } from '../cluster/endpoints-of-service.ts';
import { familyOf } from '../cluster/ip-address.ts';
import { assignAddresses, type ServiceAddresses } from '../cluster/service-addresses.ts';
import type { ClusterState } from '../cluster/settle.ts';
import type { IpFamily, Protocol, Service, ServicePort } from '../model/objects.ts';
import { asInteger, asList, asMap, asString, valueAt } from '../model/value.ts';
import { addressesOf, networksOf } from './address-family.ts';
import {
  categorizeEndpoints,
  type EndpointCategories,
  type TrafficPolicies,
} from './categorize-endpoints.ts';
import { endpointsOfPort, type ProxyEndpoint, type ProxyNode } from './proxy-endpoint.ts';

/** One port of one Service in one address family, as seen from one node. */
export interface ProxyServicePort extends TrafficPolicies {
  readonly namespace: string;
  readonly name: string;
  /** Empty for an unnamed port. */
  readonly portName: string;
  /** `namespace/name` or `namespace/name:port`: how kube-proxy names it. */
  readonly id: string;
  readonly protocol: Protocol;
  readonly family: IpFamily;
  readonly clusterIP: string;
  readonly port: number;
  /** 0 for none. */
  readonly nodePort: number;
  readonly externalIPs: readonly string[];
  readonly loadBalancerIPs: readonly string[];
  /** Networks that may use the load balancer's IPs, without host bits; empty for all. */
  readonly sourceRanges: readonly string[];
  /** Belongs to the Service, not to the port; 0 for none. */
  readonly healthCheckNodePort: number;
  /** Seconds of client-IP affinity; `undefined` for none. */
  readonly affinitySeconds: number | undefined;
  /** All of this family, usable or not, sorted by address and port as text. */
  readonly endpoints: readonly ProxyEndpoint[];
  readonly categories: EndpointCategories;
  readonly service: Service;
}

/** Where the proxy runs, and what the files cannot tell it. */
export interface ProxyView {
  readonly node: ProxyNode;
  readonly family: IpFamily;
  /** Addresses that load balancers got, by `namespace/name`; beside those in `status`. */
  readonly loadBalancerIPs?: ReadonlyMap<string, readonly string[]>;
  /** Chosen anew when absent: pass the one that DNS and the rest of a simulation use. */
  readonly addresses?: ReadonlyMap<string, ServiceAddresses>;
}

const PROXY_NAME_LABEL = 'service.kubernetes.io/service-proxy-name';
const HEADLESS_LABEL = 'service.kubernetes.io/headless';

/**
 * The Service ports that kube-proxy makes rules for on a node, by namespace, name, then the order in the Service.
 * 1. Services for another proxy (by label), headless ones and ExternalNames are passed over.
 * 2. So are Services without an address in this family.
 *
 * Source: kubernetes pkg/proxy/servicechangetracker.go serviceToServiceMap and pkg/proxy/serviceport.go
 * newBaseServiceInfo, v1.36.
 */
export function servicePortsOf(
  state: ClusterState,
  options: ClusterOptions,
  view: ProxyView,
): readonly ProxyServicePort[] {
  const addresses = view.addresses ?? assignAddresses(state.services, options);
  const slices = slicesByService(state);
  return state.services.flatMap((outcome) => {
    const key = keyOf(outcome.namespace, nameOf(outcome.service));
    const given = addresses.get(key);
    if (!isProxied(outcome.service) || !given) return [];
    const clusterIP = given.clusterIPs.find((ip) => familyOf(ip) === view.family);
    if (clusterIP === undefined) return [];
    return makePorts(outcome, given, clusterIP, slices.get(key) ?? [], view);
  });
}

/**
 * The ports of one Service for those who read its slices themselves, as Ingress controllers do: also where kube-proxy makes
 * no rules for it. `clusterIP` is empty for a headless Service.
 */
export function portsInSlices(
  { endpointSlices }: ClusterState,
  outcome: ServiceOutcome,
  view: ProxyView,
): readonly ProxyServicePort[] {
  const { service, namespace } = outcome;
  const given = view.addresses?.get(keyOf(namespace, nameOf(service))) ?? NO_ADDRESSES;
  const slices = endpointSlices.filter(
    ({ metadata }) =>
      metadata.namespace === namespace && metadata.labels?.[SERVICE_NAME_LABEL] === nameOf(service),
  );
  const clusterIP = given.clusterIPs.find((ip) => familyOf(ip) === view.family) ?? '';
  return makePorts(outcome, given, clusterIP, slices, view);
}

const NO_ADDRESSES: ServiceAddresses = { clusterIPs: [], nodePorts: [], healthCheckNodePort: 0 };

/** The Service's slices that kube-proxy watches, by `namespace/name`. */
function slicesByService({
  endpointSlices,
}: ClusterState): ReadonlyMap<string, readonly EndpointSliceObject[]> {
  const map = new Map<string, EndpointSliceObject[]>();
  for (const slice of endpointSlices) {
    const labels = slice.metadata.labels ?? {};
    const name = labels[SERVICE_NAME_LABEL];
    if (!name || PROXY_NAME_LABEL in labels || HEADLESS_LABEL in labels) continue;
    const key = keyOf(slice.metadata.namespace, name);
    const list = map.get(key) ?? [];
    map.set(key, list);
    list.push(slice);
  }
  return map;
}

/** Source: kubernetes cmd/kube-proxy/app/server.go Run and pkg/proxy/util/utils.go ShouldSkipService, v1.36. */
function isProxied({ labels, type }: Service): boolean {
  return type !== 'ExternalName' && !(PROXY_NAME_LABEL in labels) && !(HEADLESS_LABEL in labels);
}

function makePorts(
  { service, namespace }: ServiceOutcome,
  given: ServiceAddresses,
  clusterIP: string,
  slices: readonly EndpointSliceObject[],
  view: ProxyView,
): readonly ProxyServicePort[] {
  const { family, node } = view;
  const name = nameOf(service);
  const loadBalancerIPs = loadBalancerIPsOf(service, view.loadBalancerIPs?.get(keyOf(namespace, name)) ?? []);
  const common = {
    namespace,
    name,
    family,
    clusterIP,
    externalIPs: addressesOf(service.externalIPs, family),
    loadBalancerIPs: addressesOf(loadBalancerIPs, family),
    sourceRanges: networksOf(sourceRangesOf(service), family),
    healthCheckNodePort: given.healthCheckNodePort,
    affinitySeconds: affinitySecondsOf(service),
    internalPolicyLocal: service.internalTrafficPolicy === 'Local',
    externalPolicyLocal: isExternalPolicyLocal(service),
    service,
  };
  return service.ports.flatMap((port, index) => {
    if (port.port === undefined) return [];
    const nodePort = given.nodePorts[index] ?? 0;
    const externallyAccessible =
      nodePort !== 0 || common.loadBalancerIPs.length > 0 || common.externalIPs.length > 0;
    const { portName, id } = namesOf(namespace, name, port);
    const query = { portName, protocol: port.protocol, family, nodeName: node.name };
    const endpoints = endpointsOfPort(slices, query);
    const policies = { ...common, externallyAccessible };
    const categories = categorizeEndpoints(endpoints, policies, node);
    const own = { portName, id, protocol: port.protocol, port: port.port, nodePort };
    return [{ ...policies, ...own, endpoints, categories }];
  });
}

function namesOf(
  namespace: string,
  name: string,
  port: ServicePort,
): Pick<ProxyServicePort, 'portName' | 'id'> {
  const portName = port.name ?? '';
  const key = keyOf(namespace, name);
  return { portName, id: portName === '' ? key : `${key}:${portName}` };
}

/** Source: kubernetes pkg/api/v1/service/util.go ExternalPolicyLocal, v1.36. */
function isExternalPolicyLocal({ externalTrafficPolicy, type, externalIPs }: Service): boolean {
  const isExternal =
    type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && externalIPs.length > 0);
  return isExternal && externalTrafficPolicy === 'Local';
}

/** Those that the balancer does not terminate itself: `ipMode: Proxy` keeps kube-proxy away. */
function loadBalancerIPsOf({ raw }: Service, given: readonly string[]): readonly string[] {
  const ingress = asList(valueAt(raw, ['status', 'loadBalancer', 'ingress'])).map(asMap);
  const stated = ingress.flatMap(({ ip, ipMode }) =>
    typeof ip === 'string' && ip !== '' && ipMode !== 'Proxy' ? [ip] : [],
  );
  return [...new Set([...stated, ...given])];
}

function sourceRangesOf({ raw }: Service): readonly string[] {
  return asList(valueAt(raw, ['spec', 'loadBalancerSourceRanges'])).flatMap((range) => {
    const text = asString(range)?.trim();
    return text ? [text] : [];
  });
}

const DEFAULT_AFFINITY_SECONDS = 10_800;

function affinitySecondsOf({ raw, sessionAffinity }: Service): number | undefined {
  if (sessionAffinity !== 'ClientIP') return undefined;
  const seconds = asInteger(valueAt(raw, ['spec', 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds']));
  return seconds ?? DEFAULT_AFFINITY_SECONDS;
}
