// Decoded values to typed objects. Tolerant: half-typed text gives an object with fewer fields, never an error.
// Whether the API server would take the value at all is the business of shared/api, not of this file.
import type { FieldPath } from './field-path.ts';
import type { LabelSet, Requirement, Selector } from './labels.ts';
import type {
  Container,
  ContainerPort,
  EndpointAddress,
  EndpointPort,
  Endpoints,
  EndpointSlice,
  EndpointSubset,
  Ingress,
  IngressBackend,
  IntOrString,
  KubeObject,
  PodTemplate,
  Protocol,
  Service,
  ServicePort,
  SliceEndpoint,
  Workload,
} from './objects.ts';
import { groupOf, type ObjectRef } from './object-ref.ts';
import {
  asBoolean,
  asInteger,
  asList,
  asMap,
  asString,
  isMap,
  valueAt,
  type Value,
  type ValueMap,
} from './value.ts';

type Base = Pick<KubeObject, 'ref' | 'labels' | 'annotations' | 'generateName' | 'raw'>;

/** How a kind says what pods it makes. `apiGroup` keeps look-alikes of other groups out. */
interface WorkloadShape {
  readonly apiGroup: string;
  readonly template: FieldPath;
  readonly replicas: FieldPath | undefined;
  /** ReplicationController has a plain map, the others a LabelSelector. */
  readonly selector: 'map' | 'labelSelector';
}

const SPEC_TEMPLATE: FieldPath = ['spec', 'template'];

const WORKLOADS: Readonly<Record<string, WorkloadShape>> = {
  Deployment: {
    apiGroup: 'apps',
    template: SPEC_TEMPLATE,
    replicas: ['spec', 'replicas'],
    selector: 'labelSelector',
  },
  ReplicaSet: {
    apiGroup: 'apps',
    template: SPEC_TEMPLATE,
    replicas: ['spec', 'replicas'],
    selector: 'labelSelector',
  },
  StatefulSet: {
    apiGroup: 'apps',
    template: SPEC_TEMPLATE,
    replicas: ['spec', 'replicas'],
    selector: 'labelSelector',
  },
  DaemonSet: { apiGroup: 'apps', template: SPEC_TEMPLATE, replicas: undefined, selector: 'labelSelector' },
  Job: {
    apiGroup: 'batch',
    template: SPEC_TEMPLATE,
    replicas: ['spec', 'parallelism'],
    selector: 'labelSelector',
  },
  CronJob: {
    apiGroup: 'batch',
    template: ['spec', 'jobTemplate', 'spec', 'template'],
    replicas: ['spec', 'jobTemplate', 'spec', 'parallelism'],
    selector: 'labelSelector',
  },
  ReplicationController: {
    apiGroup: '',
    template: SPEC_TEMPLATE,
    replicas: ['spec', 'replicas'],
    selector: 'map',
  },
  Rollout: {
    apiGroup: 'argoproj.io',
    template: SPEC_TEMPLATE,
    replicas: ['spec', 'replicas'],
    selector: 'labelSelector',
  },
};

/** The groups that once held the apps kinds: removed from the API, but their manifests still say what pods are meant. */
const LEGACY_GROUPS: ReadonlySet<string> = new Set(['extensions']);

/**
 * Reads one object. Returns `undefined` for a value without both `apiVersion` and `kind`.
 * The result shares `value`; it is frozen by convention, never mutated.
 */
export function readObject(value: Value | undefined): KubeObject | undefined {
  if (!isMap(value)) return undefined;
  const apiVersion = asString(value['apiVersion']);
  const kind = asString(value['kind']);
  if (!apiVersion || !kind) return undefined;
  const base = readBase(value, apiVersion, kind);
  const group = groupOf(apiVersion);
  const shape = Object.hasOwn(WORKLOADS, kind) ? WORKLOADS[kind] : undefined;
  if (shape && (shape.apiGroup === group || LEGACY_GROUPS.has(group))) return readWorkload(base, shape);
  switch (`${group}/${kind}`) {
    case '/Service':
      return readService(base);
    case '/Pod':
      return { ...base, is: 'Pod', template: readTemplate(value, []) };
    case '/Endpoints':
      return readEndpoints(base);
    case 'discovery.k8s.io/EndpointSlice':
      return readEndpointSlice(base);
    case 'networking.k8s.io/Ingress':
    case 'extensions/Ingress':
      return readIngress(base);
    default:
      return { ...base, is: 'Other' };
  }
}

