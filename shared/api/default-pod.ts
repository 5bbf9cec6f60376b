// What the API server fills into pods and pod templates.
import type { ValueMap } from '../model/value.ts';
import {
  flag,
  isSet,
  mapField,
  mapItems,
  number,
  struct,
  text,
  textMap,
  withDefaults,
  withNonZero,
} from './read.ts';

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/**
 * A Pod with its defaults. On the host's network each container port is a host port as well, also of init containers.
 * Source: kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Pod, v1.36.
 */
export function defaultPod(pod: ValueMap): ValueMap {
  let spec = withDefaults(defaultPodSpec(struct(pod, 'spec')), { enableServiceLinks: true });
  for (const list of ['containers', 'initContainers'] as const) {
    spec = mapItems(spec, list, (container) => mapField(container, 'resources', defaultRequests));
    if (flag(spec, 'hostNetwork')) spec = mapItems(spec, list, defaultHostPorts);
  }
  return { ...pod, spec };
}

/** A pod template with its defaults; host ports are left to the pods made from it. */
export function defaultTemplate(template: ValueMap): ValueMap {
  return { ...template, spec: defaultPodSpec(struct(template, 'spec')) };
}

/** Source: kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_PodSpec, v1.36. */
function defaultPodSpec(given: ValueMap): ValueMap {
  let spec = withNonZero(given, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
  });
  spec = withDefaults(spec, { securityContext: {}, terminationGracePeriodSeconds: 30 });
  const account = text(spec, 'serviceAccountName') || text(spec, 'serviceAccount');
  if (account !== '') spec = { ...spec, serviceAccountName: account };
  for (const list of CONTAINER_LISTS) spec = mapItems(spec, list, defaultContainer);
  return spec;
}

function defaultContainer(given: ValueMap): ValueMap {
  let container = withNonZero(given, {
    imagePullPolicy: isLatest(text(given, 'image')) ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  container = mapItems(container, 'ports', (port) => withNonZero(port, { protocol: 'TCP' }));
  for (const probe of PROBES) container = mapField(container, probe, defaultProbe);
  container = mapItems(container, 'env', (variable) =>
    mapField(variable, 'valueFrom', (from) =>
      mapField(from, 'fieldRef', (ref) => withNonZero(ref, { apiVersion: 'v1' })),
    ),
  );
  return mapField(container, 'lifecycle', (lifecycle) =>
    mapField(mapField(lifecycle, 'postStart', defaultHandler), 'preStop', defaultHandler),
  );
}

/** An image without a tag or digest is the latest one. */
function isLatest(image: string): boolean {
  const name = image.slice(image.lastIndexOf('/') + 1);
  return name.endsWith(':latest') || !/[:@]/.test(name);
}

function defaultProbe(probe: ValueMap): ValueMap {
  const times = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
  return withNonZero(defaultHandler(probe), times);
}

function defaultHandler(handler: ValueMap): ValueMap {
  return mapField(handler, 'httpGet', (get) => withNonZero(get, { path: '/', scheme: 'HTTP' }));
}

/** What a container may use at most is also what it asks for, unless it says so itself. */
function defaultRequests(resources: ValueMap): ValueMap {
  if (!isSet(resources, 'limits')) return resources;
  return { ...resources, requests: { ...struct(resources, 'limits'), ...struct(resources, 'requests') } };
}

function defaultHostPorts(container: ValueMap): ValueMap {
  return mapItems(container, 'ports', (port) =>
    withNonZero(port, { hostPort: number(port, 'containerPort') }),
  );
}

/** The labels of a template, for those workloads that take their own from it. */
export function templateLabels(template: ValueMap): Readonly<Record<string, string>> | undefined {
  return textMap(struct(template, 'metadata'), 'labels');
}
