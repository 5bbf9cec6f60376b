// Decoded values to typed objects. Tolerant: half-typed text gives an object with fewer fields, never an error.
// Whether the API server would take the value at all is the business of shared/api, not of this file.
import type { FieldPath } from './field-path.ts';
import { selectorFromMap, type Selector } from './labels.ts';
import type { KubeObject, Pod, Workload } from './objects.ts';
import { readLabelSelector, readStringMap } from './read-fields.ts';
import { readEndpoints, readEndpointSlice, readIngress, readService } from './read-network.ts';
import { findPodTemplates, isCustomKind } from './pod-templates.ts';
import { readTemplate } from './read-template.ts';
import { groupOf, type ObjectRef } from './object-ref.ts';
import { asBoolean, asInteger, asMap, asString, isMap, valueAt, type Value, type ValueMap } from './value.ts';

type Base = Pick<KubeObject, 'ref' | 'labels' | 'annotations' | 'generateName' | 'raw'>;

/** How a kind says what pods it makes. `apiGroup` keeps look-alikes of other groups out. */
interface WorkloadShape {
  readonly apiGroup: string;
  readonly template: FieldPath;
  readonly replicas: FieldPath | undefined;
}

const SPEC_TEMPLATE: FieldPath = ['spec', 'template'];

const WORKLOADS: ReadonlyMap<string, WorkloadShape> = new Map(
  Object.entries({
    Deployment: { apiGroup: 'apps', template: SPEC_TEMPLATE, replicas: ['spec', 'replicas'] },
    ReplicaSet: { apiGroup: 'apps', template: SPEC_TEMPLATE, replicas: ['spec', 'replicas'] },
    StatefulSet: { apiGroup: 'apps', template: SPEC_TEMPLATE, replicas: ['spec', 'replicas'] },
    DaemonSet: { apiGroup: 'apps', template: SPEC_TEMPLATE, replicas: undefined },
    Job: { apiGroup: 'batch', template: SPEC_TEMPLATE, replicas: ['spec', 'parallelism'] },
    CronJob: {
      apiGroup: 'batch',
      template: ['spec', 'jobTemplate', 'spec', 'template'],
      replicas: ['spec', 'jobTemplate', 'spec', 'parallelism'],
    },
    ReplicationController: { apiGroup: '', template: SPEC_TEMPLATE, replicas: ['spec', 'replicas'] },
    DeploymentConfig: {
      apiGroup: 'apps.openshift.io',
      template: SPEC_TEMPLATE,
      replicas: ['spec', 'replicas'],
    },
    Rollout: { apiGroup: 'argoproj.io', template: SPEC_TEMPLATE, replicas: ['spec', 'replicas'] },
  }),
);

/** The other kinds that are read whole, each with the groups in which it is not a look-alike. */
const OTHERS: ReadonlyMap<
  string,
  { readonly groups: readonly string[]; readonly read: (base: Base) => KubeObject }
> = new Map(
  Object.entries({
    Service: { groups: [''], read: readService },
    Pod: { groups: [''], read: readPod },
    Endpoints: { groups: [''], read: readEndpoints },
    EndpointSlice: { groups: ['discovery.k8s.io'], read: readEndpointSlice },
    Ingress: { groups: ['networking.k8s.io', 'extensions'], read: readIngress },
  }),
);

const PLAIN_SELECTORS: ReadonlySet<string> = new Set(['ReplicationController', 'DeploymentConfig']);

/**
 * True for a kind whose selector has its labels right under `spec.selector`; that of all others is a LabelSelector.
 * Source: openshift/api apps/v1/types.go DeploymentConfigSpec, 4.17; k8s.io/api core/v1 ReplicationControllerSpec, v1.36.
 */
export function hasPlainSelector(kind: string): boolean {
  return PLAIN_SELECTORS.has(kind);
}

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
  const shape = WORKLOADS.get(kind);
  if (shape && (shape.apiGroup === group || LEGACY_GROUPS.has(group))) return readWorkload(base, shape);
  const other = OTHERS.get(kind);
  if (other?.groups.includes(group)) return other.read(base);
  return readCustomWorkloads(base)[0] ?? { ...base, is: 'Other' };
}

function readPod(base: Base): Pod {
  return { ...base, is: 'Pod', template: readTemplate(base.raw, []) };
}

/**
 * What else makes pods in the resource that an object was read from: a custom resource may have several pod templates, and
 * `readObject` reads the first. They share `ref` and `raw`.
 */
export function readFurtherTemplates({
  is,
  raw,
  ref,
  labels,
  annotations,
  generateName,
}: KubeObject): readonly Workload[] {
  if (is !== 'Workload' || !isCustomKind(ref)) return [];
  return readCustomWorkloads({ raw, ref, labels, annotations, generateName }).slice(1);
}

/** Custom resources with pod templates: how many pods they make is known only where `spec.replicas` stands beside the template. */
function readCustomWorkloads(base: Base): readonly Workload[] {
  if (!isCustomKind(base.ref)) return [];
  return findPodTemplates(base.raw).map((template) =>
    readWorkload(base, {
      apiGroup: groupOf(base.ref.apiVersion),
      template,
      replicas: template.length === 2 ? ['spec', 'replicas'] : undefined,
    }),
  );
}

function readBase(raw: ValueMap, apiVersion: string, kind: string): Base {
  const metadata = asMap(raw['metadata']);
  return {
    ref: refOf(apiVersion, kind, asString(metadata['namespace']), asString(metadata['name'])),
    labels: readStringMap(metadata['labels']),
    annotations: readStringMap(metadata['annotations']),
    generateName: asString(metadata['generateName']),
    raw,
  };
}

/** An empty namespace or name is none. */
function refOf(
  apiVersion: string,
  kind: string,
  namespace: string | undefined,
  name: string | undefined,
): ObjectRef {
  if (name) return namespace ? { apiVersion, kind, namespace, name } : { apiVersion, kind, name };
  return namespace ? { apiVersion, kind, namespace } : { apiVersion, kind };
}

function readWorkload(base: Base, shape: WorkloadShape): Workload {
  const spec = asMap(base.raw['spec']);
  const selector = spec['selector'];
  return {
    ref: base.ref,
    labels: base.labels,
    annotations: base.annotations,
    generateName: base.generateName,
    raw: base.raw,
    is: 'Workload',
    template: readTemplate(valueAt(base.raw, shape.template), shape.template),
    replicas: shape.replicas && asInteger(valueAt(base.raw, shape.replicas)),
    selector: hasPlainSelector(base.ref.kind) ? readMapSelector(selector) : readLabelSelector(selector),
    serviceName: base.ref.kind === 'StatefulSet' ? asString(spec['serviceName']) : undefined,
    paused: asBoolean(spec['paused']) ?? false,
  };
}

function readMapSelector(value: Value | undefined): Selector | undefined {
  if (!isMap(value)) return undefined;
  return selectorFromMap(readStringMap(value));
}
