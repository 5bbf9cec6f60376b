import { t } from '@vscode/l10n';
import { kindExists } from '../../shared/api/kinds.ts';
import { minorOf } from '../../shared/api/version.ts';
import { nearestOf } from '../analysis/api-fixes.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A kind that the cluster does not have in this version. */
export const rule = defineApiRule({
  id: 'manifest-kind-unknown',
  summary: 'The cluster must have the kind in that version',
  why: 'Kinds move to other API versions and the old ones are removed: `extensions/v1beta1` is gone since Kubernetes 1.22. The API server has no place for such an object.',
  silentWhen: ['the group is not one of Kubernetes itself: the kind may be a custom resource'],
  howToFix: 'Write the version that has the kind. Fields may have moved between versions.',

  say({ object: { ref } }, { settings: { kubernetesVersion } }) {
    const current = versionOf(ref.kind, kubernetesVersion);
    if (ref.apiVersion === '' || ref.kind === '') return t('Both apiVersion and kind must be written');
    return current === undefined
      ? t('Kubernetes {0} has no kind {1} in {2}', kubernetesVersion, ref.kind, ref.apiVersion)
      : t(
          'Kubernetes {0} has no kind {1} in {2}: use {3}',
          kubernetesVersion,
          ref.kind,
          ref.apiVersion,
          current,
        );
  },

  *fix({ object }, { settings: { kubernetesVersion } }) {
    const { apiVersion, kind } = object.ref;
    const current = versionOf(kind, kubernetesVersion);
    if (current !== undefined) {
      const steps = [{ type: 'set', object, path: ['apiVersion'], value: current }] as const;
      yield { title: t('Use {0}', current), steps, isPreferred: kind !== 'CustomResourceDefinition' };
      return;
    }
    const minor = minorOf(kubernetesVersion);
    const meant = nearestOf(
      kind,
      KINDS.filter((name) => kindExists(apiVersion, name, minor) === 'yes'),
    );
    if (meant === undefined) return;
    yield {
      title: t('Use kind {0}', meant),
      steps: [{ type: 'set', object, path: ['kind'], value: meant }],
      isPreferred: true,
    };
  },
});

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

const KINDS =
  'Service Endpoints Pod ConfigMap Secret Namespace ServiceAccount PersistentVolume PersistentVolumeClaim ReplicationController Deployment ReplicaSet DaemonSet StatefulSet Job CronJob Ingress IngressClass NetworkPolicy EndpointSlice PodDisruptionBudget HorizontalPodAutoscaler Role RoleBinding ClusterRole ClusterRoleBinding'.split(
    ' ',
  );

/** The version that has a kind; `undefined` when none does. */
function versionOf(kind: string, kubernetesVersion: string): string | undefined {
  return VERSIONS.find((version) => kindExists(version, kind, minorOf(kubernetesVersion)) === 'yes');
}
