// The fields that hold the names of other objects, which follow when a prefix, suffix or namespace changes those names.
import type { NameReference } from './default-specs.ts';
import type { FieldSpec } from './field-spec.ts';

/** Where kinds keep their pod spec. */
const POD_SPECS: Readonly<Record<string, string>> = {
  Pod: 'spec',
  PodTemplate: 'template/spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  ReplicationController: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
};

const WITH_VOLUMES = [
  'Pod',
  'PodTemplate',
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'CronJob',
];
const WITH_ACCOUNTS = [
  'Pod',
  'StatefulSet',
  'Deployment',
  'ReplicationController',
  'CronJob',
  'Job',
  'DaemonSet',
];
const RBAC = 'rbac.authorization.k8s.io';
const WEBHOOKS = 'admissionregistration.k8s.io';

function inPods(kinds: readonly string[], ...fields: readonly string[]): readonly FieldSpec[] {
  return kinds.flatMap((kind) => fields.map((field) => ({ kind, path: `${POD_SPECS[kind]}/${field}` })));
}

function inContainers(...fields: readonly string[]): readonly string[] {
  return ['containers', 'initContainers'].flatMap((list) => fields.map((field) => `${list}/${field}`));
}

const SCALED: readonly NameReference[] = [
  'Deployment',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
].map((kind) => ({
  kind,
  fieldSpecs: [{ kind: 'HorizontalPodAutoscaler', path: 'spec/scaleTargetRef/name' }],
}));

const CONFIG_MAP: NameReference = {
  kind: 'ConfigMap',
  version: 'v1',
  fieldSpecs: [
    ...inPods(
      WITH_VOLUMES,
      'volumes/configMap/name',
      'volumes/projected/sources/configMap/name',
      ...inContainers('env/valueFrom/configMapKeyRef/name', 'envFrom/configMapRef/name'),
    ),
    { kind: 'Node', path: 'spec/configSource/configMap' },
    { kind: 'Role', path: 'rules/resourceNames' },
    { kind: 'ClusterRole', path: 'rules/resourceNames' },
    { kind: 'Ingress', path: 'metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap' },
  ],
};

const SECRET: NameReference = {
  kind: 'Secret',
  version: 'v1',
  fieldSpecs: [
    ...inPods(
      WITH_VOLUMES,
      'volumes/secret/secretName',
      'volumes/projected/sources/secret/name',
      'imagePullSecrets/name',
      ...inContainers('env/valueFrom/secretKeyRef/name', 'envFrom/secretRef/name'),
    ),
    { kind: 'Ingress', path: 'spec/tls/secretName' },
    ...['ingress.kubernetes.io\\/auth-secret', 'nginx.ingress.kubernetes.io\\/auth-secret'].map((key) => ({
      kind: 'Ingress',
      path: `metadata/annotations/${key}`,
    })),
    { kind: 'Ingress', path: 'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret' },
    { kind: 'ServiceAccount', path: 'imagePullSecrets/name' },
    ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((key) => ({
      kind: 'StorageClass',
      path: `parameters/${key}`,
    })),
    { kind: 'Role', path: 'rules/resourceNames' },
    { kind: 'ClusterRole', path: 'rules/resourceNames' },
    {
      kind: 'Service',
      group: 'serving.knative.dev',
      version: 'v1',
      path: 'spec/template/spec/containers/env/valueFrom/secretKeyRef/name',
    },
    { kind: 'PersistentVolume', path: 'spec/azureFile/secretName' },
  ],
};

const SERVICE: NameReference = {
  kind: 'Service',
  version: 'v1',
  fieldSpecs: [
    { kind: 'StatefulSet', group: 'apps', path: 'spec/serviceName' },
    { kind: 'Ingress', path: 'spec/rules/http/paths/backend/serviceName' },
    { kind: 'Ingress', path: 'spec/backend/serviceName' },
    { kind: 'Ingress', path: 'spec/rules/http/paths/backend/service/name' },
    { kind: 'Ingress', path: 'spec/defaultBackend/service/name' },
    { kind: 'APIService', group: 'apiregistration.k8s.io', path: 'spec/service/name' },
    { kind: 'ValidatingWebhookConfiguration', group: WEBHOOKS, path: 'webhooks/clientConfig/service' },
    { kind: 'MutatingWebhookConfiguration', group: WEBHOOKS, path: 'webhooks/clientConfig/service' },
  ],
};

const ROLES: readonly NameReference[] = [
  { kind: 'Role', group: RBAC, fieldSpecs: [{ kind: 'RoleBinding', group: RBAC, path: 'roleRef/name' }] },
  {
    kind: 'ClusterRole',
    group: RBAC,
    fieldSpecs: [
      { kind: 'RoleBinding', group: RBAC, path: 'roleRef/name' },
      { kind: 'ClusterRoleBinding', group: RBAC, path: 'roleRef/name' },
    ],
  },
  {
    kind: 'ServiceAccount',
    version: 'v1',
    fieldSpecs: [
      { kind: 'RoleBinding', group: RBAC, path: 'subjects' },
      { kind: 'ClusterRoleBinding', group: RBAC, path: 'subjects' },
      ...inPods(WITH_ACCOUNTS, 'serviceAccountName'),
    ],
  },
];

const STORAGE: readonly NameReference[] = [
  {
    kind: 'PersistentVolumeClaim',
    version: 'v1',
    fieldSpecs: inPods(WITH_ACCOUNTS, 'volumes/persistentVolumeClaim/claimName'),
  },
  {
    kind: 'PersistentVolume',
    version: 'v1',
    fieldSpecs: [
      { kind: 'PersistentVolumeClaim', path: 'spec/volumeName' },
      { kind: 'ClusterRole', path: 'rules/resourceNames' },
    ],
  },
  {
    kind: 'StorageClass',
    version: 'v1',
    group: 'storage.k8s.io',
    fieldSpecs: [
      { kind: 'PersistentVolume', path: 'spec/storageClassName' },
      { kind: 'PersistentVolumeClaim', path: 'spec/storageClassName' },
      { kind: 'StatefulSet', path: 'spec/volumeClaimTemplates/spec/storageClassName' },
    ],
  },
];

/** Source: kustomize api/internal/konfig/builtinpluginconsts/namereference.go nameReferenceFieldSpecs, v5.5. */
export const DEFAULT_NAME_REFERENCES: readonly NameReference[] = [
  ...SCALED,
  CONFIG_MAP,
  SECRET,
  SERVICE,
  ...ROLES,
  ...STORAGE,
  {
    kind: 'PriorityClass',
    version: 'v1',
    group: 'scheduling.k8s.io',
    fieldSpecs: inPods(WITH_ACCOUNTS, 'priorityClassName'),
  },
];
