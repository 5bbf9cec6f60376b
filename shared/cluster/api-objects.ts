// EndpointSlice and Endpoints in the shape of the API, keys in the order in which kubectl prints them.
// Left out, since files cannot tell: uid, resourceVersion, creationTimestamp and the last-change-trigger-time annotation.
import type { Protocol } from '../model/objects.ts';

/** `metadata`. Empty labels and annotations are left out. */
export interface ObjectMetadata {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly generateName?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** `<service>#<ordinal>` where the cluster would choose a random suffix. */
  readonly name: string;
  readonly namespace: string;
  readonly ownerReferences?: readonly OwnerReference[];
}

/** One entry of `metadata.ownerReferences`. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly blockOwnerDeletion: boolean;
  readonly controller: boolean;
  readonly kind: string;
  readonly name: string;
}

/** What an endpoint stands for. */
export interface TargetReference {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** One port of a slice. `name` is empty for an unnamed port; no `port` means every port. */
export interface SlicePortObject {
  readonly appProtocol?: string;
  readonly name: string;
  readonly port?: number;
  readonly protocol: string;
}

/** Conditions of an endpoint; an absent `ready` counts as true. */
export interface EndpointConditions {
  readonly ready?: boolean;
  readonly serving?: boolean;
  readonly terminating?: boolean;
}

/** Where an endpoint would rather be used from. */
export interface EndpointHints {
  readonly forNodes?: readonly { readonly name: string }[];
  readonly forZones?: readonly { readonly name: string }[];
}

/** One endpoint of a slice. kube-proxy uses the first address only. */
export interface SliceEndpointObject {
  readonly addresses: readonly string[];
  readonly conditions: EndpointConditions;
  readonly hints?: EndpointHints;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: TargetReference;
  readonly zone?: string;
}

/** `discovery.k8s.io/v1` EndpointSlice. */
export interface EndpointSliceObject {
  readonly addressType: string;
  readonly apiVersion: 'discovery.k8s.io/v1';
  readonly endpoints: readonly SliceEndpointObject[];
  readonly kind: 'EndpointSlice';
  readonly metadata: ObjectMetadata;
  /** `null` reaches nothing. */
  readonly ports: readonly SlicePortObject[] | null;
}

/** One address of Endpoints. */
export interface AddressObject {
  readonly hostname?: string;
  readonly ip: string;
  readonly nodeName?: string;
  readonly targetRef?: TargetReference;
}

/** One port of Endpoints. */
export interface EndpointPortObject {
  readonly appProtocol?: string;
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/** One subset: each address has each port. Empty lists are left out. */
export interface SubsetObject {
  readonly addresses?: readonly AddressObject[];
  readonly notReadyAddresses?: readonly AddressObject[];
  readonly ports?: readonly EndpointPortObject[];
}

/** `v1` Endpoints. */
export interface EndpointsObject {
  readonly apiVersion: 'v1';
  readonly kind: 'Endpoints';
  readonly metadata: ObjectMetadata;
  /** Absent when there are none. */
  readonly subsets?: readonly SubsetObject[];
}

/** The label that joins a slice to its Service. */
export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';

/** The label that says which controller keeps a slice. */
export const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';

/** The label that marks slices and Endpoints of Services without a cluster IP. */
export const HEADLESS_LABEL = 'service.kubernetes.io/headless';

/** `metadata` without its empty parts, in kubectl's order. */
export function makeMetadata(parts: {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly generateName?: string | undefined;
  readonly labels?: Readonly<Record<string, string>>;
  readonly name: string;
  readonly namespace: string;
  readonly owner?: { readonly kind: string; readonly name: string };
}): ObjectMetadata {
  const { annotations = {}, generateName, labels = {}, name, namespace, owner } = parts;
  return {
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    ...(generateName ? { generateName } : {}),
    ...(Object.keys(labels).length > 0 ? { labels: sortKeys(labels) } : {}),
    name,
    namespace,
    ...(owner
      ? { ownerReferences: [{ apiVersion: 'v1', blockOwnerDeletion: true, controller: true, ...owner }] }
      : {}),
  };
}

/** The same map with its keys in order, as Go prints maps. */
function sortKeys(map: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
