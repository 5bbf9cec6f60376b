// Everything that a request can meet: the settled cluster with its addresses, names and proxies.
import { keyOf, nameOf, namespaceOf } from '../cluster/cluster-names.ts';
import type { ClusterNode, ClusterOptions } from '../cluster/cluster-options.ts';
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import type { ServiceOutcome } from '../cluster/endpoints-of-service.ts';
import { assignAddresses, type ServiceAddresses } from '../cluster/service-addresses.ts';
import { familiesOf } from '../cluster/service-families.ts';
import { settle, type ClusterState } from '../cluster/settle.ts';
import type { DnsZone } from '../dns/dns-record.ts';
import { zoneOf } from '../dns/records.ts';
import type { Ingress, IpFamily, KubeObject } from '../model/objects.ts';
import { readObject } from '../model/read-object.ts';
import { servicePortsOf, type ProxyServicePort } from '../proxy/service-port.ts';
import type { Scenario } from './scenario.ts';
import { changeObjects, changePods } from './what-if.ts';

/** One moment of a cluster. Derived parts are computed when they are first asked for. */
export interface World {
  readonly options: ClusterOptions;
  readonly state: ClusterState;
  /** By `namespace/name`. They stay the same while pods come and go. */
  readonly addresses: ReadonlyMap<string, ServiceAddresses>;
  /** The addresses of load balancers, by `namespace/name`. */
  readonly loadBalancerIPs: ReadonlyMap<string, readonly string[]>;
  readonly ingresses: readonly Ingress[];
  readonly zone: DnsZone;
  readonly podByIp: ReadonlyMap<string, ClusterPod>;
  /** The Service ports that kube-proxy knows on a node. */
  readonly portsOn: (node: ClusterNode, family: IpFamily) => readonly ProxyServicePort[];
}

/** Where the API server itself is: as a Service at the first address of the range, and beside the nodes. */
const MASTER: Readonly<Record<IpFamily, { readonly clusterIP: string; readonly ip: string }>> = {
  IPv4: { clusterIP: '10.96.0.1', ip: '192.168.0.100' },
  IPv6: { clusterIP: 'fd00:10:96::1', ip: 'fd00:192:168::100' },
};

/** The cluster at the start of a scenario. */
export function makeWorld({ objects, cluster, clusterDomain, whatIf }: Scenario): World {
  const wanted = changeObjects([...objects, ...masterObjects(objects, cluster)], whatIf, cluster);
  const state = changePods(settle(wanted, cluster), whatIf.pods ?? [], cluster);
  const ingresses = wanted.filter((object) => object.is === 'Ingress');
  const addresses = assignAddresses(state.services, cluster);
  const loadBalancerIPs = assignLoadBalancers(state.services, cluster);
  return worldOf({ options: cluster, addresses, loadBalancerIPs, ingresses }, state, clusterDomain);
}

/** The same world with another state: addresses stay. */
export function withState(world: World, state: ClusterState): World {
  return worldOf(world, state, world.zone.clusterDomain);
}

type Lasting = Pick<World, 'options' | 'addresses' | 'loadBalancerIPs' | 'ingresses'>;

function worldOf(lasting: Lasting, state: ClusterState, clusterDomain: string): World {
  const { options, addresses, loadBalancerIPs, ingresses } = lasting;
  const ports = new Map<string, readonly ProxyServicePort[]>();
  let zone: DnsZone | undefined;
  return {
    options,
    addresses,
    loadBalancerIPs,
    ingresses,
    state,
    podByIp: new Map(state.pods.flatMap((pod) => pod.ips.map((ip) => [ip, pod]))),
    get zone() {
      zone ??= zoneOf(state, {
        clusterDomain,
        clusterIPsOf: (namespace, name) => addresses.get(keyOf(namespace, name))?.clusterIPs ?? [],
      });
      return zone;
    },
    portsOn(node, family) {
      const key = `${family} ${node.name}`;
      const known =
        ports.get(key) ?? servicePortsOf(state, options, { node, family, addresses, loadBalancerIPs });
      ports.set(key, known);
      return known;
    },
  };
}

/** The Service of a world; `undefined` when there is none of that name. */
export function serviceIn({ state }: World, namespace: string, name: string): ServiceOutcome | undefined {
  return state.services.find((one) => one.namespace === namespace && nameOf(one.service) === name);
}

/** The API server's own Service, which every cluster has, and an address behind it that stands for the control plane. */
function masterObjects(objects: readonly KubeObject[], options: ClusterOptions): readonly KubeObject[] {
  const isThere = objects.some(
    (object) =>
      object.is === 'Service' &&
      nameOf(object) === 'kubernetes' &&
      namespaceOf(object, options) === 'default',
  );
  const [family] = options.ipFamilies;
  if (isThere || !family) return [];
  const { clusterIP, ip } = MASTER[family];
  const metadata = { name: 'kubernetes', namespace: 'default' };
  const ports = [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }];
  const values = [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'ClusterIP', clusterIP, ports } },
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata,
      subsets: [{ addresses: [{ ip }], ports: [{ name: 'https', port: 6443, protocol: 'TCP' }] }],
    },
  ];
  return values.flatMap((value) => readObject(value) ?? []);
}

/** Addresses of networks for documentation, one for each family of a Service: which ones a provider gives cannot be known. */
function assignLoadBalancers(
  services: readonly ServiceOutcome[],
  options: ClusterOptions,
): ReadonlyMap<string, readonly string[]> {
  const balanced = services.filter(({ service }) => service.type === 'LoadBalancer');
  return new Map(
    balanced.map(({ service, namespace }, index) => {
      const free = familiesOf(service, options).map((family) => balancerAddress(index + 1, family));
      const ips = service.loadBalancerIP ? [service.loadBalancerIP] : free;
      return [keyOf(namespace, nameOf(service)), ips];
    }),
  );
}

function balancerAddress(number: number, family: IpFamily): string {
  return family === 'IPv6' ? `2001:db8:113::${number.toString(16)}` : `203.0.113.${number}`;
}
