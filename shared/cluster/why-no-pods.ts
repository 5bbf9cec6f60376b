// Why a workload that the API server accepts makes no pods at all.
import type { PodTemplate, Workload } from '../model/objects.ts';
import { asBoolean, asInteger, asMap, asString, valueAt } from '../model/value.ts';

/** `not-fired`: a CronJob between firings. The last two are pods that the API server would refuse. */
export type NoPodsReason =
  'zero-replicas' | 'paused' | 'suspended' | 'not-fired' | 'name-too-long' | 'host-port-twice';

/** A label value has at most 63 characters; a StatefulSet's `controller-revision-hash` is its name, a dash and ten more. */
const MAX_STATEFUL_SET_NAME = 63 - 11;

const EVERY_MINUTE = /^\s*\*(\/1)?(\s+\*){4}\s*$/;

/**
 * The first reason that holds, or `undefined` for a workload that makes pods.
 * A CronJob counts as fired when its schedule is every minute: by the time that everything has settled it has run.
 */
export function whyNoPods(workload: Workload): NoPodsReason | undefined {
  const spec = asMap(workload.raw['spec']);
  const { kind, name = '' } = workload.ref;
  if (kind === 'Deployment' && workload.paused) return 'paused';
  if (workload.replicas === 0 || (workload.replicas ?? 0) < 0) return 'zero-replicas';
  if (kind === 'Job' || kind === 'CronJob') {
    if (asBoolean(spec['suspend'])) return 'suspended';
    if (kind === 'CronJob' && !EVERY_MINUTE.test(asString(spec['schedule']) ?? '')) return 'not-fired';
    if (asBoolean(valueAt(spec, ['jobTemplate', 'spec', 'suspend']))) return 'suspended';
    if (jobCompletions(workload) === 0) return 'zero-replicas';
  }
  if (kind === 'StatefulSet' && name.length > MAX_STATEFUL_SET_NAME) return 'name-too-long';
  if (usesHostPortTwice(workload.template)) return 'host-port-twice';
  return undefined;
}

/** `spec.completions` of a Job, or of the Jobs that a CronJob makes. */
export function jobCompletions(workload: Workload): number | undefined {
  const spec = workload.ref.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec'] : ['spec'];
  return asInteger(valueAt(workload.raw, [...spec, 'completions']));
}

/**
 * On the host network every container port becomes a host port, when the pod is created and not before: a template with
 * one port twice is accepted and its pods are refused.
 * Source: kubernetes pkg/apis/core/validation/validation.go checkHostPortConflicts, v1.36.
 */
function usesHostPortTwice(template: PodTemplate): boolean {
  if (!template.hostNetwork) return false;
  const seen = new Set<string>();
  for (const { protocol, containerPort } of template.containers.flatMap((container) => container.ports)) {
    const key = `${protocol}/${containerPort}`;
    if (seen.has(key)) return true;
    seen.add(key);
  }
  return false;
}
