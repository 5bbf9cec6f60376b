// Which kinds a cluster has by itself, so that a kind of a built-in group that does not exist can be told from a custom resource.
import { groupOf } from '../model/object-ref.ts';

/** The kinds that an API server serves by default, by group and version. A number after a kind is the first minor version that has it. */
const SERVED: Readonly<Record<string, string>> = {
  v1: 'Binding ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount ComponentStatus',
  'admissionregistration.k8s.io/v1':
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration ValidatingAdmissionPolicy:30 ValidatingAdmissionPolicyBinding:30 MutatingAdmissionPolicy:36 MutatingAdmissionPolicyBinding:36',
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
  'apiregistration.k8s.io/v1': 'APIService',
  'apps/v1': 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  'authentication.k8s.io/v1': 'TokenReview SelfSubjectReview',
  'authorization.k8s.io/v1':
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'autoscaling/v1': 'HorizontalPodAutoscaler Scale',
  'autoscaling/v2': 'HorizontalPodAutoscaler',
  'batch/v1': 'CronJob Job',
  'certificates.k8s.io/v1': 'CertificateSigningRequest',
  'coordination.k8s.io/v1': 'Lease',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'events.k8s.io/v1': 'Event',
  'flowcontrol.apiserver.k8s.io/v1': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io/v1': 'Ingress IngressClass NetworkPolicy IPAddress:33 ServiceCIDR:33',
  'node.k8s.io/v1': 'RuntimeClass',
  'policy/v1': 'PodDisruptionBudget Eviction',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io/v1': 'DeviceClass:34 ResourceClaim:34 ResourceClaimTemplate:34 ResourceSlice:34',
  'scheduling.k8s.io/v1': 'PriorityClass',
  'storage.k8s.io/v1':
    'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass:34',
};

/** Versions that were served by default once and are no longer, with the first minor version without them. */
const REMOVED: Readonly<Record<string, number>> = {
  'extensions/v1beta1': 22,
  'apps/v1beta1': 16,
  'apps/v1beta2': 16,
  'apiextensions.k8s.io/v1beta1': 22,
  'apiregistration.k8s.io/v1beta1': 22,
  'authentication.k8s.io/v1beta1': 22,
  'authorization.k8s.io/v1beta1': 22,
  'autoscaling/v2beta1': 25,
  'autoscaling/v2beta2': 26,
  'batch/v1beta1': 25,
  'batch/v2alpha1': 21,
  'discovery.k8s.io/v1beta1': 25,
  'events.k8s.io/v1beta1': 25,
  'flowcontrol.apiserver.k8s.io/v1beta1': 26,
  'flowcontrol.apiserver.k8s.io/v1beta2': 29,
  'flowcontrol.apiserver.k8s.io/v1beta3': 32,
  'node.k8s.io/v1beta1': 25,
  'policy/v1beta1': 25,
  'rbac.authorization.k8s.io/v1beta1': 22,
  'scheduling.k8s.io/v1beta1': 22,
};

/** Kinds of versions that are otherwise gone, or that never left beta: they are not judged. */
const NOT_JUDGED =
  /^(networking|storage|admissionregistration|certificates|coordination)\.k8s\.io\/v1(alpha|beta)\d+$/;

/** Kinds of `networking.k8s.io/v1beta1` that were removed while the version itself came back for others. */
const REMOVED_KINDS: Readonly<Record<string, number>> = {
  'networking.k8s.io/v1beta1/Ingress': 22,
  'networking.k8s.io/v1beta1/IngressClass': 22,
  'storage.k8s.io/v1beta1/CSIDriver': 22,
  'storage.k8s.io/v1beta1/CSINode': 22,
  'storage.k8s.io/v1beta1/StorageClass': 22,
  'storage.k8s.io/v1beta1/VolumeAttachment': 22,
  'storage.k8s.io/v1beta1/CSIStorageCapacity': 27,
};

const BUILT_IN_GROUPS: ReadonlySet<string> = new Set(
  [...Object.keys(SERVED), ...Object.keys(REMOVED)].map(groupOf),
);

