// Everything that a request can meet: the settled cluster with its addresses, names and proxies.
import { keyOf, nameOf, namespaceOf } from '../cluster/cluster-names.ts';
import type { ClusterNode, ClusterOptions } from '../cluster/cluster-options.ts';
import { isTerminal, type ClusterPod } from '../cluster/cluster-pod.ts';
import type { ServiceOutcome } from '../cluster/endpoints-of-service.ts';
import { assignAddresses, type ServiceAddresses } from '../cluster/service-addresses.ts';
import { familiesOf } from '../cluster/service-families.ts';
import { settle, type ClusterState } from '../cluster/settle.ts';
import type { DnsZone } from '../dns/dns-record.ts';
import { zoneOf } from '../dns/records.ts';
import type { Ingress, IpFamily, KubeObject } from '../model/objects.ts';
import { readObject } from '../model/read-object.ts';
import { servicePortsOf, type ProxyServicePort } from '../proxy/service-port.ts';
import type { PodRef, Scenario } from './scenario.ts';
import { changeObjects, changePods, isPod } from './what-if.ts';

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
  /** The pods at an address, without those that have run to their end: pods on the host network share their node's. */
  readonly podsByIp: ReadonlyMap<string, readonly ClusterPod[]>;
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
    podsByIp: groupByIp(state.pods.filter((pod) => !isTerminal(pod))),
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

function groupByIp(pods: readonly ClusterPod[]): ReadonlyMap<string, readonly ClusterPod[]> {
  const byIp = new Map<string, ClusterPod[]>();
  for (const pod of pods) {
    for (const ip of pod.ips) {
      const sharing = byIp.get(ip);
      if (sharing) sharing.push(pod);
      else byIp.set(ip, [pod]);
    }
  }
  return byIp;
}

/** The Service of a world; `undefined` when there is none of that name. */
export function serviceIn({ state }: World, namespace: string, name: string): ServiceOutcome | undefined {
  return state.services.find((one) => one.namespace === namespace && nameOf(one.service) === name);
}

/** True while a pod has an address, which those on the host network of a node share. */
export function hasPod({ podsByIp }: World, address: string, ref: PodRef): boolean {
  return (podsByIp.get(address) ?? []).some((pod) => isPod(pod, ref));
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
      const free = familiesOf(service, options).map((family) => balancerAddress(index, family));
      const ips = service.loadBalancerIP ? [service.loadBalancerIP] : free;
      return [keyOf(namespace, nameOf(service)), ips];
    }),
  );
}

/** IPv4 has three such networks, which are given out again when they are used up. */
const DOCUMENTATION_NETWORKS = ['203.0.113', '198.51.100', '192.0.2'];

function balancerAddress(index: number, family: IpFamily): string {
  if (family === 'IPv6') return `2001:db8:113::${(index + 1).toString(16)}`;
  const network = DOCUMENTATION_NETWORKS[Math.floor(index / 254) % DOCUMENTATION_NETWORKS.length];
  return `${network}.${(index % 254) + 1}`;
}
