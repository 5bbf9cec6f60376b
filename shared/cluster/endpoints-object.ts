// The Endpoints object that the endpoints controller keeps for a Service with a selector.
import type { AddressObject, EndpointPortObject, EndpointsObject, SubsetObject } from './api-objects.ts';
import { HEADLESS_LABEL, makeMetadata } from './api-objects.ts';
import { isAtLeast, type ClusterOptions } from './cluster-options.ts';
import {
  allowsNoPorts,
  endpointHostname,
  isListed,
  type PodOutcome,
  type ServiceOutcome,
} from './endpoints-of-service.ts';
import { familyOf } from './ip-address.ts';
import { repackSubsets } from './repack-subsets.ts';
import { familiesOf, isHeadless } from './service-families.ts';

/** An Endpoints object holds no more addresses than this. */
const MAX_ADDRESSES = 1000;

const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';
const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';

/**
 * The Endpoints of one Service; `undefined` for a Service without selector and for an ExternalName.
 * 1. Only addresses of the Service's primary family are in it.
 * 2. Terminating pods are left out unless not-ready addresses are published; a pod that resolves no port as well.
 * 3. Over 1000 addresses it is truncated and says so in an annotation.
 *
 * @param written a hand-made object of the same name: it is overwritten, but its annotations stay.
 *
 * Source: kubernetes pkg/controller/endpoint/endpoints_controller.go syncService, v1.36.
 */
export function endpointsObjectOf(
  outcome: ServiceOutcome,
  options: ClusterOptions,
  written?: { readonly annotations: Readonly<Record<string, string>> },
): EndpointsObject | undefined {
  if (outcome.origin !== 'selected') return undefined;
  const { service, namespace } = outcome;
  const [family = 'IPv4'] = familiesOf(service, options);
  const packed = repackSubsets(outcome.pods.flatMap((pod) => subsetsOf(outcome, pod, family)));
  const subsets = truncateSubsets(packed);
  const { [OVER_CAPACITY]: _overCapacity, ...annotations } = written?.annotations ?? {};
  const { [HEADLESS_LABEL]: _headless, ...labels } = service.labels;
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: makeMetadata({
      annotations: { ...annotations, ...(subsets === packed ? {} : { [OVER_CAPACITY]: 'truncated' }) },
      labels: {
        ...labels,
        ...(isAtLeast(options.kubernetesVersion, '1.33') ? { [MANAGED_BY]: 'endpoint-controller' } : {}),
        ...(isHeadless(service) ? { [HEADLESS_LABEL]: '' } : {}),
      },
      name: service.ref.name ?? '',
      namespace,
    }),
    ...(subsets.length > 0 ? { subsets } : {}),
  };
}

/** One subset per port of one pod: repacking joins them. */
function subsetsOf(outcome: ServiceOutcome, podOutcome: PodOutcome, family: string): readonly SubsetObject[] {
  const { service } = outcome;
  const { pod, ports } = podOutcome;
  const ip = pod.ips.find((address) => familyOf(address) === family);
  if (!isListed(podOutcome) || ip === undefined) return [];
  if (pod.terminating && !service.publishNotReadyAddresses) return [];
  const hostname = endpointHostname(service, pod);
  const address: AddressObject = {
    ...(hostname ? { hostname } : {}),
    ip,
    ...(pod.node ? { nodeName: pod.node } : {}),
    targetRef: { kind: 'Pod', name: pod.name, namespace: pod.namespace },
  };
  const isReady = service.publishNotReadyAddresses || pod.ready;
  const addresses = isReady ? { addresses: [address] } : { notReadyAddresses: [address] };
  if (allowsNoPorts(service)) return [addresses];
  return ports.flatMap(({ servicePort, foundForEndpoints: { number } }): readonly SubsetObject[] => {
    if (number === undefined) return [];
    const { name, protocol, appProtocol } = servicePort;
    const port: EndpointPortObject = {
      ...(appProtocol === undefined ? {} : { appProtocol }),
      ...(name ? { name } : {}),
      port: number,
      protocol,
    };
    return [{ ...addresses, ports: [port] }];
  });
}

/**
 * Keeps 1000 addresses, ready ones first, each subset in proportion. Returns the same list when nothing has to go.
 * Source: kubernetes pkg/controller/endpoint/endpoints_controller.go truncateEndpoints, v1.36.
 */
function truncateSubsets(subsets: readonly SubsetObject[]): readonly SubsetObject[] {
  const nReady = count(subsets, 'addresses');
  const nNotReady = count(subsets, 'notReadyAddresses');
  if (nReady + nNotReady <= MAX_ADDRESSES) return subsets;
  const part = nReady > MAX_ADDRESSES ? 'addresses' : 'notReadyAddresses';
  const room = part === 'addresses' ? MAX_ADDRESSES : MAX_ADDRESSES - nReady;
  const nTotal = part === 'addresses' ? nReady : nNotReady;
  let left = room;
  return subsets.map((subset) => {
    const { notReadyAddresses = [], ...ready } = subset;
    const list = subset[part] ?? [];
    const kept = list.slice(0, Math.min(left, Math.ceil((list.length / nTotal) * room)));
    left -= kept.length;
    if (part === 'addresses') return kept.length > 0 ? { ...ready, addresses: kept } : ready;
    return notReadyAddresses.length > 0 && kept.length > 0 ? { ...ready, notReadyAddresses: kept } : ready;
  });
}

function count(subsets: readonly SubsetObject[], part: 'addresses' | 'notReadyAddresses'): number {
  return subsets.reduce((sum, subset) => sum + (subset[part]?.length ?? 0), 0);
}
