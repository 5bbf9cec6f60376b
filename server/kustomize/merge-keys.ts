// Which lists of which kinds a strategic merge patch merges item by item, and by what.

/** A field of a struct that the merge looks at: the struct below it, and for a list that is merged the keys of its items. */
interface Shape {
  /** Merge keys of the items; the empty list for a list of plain texts that are united. `undefined`: the list is replaced. */
  readonly keys?: readonly string[];
  readonly fields?: Readonly<Record<string, Shape>>;
}

const byName: Shape = { keys: ['name'] };

const CONTAINERS: Shape = {
  keys: ['name'],
  fields: {
    env: byName,
    ports: { keys: ['containerPort', 'protocol'] },
    volumeMounts: { keys: ['mountPath'] },
    volumeDevices: { keys: ['devicePath'] },
  },
};

const POD_SPEC: Shape = {
  fields: {
    containers: CONTAINERS,
    initContainers: CONTAINERS,
    ephemeralContainers: CONTAINERS,
    volumes: byName,
    imagePullSecrets: byName,
    hostAliases: { keys: ['ip'] },
    topologySpreadConstraints: { keys: ['topologyKey', 'whenUnsatisfiable'] },
  },
};

const METADATA: Shape = { fields: { finalizers: { keys: [] }, ownerReferences: { keys: ['uid'] } } };
const POD: Shape = { fields: { metadata: METADATA, spec: POD_SPEC } };
const WORKLOAD: Shape = { fields: { metadata: METADATA, spec: { fields: { template: POD } } } };
const OTHER: Shape = { fields: { metadata: METADATA } };

const WEBHOOKS: Shape = { fields: { metadata: METADATA, webhooks: byName } };
const CRON_JOB: Shape = {
  fields: { metadata: METADATA, spec: { fields: { jobTemplate: WORKLOAD } } },
};

const KINDS: Readonly<Record<string, Shape>> = {
  'v1/Pod': POD,
  'v1/PodTemplate': { fields: { metadata: METADATA, template: POD } },
  'v1/ReplicationController': WORKLOAD,
  'apps/v1/Deployment': WORKLOAD,
  'apps/v1/ReplicaSet': WORKLOAD,
  'apps/v1/DaemonSet': WORKLOAD,
  'apps/v1/StatefulSet': WORKLOAD,
  'batch/v1/Job': WORKLOAD,
  'batch/v1/CronJob': CRON_JOB,
  'batch/v1beta1/CronJob': CRON_JOB,
  'v1/Service': {
    fields: { metadata: METADATA, spec: { fields: { ports: { keys: ['port', 'protocol'] } } } },
  },
  'v1/ServiceAccount': { fields: { metadata: METADATA, secrets: byName } },
  'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration': WEBHOOKS,
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration': WEBHOOKS,
};

/** The groups whose kinds are built in, so that at least their metadata is known. */
const BUILT_IN =
  /^(?:v1|(?:apps|batch|autoscaling|policy|extensions|(?:[a-z.]+\.k8s\.io))\/v\d+(?:(?:alpha|beta)\d+)?)$/;
const NOT_BUILT_IN = /^(?:gateway\.networking|.*\.x-k8s|snapshot\.storage|metrics|cluster)\.k8s\.io\//;

/**
 * How an object of a kind is merged; `undefined` for custom resources, whose lists are all replaced.
 * Source: kubernetes api/openapi-spec/swagger.json x-kubernetes-patch-strategy, -patch-merge-key and -list-map-keys, v1.21,
 * which is the schema inside kustomize 5.5.
 */
export function shapeOfKind(apiVersion: string, kind: string): Shape | undefined {
  const key = `${apiVersion}/${kind}`;
  if (Object.hasOwn(KINDS, key)) return KINDS[key];
  return BUILT_IN.test(apiVersion) && !NOT_BUILT_IN.test(apiVersion) ? OTHER : undefined;
}

/** The shape of a field, or of a list's items, which have the list's. */
export function shapeBelow(shape: Shape | undefined, field: string): Shape | undefined {
  return shape?.fields && Object.hasOwn(shape.fields, field) ? shape.fields[field] : undefined;
}

export type { Shape };