/** Labels or annotations of a map: numbers and booleans as their text, so that one fault does not hide a match. */
export function readStringMap(value: Value | undefined): LabelSet {
  const map: Record<string, string> = {};
  for (const [key, item] of Object.entries(asMap(value))) {
    if (typeof item === 'string') map[key] = item;
    else if (typeof item === 'number' || typeof item === 'boolean') map[key] = String(item);
    else if (item === null) map[key] = '';
  }
  return map;
}

/** A LabelSelector (`matchLabels`, `matchExpressions`) as requirements; `undefined` when it is not a mapping. */
export function readLabelSelector(value: Value | undefined): Selector | undefined {
  if (!isMap(value)) return undefined;
  const requirements: Requirement[] = [];
  for (const [key, text] of Object.entries(readStringMap(value['matchLabels']))) {
    requirements.push({ key, operator: 'In', values: [text] });
  }
  for (const item of asList(value['matchExpressions'])) {
    const { key, operator, values } = asMap(item);
    if (typeof key !== 'string' || !isOperator(operator)) continue;
    requirements.push({ key, operator, values: asList(values).filter((text) => typeof text === 'string') });
  }
  return requirements;
}

function isOperator(value: Value | undefined): value is Requirement['operator'] {
  return value === 'In' || value === 'NotIn' || value === 'Exists' || value === 'DoesNotExist';
}

function readBase(raw: ValueMap, apiVersion: string, kind: string): Base {
  const metadata = asMap(raw['metadata']);
  const namespace = asString(metadata['namespace']);
  const name = asString(metadata['name']);
  const ref: ObjectRef = {
    apiVersion,
    kind,
    ...(namespace ? { namespace } : {}),
    ...(name ? { name } : {}),
  };
  return {
    ref,
    labels: readStringMap(metadata['labels']),
    annotations: readStringMap(metadata['annotations']),
    generateName: asString(metadata['generateName']),
    raw,
  };
}

function readService(base: Base): Service {
  const spec = asMap(base.raw['spec']);
  const selector = readStringMap(spec['selector']);
  return {
    ...base,
    is: 'Service',
    type: asString(spec['type']) || 'ClusterIP',
    selector: Object.keys(selector).length > 0 ? selector : undefined,
    ports: asList(spec['ports']).map(readServicePort),
    clusterIP: asString(spec['clusterIP']),
    clusterIPs: readStrings(spec['clusterIPs']),
    ipFamilies: readStrings(spec['ipFamilies']),
    ipFamilyPolicy: asString(spec['ipFamilyPolicy']),
    externalName: asString(spec['externalName']),
    externalIPs: readStrings(spec['externalIPs']),
    loadBalancerIP: asString(spec['loadBalancerIP']),
    sessionAffinity: asString(spec['sessionAffinity']),
    internalTrafficPolicy: asString(spec['internalTrafficPolicy']),
    externalTrafficPolicy: asString(spec['externalTrafficPolicy']),
    trafficDistribution: asString(spec['trafficDistribution']),
    publishNotReadyAddresses: asBoolean(spec['publishNotReadyAddresses']) ?? false,
  };
}

function readServicePort(value: Value): ServicePort {
  const port = asMap(value);
  return {
    name: asString(port['name']),
    protocol: readProtocol(port['protocol']),
    port: asInteger(port['port']),
    targetPort: readIntOrString(port['targetPort']),
    nodePort: asInteger(port['nodePort']),
    appProtocol: asString(port['appProtocol']),
  };
}

function readWorkload(base: Base, shape: WorkloadShape): Workload {
  const spec = asMap(base.raw['spec']);
  const selector = spec['selector'];
  return {
    ...base,
    is: 'Workload',
    template: readTemplate(valueAt(base.raw, shape.template), shape.template),
    replicas: shape.replicas && asInteger(valueAt(base.raw, shape.replicas)),
    selector: shape.selector === 'map' ? readMapSelector(selector) : readLabelSelector(selector),
    serviceName: asString(spec['serviceName']),
    paused: asBoolean(spec['paused']) ?? false,
  };
}

function readMapSelector(value: Value | undefined): Selector | undefined {
  if (!isMap(value)) return undefined;
  return Object.entries(readStringMap(value)).map(([key, text]) => ({ key, operator: 'In', values: [text] }));
}

function readTemplate(value: Value | undefined, path: FieldPath): PodTemplate {
  const metadata = asMap(asMap(value)['metadata']);
  const spec = asMap(asMap(value)['spec']);
  return {
    labels: readStringMap(metadata['labels']),
    annotations: readStringMap(metadata['annotations']),
    containers: asList(spec['containers']).map(readContainer),
    initContainers: asList(spec['initContainers']).map(readContainer),
    hostNetwork: asBoolean(spec['hostNetwork']) ?? false,
    hostname: asString(spec['hostname']),
    subdomain: asString(spec['subdomain']),
    nodeName: asString(spec['nodeName']),
    path,
  };
}

