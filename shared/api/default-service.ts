// What the API server fills into a Service before it looks for faults.
import type { ValueMap } from '../model/value.ts';
import {
  isSet,
  mapItems,
  number,
  struct,
  text,
  texts,
  withDefaults,
  withFields,
  withNonZero,
} from './read.ts';

const AFFINITY_SECONDS = 10_800;

/** Types that have an address of their own inside the cluster. */
const CLUSTER_IP_TYPES: ReadonlySet<string> = new Set(['ClusterIP', 'NodePort', 'LoadBalancer']);

/**
 * Defaults of a Service's spec.
 * Source: kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Service, v1.36.
 */
export function defaultService(service: ValueMap): ValueMap {
  let spec = withNonZero(struct(service, 'spec'), { sessionAffinity: 'None', type: 'ClusterIP' });
  spec = defaultAffinity(spec);
  spec = mapItems(spec, 'ports', defaultPort);
  if (isExternallyAccessible(spec)) spec = withNonZero(spec, { externalTrafficPolicy: 'Cluster' });
  if (CLUSTER_IP_TYPES.has(text(spec, 'type')))
    spec = withDefaults(spec, { internalTrafficPolicy: 'Cluster' });
  if (text(spec, 'type') === 'LoadBalancer')
    spec = withDefaults(spec, { allocateLoadBalancerNodePorts: true });
  return { ...service, spec };
}

/** Without affinity its configuration is dropped; with it a missing timeout is three hours. */
function defaultAffinity(spec: ValueMap): ValueMap {
  switch (text(spec, 'sessionAffinity')) {
    case 'None':
      return withFields(spec, { sessionAffinityConfig: undefined });
    case 'ClientIP': {
      const isGiven = isSet(struct(struct(spec, 'sessionAffinityConfig'), 'clientIP'), 'timeoutSeconds');
      if (isGiven) return spec;
      return { ...spec, sessionAffinityConfig: { clientIP: { timeoutSeconds: AFFINITY_SECONDS } } };
    }
    default:
      return spec;
  }
}

/** A target port that is missing, 0 or empty is the port itself. */
function defaultPort(port: ValueMap): ValueMap {
  return withNonZero(port, { protocol: 'TCP', targetPort: number(port, 'port') });
}

/** Whether traffic from outside can reach a Service, which is what `externalTrafficPolicy` is about. */
export function isExternallyAccessible(spec: ValueMap): boolean {
  const type = text(spec, 'type');
  return (
    type === 'LoadBalancer' ||
    type === 'NodePort' ||
    (type === 'ClusterIP' && texts(spec, 'externalIPs').length > 0)
  );
}

/** Whether load balancers ask each node if it has a pod, through a port of its own. */
export function needsHealthCheck(spec: ValueMap): boolean {
  return text(spec, 'type') === 'LoadBalancer' && text(spec, 'externalTrafficPolicy') === 'Local';
}
