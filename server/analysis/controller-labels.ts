// Label keys that controllers add to pods at run time: a template need not have them.
import { labelList } from './label-list.ts';

const isKnown = labelList([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/*',
  'job-name',
  'controller-uid',
  'rollouts-pod-template-hash',
  'security.istio.io/*',
  'service.istio.io/*',
  'topology.kubernetes.io/*',
  // Controllers whose templates are read: Kruise, OpenShift, LeaderWorkerSet, JobSet, Ray, Kubeflow, Volcano, Kueue.
  'apps.kruise.io/*',
  'deployment',
  'deploymentconfig',
  'leaderworkerset.sigs.k8s.io/*',
  'jobset.sigs.k8s.io/*',
  'ray.io/*',
  'training.kubeflow.org/*',
  'volcano.sh/*',
  'kueue.x-k8s.io/*',
]);

/** True for a label key that a controller adds at run time, of the known ones or of the user's patterns. */
export function isControllerLabel(key: string, patterns: readonly string[]): boolean {
  return (
    isKnown(key) ||
    patterns.some((pattern) =>
      pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern,
    )
  );
}