function readContainer(value: Value): Container {
  const container = asMap(value);
  return {
    name: asString(container['name']),
    image: asString(container['image']),
    ports: asList(container['ports']).map(readContainerPort),
    restartPolicy: asString(container['restartPolicy']),
  };
}

function readContainerPort(value: Value): ContainerPort {
  const port = asMap(value);
  return {
    name: asString(port['name']),
    containerPort: asInteger(port['containerPort']),
    hostPort: asInteger(port['hostPort']),
    protocol: readProtocol(port['protocol']),
  };
}

function readEndpoints(base: Base): Endpoints {
  return { ...base, is: 'Endpoints', subsets: asList(base.raw['subsets']).map(readSubset) };
}

function readSubset(value: Value): EndpointSubset {
  const subset = asMap(value);
  return {
    addresses: asList(subset['addresses']).map(readAddress),
    notReadyAddresses: asList(subset['notReadyAddresses']).map(readAddress),
    ports: asList(subset['ports']).map(readEndpointPort),
  };
}

function readAddress(value: Value): EndpointAddress {
  const address = asMap(value);
  return {
    ip: asString(address['ip']),
    hostname: asString(address['hostname']),
    nodeName: asString(address['nodeName']),
    targetRef: readTargetRef(address['targetRef']),
  };
}

function readTargetRef(value: Value | undefined): EndpointAddress['targetRef'] {
  const { kind, namespace, name } = asMap(value);
  if (typeof kind !== 'string' || typeof name !== 'string') return undefined;
  return { kind, namespace: asString(namespace), name };
}

function readEndpointPort(value: Value): EndpointPort {
  const port = asMap(value);
  return {
    name: asString(port['name']),
    port: asInteger(port['port']),
    protocol: readProtocol(port['protocol']),
    appProtocol: asString(port['appProtocol']),
  };
}

function readEndpointSlice(base: Base): EndpointSlice {
  return {
    ...base,
    is: 'EndpointSlice',
    addressType: asString(base.raw['addressType']),
    ports: asList(base.raw['ports']).map(readEndpointPort),
    endpoints: asList(base.raw['endpoints']).map(readSliceEndpoint),
  };
}

function readSliceEndpoint(value: Value): SliceEndpoint {
  const endpoint = asMap(value);
  const conditions = asMap(endpoint['conditions']);
  return {
    addresses: readStrings(endpoint['addresses']),
    ready: asBoolean(conditions['ready']),
    serving: asBoolean(conditions['serving']),
    terminating: asBoolean(conditions['terminating']),
    hostname: asString(endpoint['hostname']),
    nodeName: asString(endpoint['nodeName']),
    zone: asString(endpoint['zone']),
    targetRef: readTargetRef(endpoint['targetRef']),
  };
}

function readIngress(base: Base): Ingress {
  const spec = asMap(base.raw['spec']);
  const backends: IngressBackend[] = [];
  for (const key of ['defaultBackend', 'backend']) {
    if (isMap(spec[key])) backends.push(readBackend(spec[key], ['spec', key], {}, undefined));
  }
  asList(spec['rules']).forEach((rule, ruleIndex) => {
    const host = asString(asMap(rule)['host']);
    asList(valueAt(rule, ['http', 'paths'])).forEach((item, pathIndex) => {
      const path: FieldPath = ['spec', 'rules', ruleIndex, 'http', 'paths', pathIndex, 'backend'];
      backends.push(readBackend(asMap(item)['backend'], path, asMap(item), host));
    });
  });
  return { ...base, is: 'Ingress', backends };
}

function readBackend(
  value: Value | undefined,
  path: FieldPath,
  item: ValueMap,
  host: string | undefined,
): IngressBackend {
  const service = asMap(asMap(value)['service']);
  const port = asMap(service['port']);
  return {
    path,
    host,
    httpPath: asString(item['path']),
    pathType: asString(item['pathType']),
    serviceName: asString(service['name']),
    servicePort: asInteger(port['number']) ?? asString(port['name']),
  };
}

/** An absent, empty or misspelt protocol is read as TCP, the default; misspelling is told by its own rule. */
function readProtocol(value: Value | undefined): Protocol {
  return value === 'UDP' || value === 'SCTP' ? value : 'TCP';
}

function readIntOrString(value: Value | undefined): IntOrString | undefined {
  return asInteger(value) ?? asString(value);
}

function readStrings(value: Value | undefined): readonly string[] {
  return asList(value).filter((item) => typeof item === 'string');
}
