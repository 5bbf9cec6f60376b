import { t } from '@vscode/l10n';
import { kindExists, versionOf } from '../../shared/api/kinds.ts';
import { minorOf } from '../../shared/api/version.ts';
import type { ObjectRef } from '../../shared/model/object-ref.ts';
import { nearestOf } from '../analysis/api-fixes.ts';
import { defineApiRule } from '../analysis/api-rule.ts';
import { writeFirst } from '../analysis/write-first.ts';

/** A kind that the cluster does not have in this version, or no version at all. */
export const rule = defineApiRule({
  id: 'manifest-kind-unknown',
  summary: 'The cluster must have the kind in the version that is written',
  why: 'Kinds move to other API versions and the old ones are removed: `extensions/v1beta1` is gone since Kubernetes 1.22. The API server has no place for such an object, and kubectl sends none without a version.',
  silentWhen: [
    'the group is not one of Kubernetes itself and has a dot, or its kind has no namesake in Kubernetes: it may be a custom resource',
    'no version is written and the text could be something else: it has no name, no field of its own, or one that the kind does not know; or it is a patch',
    'the version has no group and no kind of Kubernetes is spelt alike: kubeconfig files and OpenShift use `v1` too',
  ],
  howToFix: 'Write the version that has the kind. Fields may have moved between versions.',

  isMeant: ({ object: { ref } }, { settings: { kubernetesVersion } }) =>
    ref.apiVersion.includes('/') ||
    ref.kind.includes('/') ||
    versionOf(ref.kind, minorOf(kubernetesVersion)) !== undefined ||
    meantKind(ref, kubernetesVersion) !== undefined,

  say({ object: { ref } }, { settings: { kubernetesVersion } }) {
    const current = versionOf(ref.kind, minorOf(kubernetesVersion));
    if (current !== undefined && ref.apiVersion === '') {
      const line = `apiVersion: ${current}`;
      return t('"apiVersion" is missing, and kubectl refuses what does not say it. Write {0}', line);
    }
    if (current !== undefined) {
      return t(
        'Kubernetes {0} has no kind {1} in {2}: use {3}',
        kubernetesVersion,
        ref.kind,
        ref.apiVersion,
        current,
      );
    }
    const meant = meantKind(ref, kubernetesVersion);
    if (meant !== undefined)
      return t('Kubernetes has no kind {0} in {1}. Did you mean {2}?', ref.kind, ref.apiVersion, meant);
    return kindExists(ref.apiVersion, ref.kind, 0) === 'no'
      ? t('Kubernetes has no kind {0} in {1}', ref.kind, ref.apiVersion)
      : t('Kubernetes {0} has no kind {1} any more', kubernetesVersion, `${ref.apiVersion} ${ref.kind}`);
  },

  *fix({ object }, { settings: { kubernetesVersion } }) {
    const { kind } = object.ref;
    const current = versionOf(kind, minorOf(kubernetesVersion));
    if (current !== undefined && object.ref.apiVersion === '') {
      const steps = [writeFirst(object, 'apiVersion', current)];
      yield { title: t('Write apiVersion: {0}', current), steps, isPreferred: true };
      return;
    }
    if (current !== undefined) {
      const steps = [{ type: 'set', object, path: ['apiVersion'], value: current }] as const;
      yield { title: t('Use {0}', current), steps, isPreferred: kind !== 'CustomResourceDefinition' };
      return;
    }
    const meant = meantKind(object.ref, kubernetesVersion);
    if (meant === undefined) return;
    yield {
      title: t('Use kind {0}', meant),
      steps: [{ type: 'set', object, path: ['kind'], value: meant }],
      isPreferred: true,
    };
  },
});

const KINDS =
  'Service Endpoints Pod ConfigMap Secret Namespace ServiceAccount PersistentVolume PersistentVolumeClaim ReplicationController Deployment ReplicaSet DaemonSet StatefulSet Job CronJob Ingress IngressClass NetworkPolicy EndpointSlice PodDisruptionBudget HorizontalPodAutoscaler Role RoleBinding ClusterRole ClusterRoleBinding'.split(
    ' ',
  );

/** A kind of that version which is spelt alike. */
function meantKind({ apiVersion, kind }: ObjectRef, kubernetesVersion: string): string | undefined {
  const minor = minorOf(kubernetesVersion);
  return nearestOf(
    kind,
    KINDS.filter((name) => kindExists(apiVersion, name, minor) === 'yes'),
  );
}
