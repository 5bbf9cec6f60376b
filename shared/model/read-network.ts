// The objects that say how pods are reached: Service, Endpoints, EndpointSlice, Ingress.
import type { FieldPath } from './field-path.ts';
import type {
  EndpointAddress,
  EndpointPort,
  Endpoints,
  EndpointSlice,
  EndpointSubset,
  Ingress,
  IngressBackend,
  KubeObject,
  Service,
  ServicePort,
  SliceEndpoint,
} from './objects.ts';
import { readIntOrString, readProtocol, readStringMap, readStrings } from './read-fields.ts';
import {
  asBoolean,
  asInteger,
  asList,
  asMap,
  asString,
  isMap,
  mapList,
  valueAt,
  type Value,
  type ValueMap,
} from './value.ts';

/** What every object has, already read. */
type Base = Pick<KubeObject, 'ref' | 'labels' | 'annotations' | 'generateName' | 'raw'>;

/** Reads a Service. */
export function readService(base: Base): Service {
  const spec = asMap(base.raw['spec']);
  const selector = readStringMap(spec['selector']);
  // Field by field: so large a literal is several times slower to build with a spread in it.
  return {
    ref: base.ref,
    labels: base.labels,
    annotations: base.annotations,
    generateName: base.generateName,
    raw: base.raw,
    is: 'Service',
    type: asString(spec['type']) || 'ClusterIP',
    selector: Object.keys(selector).length > 0 ? selector : undefined,
    ports: mapList(spec['ports'], readServicePort),
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
    healthCheckNodePort: asInteger(spec['healthCheckNodePort']),
    allocatesNodePorts: asBoolean(spec['allocateLoadBalancerNodePorts']) ?? true,
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

/** Reads Endpoints. */
export function readEndpoints(base: Base): Endpoints {
  return { ...base, is: 'Endpoints', subsets: mapList(base.raw['subsets'], readSubset) };
}

function readSubset(value: Value): EndpointSubset {
  const subset = asMap(value);
  return {
    addresses: mapList(subset['addresses'], readAddress),
    notReadyAddresses: mapList(subset['notReadyAddresses'], readAddress),
    ports: mapList(subset['ports'], readEndpointPort),
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

/** Reads an EndpointSlice. */
export function readEndpointSlice(base: Base): EndpointSlice {
  return {
    ...base,
    is: 'EndpointSlice',
    addressType: asString(base.raw['addressType']),
    ports: mapList(base.raw['ports'], readEndpointPort),
    endpoints: mapList(base.raw['endpoints'], readSliceEndpoint),
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

/** Reads an Ingress. */
export function readIngress(base: Base): Ingress {
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