/** Kinds of no namespace, of those that are served by default. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set(
  'Namespace Node PersistentVolume ComponentStatus MutatingWebhookConfiguration ValidatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding MutatingAdmissionPolicy MutatingAdmissionPolicyBinding CustomResourceDefinition APIService TokenReview SelfSubjectReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview CertificateSigningRequest FlowSchema PriorityLevelConfiguration IngressClass IPAddress ServiceCIDR RuntimeClass ClusterRole ClusterRoleBinding DeviceClass ResourceSlice PriorityClass CSIDriver CSINode StorageClass VolumeAttachment VolumeAttributesClass'.split(
    ' ',
  ),
);

/**
 * Whether a cluster of this version has a kind: `unknown` for custom resources and for versions that are off by default.
 * Lists (`List`, `ServiceList`) are `unknown` too, since kubectl takes them apart before anything is created.
 */
export function kindExists(apiVersion: string, kind: string, minor: number): 'yes' | 'no' | 'unknown' {
  const served = SERVED[apiVersion];
  if (kind === 'List' || (kind.endsWith('List') && served)) return 'unknown';
  if (Object.hasOwn(SERVED, apiVersion) && served) {
    const since = servedSince(served, kind);
    return since !== undefined && since <= minor ? 'yes' : 'no';
  }
  const removedKind = REMOVED_KINDS[`${apiVersion}/${kind}`];
  if (removedKind !== undefined) return removedKind <= minor ? 'no' : 'unknown';
  if (NOT_JUDGED.test(apiVersion)) return 'unknown';
  const removed = Object.hasOwn(REMOVED, apiVersion) ? REMOVED[apiVersion] : undefined;
  if (removed !== undefined) return removed <= minor ? 'no' : 'unknown';
  if (kind === '' || apiVersion === '') return 'no';
  const group = groupOf(apiVersion);
  const isStable = /(^|\/)v\d+$/.test(apiVersion) || !apiVersion.includes('/');
  if (isStable && BUILT_IN_GROUPS.has(group)) return 'no';
  return !mayBeCustom(group) && isServedSomewhere(kind) ? 'no' : 'unknown';
}

/** The versions that manifests of the built-in kinds are written in today. */
const VERSIONS = [
  'v1',
  'apps/v1',
  'batch/v1',
  'networking.k8s.io/v1',
  'discovery.k8s.io/v1',
  'policy/v1',
  'autoscaling/v2',
  'rbac.authorization.k8s.io/v1',
  'apiextensions.k8s.io/v1',
  'storage.k8s.io/v1',
  'scheduling.k8s.io/v1',
  'admissionregistration.k8s.io/v1',
  'apiregistration.k8s.io/v1',
  'certificates.k8s.io/v1',
  'coordination.k8s.io/v1',
  'events.k8s.io/v1',
  'node.k8s.io/v1',
];

/** The version to write a built-in kind in; `undefined` when a cluster of that minor version has no such kind. */
export function versionOf(kind: string, minor: number): string | undefined {
  return VERSIONS.find((version) => kindExists(version, kind, minor) === 'yes');
}

/**
 * Whether custom resources may be of a group: not without a dot.
 *
 * Source: kubernetes/kubernetes staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go
 * validateCustomResourceDefinitionSpec ("should be a domain with at least one dot"), v1.36.
 */
function mayBeCustom(group: string): boolean {
  return group.includes('.') || BUILT_IN_GROUPS.has(group);
}

function isServedSomewhere(kind: string): boolean {
  return Object.values(SERVED).some((served) => servedSince(served, kind) !== undefined);
}

/** Whether objects of a built-in kind live outside namespaces; false for kinds that are not known. */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
  return Object.hasOwn(SERVED, apiVersion) && CLUSTER_SCOPED.has(kind);
}

/** The plural of a built-in kind with its group, as in `services "web" already exists` or `deployments.apps "web" already exists`. */
export function resourceOf(apiVersion: string, kind: string): string {
  const group = groupOf(apiVersion);
  return group ? `${pluralOf(kind)}.${group}` : pluralOf(kind);
}

function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name === 'endpoints') return name;
  if (/(s|ch|x)$/.test(name)) return `${name}es`;
  return name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
}

const servedKinds = new Map<string, ReadonlyMap<string, number>>();

function servedSince(served: string, kind: string): number | undefined {
  let kinds = servedKinds.get(served);
  if (!kinds) servedKinds.set(served, (kinds = readServed(served)));
  return kinds.get(kind);
}

function readServed(served: string): ReadonlyMap<string, number> {
  return new Map(
    served.split(' ').map((entry) => {
      const [name = '', since] = entry.split(':');
      return [name, Number(since ?? 0)];
    }),
  );
}
