// Decoded values to typed objects. Tolerant: half-typed text gives an object with fewer fields, never an error.
// Whether the API server would take the value at all is the business of shared/api, not of this file.
import type { FieldPath } from './field-path.ts';
import type { Selector } from './labels.ts';
import type { KubeObject, Workload } from './objects.ts';
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

const WORKLOADS: Readonly<Record<string, WorkloadShape>> = {
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
};

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
      return readCustomWorkloads(base)[0] ?? { ...base, is: 'Other' };
  }
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
  return Object.entries(readStringMap(value)).map(([key, text]) => ({ key, operator: 'In', values: [text] }));
}
