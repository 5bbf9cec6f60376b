// Kubernetes objects as readonly data: the fields that decide which pods a Service reaches.
// Everything a manifest may omit or write wrongly is optional; `undefined` means "not there or not of that type".
// Lists keep the index of their source, so that `ports[1]` here is `ports[1]` in the text.
import type { FieldPath } from './field-path.ts';
import type { LabelSet, Selector } from './labels.ts';
import type { ObjectRef } from './object-ref.ts';
import type { ValueMap } from './value.ts';

/** Transport protocol. Absent in a manifest means TCP. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A port number or a port name. */
export type IntOrString = number | string;

/** The address family of Services and endpoints. */
export type IpFamily = 'IPv4' | 'IPv6';

/** What every object has. `raw` is the whole object as decoded, for readers that need more than the typed fields. */
interface Base {
  readonly ref: ObjectRef;
  readonly labels: LabelSet;
  readonly annotations: Readonly<Record<string, string>>;
  /** `generateName` without a name: the cluster will choose one. */
  readonly generateName: string | undefined;
  readonly raw: ValueMap;
}

/** One entry of `spec.ports` of a Service, as written. */
export interface ServicePort {
  readonly name: string | undefined;
  readonly protocol: Protocol;
  readonly port: number | undefined;
  readonly targetPort: IntOrString | undefined;
  readonly nodePort: number | undefined;
  readonly appProtocol: string | undefined;
}

/** A Service. `type` is `ClusterIP` when absent, as the API server defaults it. */
export interface Service extends Base {
  readonly is: 'Service';
  readonly type: string;
  /** `undefined` for no selector: null, `{}` and absent mean the same. */
  readonly selector: LabelSet | undefined;
  readonly ports: readonly ServicePort[];
  readonly clusterIP: string | undefined;
  readonly clusterIPs: readonly string[];
  readonly ipFamilies: readonly string[];
  readonly ipFamilyPolicy: string | undefined;
  readonly externalName: string | undefined;
  readonly externalIPs: readonly string[];
  readonly loadBalancerIP: string | undefined;
  readonly sessionAffinity: string | undefined;
  readonly internalTrafficPolicy: string | undefined;
  readonly externalTrafficPolicy: string | undefined;
  readonly trafficDistribution: string | undefined;
  readonly publishNotReadyAddresses: boolean;
  readonly healthCheckNodePort: number | undefined;
  /** False when a load balancer is to do without node ports. */
  readonly allocatesNodePorts: boolean;
}

/** One entry of a container's `ports`. */
export interface ContainerPort {
  readonly name: string | undefined;
  readonly containerPort: number | undefined;
  readonly hostPort: number | undefined;
  readonly protocol: Protocol;
}

/** A container. `restartPolicy: Always` on an init container makes it a native sidecar. */
export interface Container {
  readonly name: string | undefined;
  readonly image: string | undefined;
  readonly ports: readonly ContainerPort[];
  readonly restartPolicy: string | undefined;
}

/** A pod's own text: the `template` of a workload, or a Pod itself. */
export interface PodTemplate {
  readonly labels: LabelSet;
  readonly annotations: Readonly<Record<string, string>>;
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  readonly hostNetwork: boolean;
  readonly hostname: string | undefined;
  readonly subdomain: string | undefined;
  readonly nodeName: string | undefined;
  /** Where the template stands in its object: `[]` for a Pod, `spec.template` for a Deployment. */
  readonly path: FieldPath;
}

/** A bare Pod. */
export interface Pod extends Base {
  readonly is: 'Pod';
  readonly template: PodTemplate;
}

/** An object whose controller makes pods from a template. */
export interface Workload extends Base {
  readonly is: 'Workload';
  readonly template: PodTemplate;
  /** As written; `undefined` where the kind has none or the text is missing. For Job it is `parallelism`. */
  readonly replicas: number | undefined;
  /** `undefined` when the manifest has no `spec.selector`. */
  readonly selector: Selector | undefined;
  /** The governing Service of a StatefulSet. */
  readonly serviceName: string | undefined;
  readonly paused: boolean;
}

/** Pods and workloads: whatever pods come from. */
export type PodSource = Pod | Workload;

/** One address of an Endpoints subset. */
export interface EndpointAddress {
  readonly ip: string | undefined;
  readonly hostname: string | undefined;
  readonly nodeName: string | undefined;
  readonly targetRef:
    { readonly kind: string; readonly namespace: string | undefined; readonly name: string } | undefined;
}

/** A port of Endpoints or of an EndpointSlice. `name` is absent or empty for an unnamed port. */
export interface EndpointPort {
  readonly name: string | undefined;
  readonly port: number | undefined;
  readonly protocol: Protocol;
  readonly appProtocol: string | undefined;
}

/** One subset of hand-written Endpoints: each address has each port. */
export interface EndpointSubset {
  readonly addresses: readonly EndpointAddress[];
  readonly notReadyAddresses: readonly EndpointAddress[];
  readonly ports: readonly EndpointPort[];
}

/** Hand-written Endpoints: joined with a Service by name. */
export interface Endpoints extends Base {
  readonly is: 'Endpoints';
  readonly subsets: readonly EndpointSubset[];
}

/** One endpoint of a slice. Conditions are `undefined` when not written. */
export interface SliceEndpoint {
  readonly addresses: readonly string[];
  readonly ready: boolean | undefined;
  readonly serving: boolean | undefined;
  readonly terminating: boolean | undefined;
  readonly hostname: string | undefined;
  readonly nodeName: string | undefined;
  readonly zone: string | undefined;
  readonly targetRef: EndpointAddress['targetRef'];
}

/** A hand-written EndpointSlice: joined with a Service by the label `kubernetes.io/service-name`. */
export interface EndpointSlice extends Base {
  readonly is: 'EndpointSlice';
  readonly addressType: string | undefined;
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly SliceEndpoint[];
}

/** A Service that an Ingress sends to, with the path of the backend in the object. */
export interface IngressBackend {
  readonly path: FieldPath;
  readonly host: string | undefined;
  readonly httpPath: string | undefined;
  readonly pathType: string | undefined;
  readonly serviceName: string | undefined;
  readonly servicePort: IntOrString | undefined;
}

/** An Ingress: its backends in document order, the default backend first. */
export interface Ingress extends Base {
  readonly is: 'Ingress';
  readonly backends: readonly IngressBackend[];
}

/** An object of any other kind. */
export interface OtherObject extends Base {
  readonly is: 'Other';
}

/** Any object with an apiVersion and a kind. */
export type KubeObject = Service | Pod | Workload | Endpoints | EndpointSlice | Ingress | OtherObject;
