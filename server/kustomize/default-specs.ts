// The fields that kustomize's transformers change unless a configuration adds others.
import type { FieldSpec } from './field-spec.ts';

/** The fields that hold the name of an object of a kind. */
export interface NameReference {
  readonly group?: string;
  readonly version?: string;
  readonly kind: string;
  readonly fieldSpecs: readonly FieldSpec[];
}

/** What a configuration file may add to, under the names it has there. */
export interface SpecConfig {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly varReference: readonly FieldSpec[];
  readonly nameReference: readonly NameReference[];
}

/** Where a kind keeps its pod template. */
const TEMPLATES: readonly (Pick<FieldSpec, 'kind' | 'group' | 'version'> & { readonly path: string })[] = [
  { kind: 'ReplicationController', version: 'v1', path: 'spec/template' },
  { kind: 'Deployment', path: 'spec/template' },
  { kind: 'ReplicaSet', path: 'spec/template' },
  { kind: 'DaemonSet', path: 'spec/template' },
  { kind: 'StatefulSet', group: 'apps', path: 'spec/template' },
  { kind: 'Job', group: 'batch', path: 'spec/template' },
  { kind: 'CronJob', group: 'batch', path: 'spec/jobTemplate' },
  { kind: 'CronJob', group: 'batch', path: 'spec/jobTemplate/spec/template' },
];

const TEMPLATE_LABELS: readonly FieldSpec[] = [
  ...TEMPLATES.map((template) => ({ ...template, path: `${template.path}/metadata/labels`, create: true })),
  { kind: 'StatefulSet', group: 'apps', path: 'spec/volumeClaimTemplates[]/metadata/labels', create: true },
];

/** The label selectors inside the affinity of a pod template. */
const AFFINITY_SELECTORS = [
  ...['podAffinity', 'podAntiAffinity'].flatMap((affinity) => [
    `affinity/${affinity}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
    `affinity/${affinity}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
  ]),
  'topologySpreadConstraints/labelSelector/matchLabels',
];

const SELECTORS: readonly FieldSpec[] = [
  { kind: 'Service', version: 'v1', path: 'spec/selector', create: true },
  { kind: 'ReplicationController', version: 'v1', path: 'spec/selector', create: true },
  { kind: 'Deployment', path: 'spec/selector/matchLabels', create: true },
  { kind: 'ReplicaSet', path: 'spec/selector/matchLabels', create: true },
  { kind: 'DaemonSet', path: 'spec/selector/matchLabels', create: true },
  { kind: 'StatefulSet', group: 'apps', path: 'spec/selector/matchLabels', create: true },
  { kind: 'Job', group: 'batch', path: 'spec/selector/matchLabels' },
  { kind: 'CronJob', group: 'batch', path: 'spec/jobTemplate/spec/selector/matchLabels' },
  { kind: 'PodDisruptionBudget', group: 'policy', path: 'spec/selector/matchLabels' },
  { kind: 'NetworkPolicy', group: 'networking.k8s.io', path: 'spec/podSelector/matchLabels' },
  { kind: 'NetworkPolicy', group: 'networking.k8s.io', path: 'spec/ingress/from/podSelector/matchLabels' },
  { kind: 'NetworkPolicy', group: 'networking.k8s.io', path: 'spec/egress/to/podSelector/matchLabels' },
  ...['Deployment', 'StatefulSet'].flatMap((kind) =>
    AFFINITY_SELECTORS.map((path) => ({ kind, group: 'apps', path: `spec/template/spec/${path}` })),
  ),
];

/** The fields that a variable may be written in. */
const VARIABLE_FIELDS: readonly FieldSpec[] = [
  ...[
    ['Pod', 'spec'],
    ['Deployment', 'spec/template/spec'],
    ['ReplicaSet', 'spec/template/spec'],
    ['DaemonSet', 'spec/template/spec'],
    ['StatefulSet', 'spec/template/spec'],
    ['Job', 'spec/template/spec'],
    ['CronJob', 'spec/jobTemplate/spec/template/spec'],
  ].flatMap(([kind = '', spec = '']) => [
    ...['containers', 'initContainers'].flatMap((list) =>
      ['args', 'command', 'env/value', 'volumeMounts/mountPath'].map((field) => ({
        kind,
        path: `${spec}/${list}/${field}`,
      })),
    ),
    { kind, path: `${spec}/volumes/nfs/server` },
  ]),
  { kind: 'Ingress', path: 'spec/rules/host' },
  { kind: 'Ingress', path: 'spec/tls/hosts' },
  { kind: 'Ingress', path: 'spec/tls/secretName' },
  { kind: 'Service', path: 'spec/ports/port' },
  { kind: 'Service', path: 'spec/ports/targetPort' },
  { kind: 'PersistentVolume', path: 'spec/nfs/server' },
  { kind: 'StatefulSet', path: 'spec/volumeClaimTemplates/spec/nfs/server' },
  { path: 'metadata/labels' },
  { path: 'metadata/annotations' },
];

/** `metadata/labels` of every object. */
export const METADATA_LABELS: FieldSpec = { path: 'metadata/labels', create: true };

/**
 * What holds without any configuration; name references are in default-name-references.ts.
 * Source: kustomize api/internal/konfig/builtinpluginconsts/*.go, v5.5.
 */
export const DEFAULT_SPECS: Omit<SpecConfig, 'nameReference'> = {
  namePrefix: [{ path: 'metadata/name' }],
  nameSuffix: [{ path: 'metadata/name' }],
  namespace: [
    { kind: 'Namespace', path: 'metadata/name', create: true },
    { kind: 'APIService', group: 'apiregistration.k8s.io', path: 'spec/service/namespace', create: true },
    {
      kind: 'CustomResourceDefinition',
      group: 'apiextensions.k8s.io',
      path: 'spec/conversion/webhook/clientConfig/service/namespace',
    },
  ],
  commonLabels: [METADATA_LABELS, ...SELECTORS, ...TEMPLATE_LABELS],
  templateLabels: TEMPLATE_LABELS,
  commonAnnotations: [
    { path: 'metadata/annotations', create: true },
    ...TEMPLATES.map((template) => ({
      ...template,
      path: `${template.path}/metadata/annotations`,
      create: true,
    })),
  ],
  replicas: ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => ({
    kind,
    path: 'spec/replicas',
    create: true,
  })),
  images: [],
  varReference: VARIABLE_FIELDS,
};
