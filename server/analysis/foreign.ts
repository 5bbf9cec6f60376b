// Objects of other controllers: what they make cannot be known from the files.
import { groupOf } from '../../shared/model/object-ref.ts';
import type { KubeObject, PodSource } from '../../shared/model/objects.ts';
import { isCustomKind } from '../../shared/model/pod-templates.ts';

/** Groups whose objects make no pods: policies, routes, certificates, monitors, the API's own groups. */
const NO_PODS =
  /(^|\.)(k8s\.io|istio\.io|cert-manager\.io|linkerd\.io|traefik\.(io|containo\.us)|kyverno\.io|cilium\.io|projectcalico\.org|external-secrets\.io|bitnami\.com|metallb\.io|networking\.gke\.io|cloud\.google\.com|openshift\.io|getambassador\.io|projectcontour\.io|configuration\.konghq\.com|kustomize\.config\.k8s\.io|toolkit\.fluxcd\.io|monitoring\.coreos\.com)$/;

const BUILT_IN: ReadonlySet<string> = new Set(['', 'apps', 'batch', 'autoscaling', 'policy', 'extensions']);

/** Kinds of the groups above that do make pods after all. */
const MAKES_PODS =
  /^(HelmRelease|HelmChart|Prometheus|Alertmanager|ThanosRuler|Application|ApplicationSet|LeaderWorkerSet|JobSet|Terraform|Kustomization)$/;

/** Groups whose controllers make exactly the pods of the template, with the ports and labels that it says. */
const EXACT_GROUPS: ReadonlySet<string> = new Set([
  '',
  'argoproj.io',
  'apps.kruise.io',
  'apps.openshift.io',
  'leaderworkerset.x-k8s.io',
]);

/** True for pods of a template that a controller completes: it may add containers, ports and labels. */
export function isTemplateCompleted(source: PodSource): boolean {
  return (
    source.is === 'Workload' && isCustomKind(source.ref) && !EXACT_GROUPS.has(groupOf(source.ref.apiVersion))
  );
}

/** True for an object whose controller may well make pods, Services or Endpoints of its own. */
export function makesForeignPods(object: KubeObject): boolean {
  const { ref, is } = object;
  if (is === 'Workload') return isTemplateCompleted(object);
  if (is !== 'Other') return false;
  if (MAKES_PODS.test(ref.kind)) return true;
  const group = groupOf(ref.apiVersion);
  return !BUILT_IN.has(group) && !NO_PODS.test(group);
}
