// What the API server fills into workloads and the objects around them.
import type { ValueMap } from '../model/value.ts';
import { defaultTemplate, templateLabels } from './default-pod.ts';
import { isSet, mapField, struct, textMap, withDefaults, withNonZero } from './read.ts';

/**
 * A Deployment with its defaults.
 * Source: kubernetes/kubernetes pkg/apis/apps/v1/defaults.go, v1.36.
 */
export function defaultDeployment(deployment: ValueMap): ValueMap {
  const spec = withDefaults(withTemplate(struct(deployment, 'spec')), {
    replicas: 1,
    strategy: {},
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
  });
  return { ...deployment, spec: rolling(spec, 'strategy', { maxUnavailable: '25%', maxSurge: '25%' }) };
}

/**
 * A DaemonSet with its defaults.
 * Source: kubernetes/kubernetes pkg/apis/apps/v1/defaults.go, v1.36.
 */
export function defaultDaemonSet(daemonSet: ValueMap): ValueMap {
  const spec = withDefaults(withTemplate(struct(daemonSet, 'spec')), {
    updateStrategy: {},
    revisionHistoryLimit: 10,
  });
  return { ...daemonSet, spec: rolling(spec, 'updateStrategy', { maxUnavailable: 1, maxSurge: 0 }) };
}

/**
 * A StatefulSet with its defaults.
 * Source: kubernetes/kubernetes pkg/apis/apps/v1/defaults.go, v1.36.
 */
export function defaultStatefulSet(statefulSet: ValueMap): ValueMap {
  let spec = withDefaults(withTemplate(struct(statefulSet, 'spec')), {
    replicas: 1,
    updateStrategy: {},
    revisionHistoryLimit: 10,
    persistentVolumeClaimRetentionPolicy: {},
  });
  spec = rolling(withNonZero(spec, { podManagementPolicy: 'OrderedReady' }), 'updateStrategy', {
    partition: 0,
  });
  spec = mapField(spec, 'persistentVolumeClaimRetentionPolicy', (policy) =>
    withNonZero(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
  );
  return { ...statefulSet, spec };
}

/**
 * A ReplicaSet with its defaults.
 * Source: kubernetes/kubernetes pkg/apis/apps/v1/defaults.go, v1.36.
 */
export function defaultReplicaSet(replicaSet: ValueMap): ValueMap {
  return { ...replicaSet, spec: withDefaults(withTemplate(struct(replicaSet, 'spec')), { replicas: 1 }) };
}

/** Its selector and its own labels are those of the template where it has none. */
export function defaultReplicationController(controller: ValueMap): ValueMap {
  let spec = withDefaults(withTemplate(struct(controller, 'spec')), { replicas: 1 });
  const labels = templateLabels(struct(spec, 'template'));
  if (labels && isEmpty(textMap(spec, 'selector'))) spec = { ...spec, selector: labels };
  const meta = struct(controller, 'metadata');
  const metadata = labels && isEmpty(textMap(meta, 'labels')) ? { ...meta, labels } : meta;
  return { ...controller, metadata, spec };
}

/** Its own labels are those of the template where it has none. Source: pkg/apis/batch/v1/defaults.go, v1.36. */
export function defaultJob(job: ValueMap): ValueMap {
  const spec = defaultJobSpec(struct(job, 'spec'));
  const labels = templateLabels(struct(spec, 'template'));
  const meta = struct(job, 'metadata');
  const metadata = labels && isEmpty(textMap(meta, 'labels')) ? { ...meta, labels } : meta;
  return { ...job, metadata, spec };
}

/**
 * A CronJob with its defaults.
 * Source: kubernetes/kubernetes pkg/apis/batch/v1/defaults.go, v1.36.
 */
export function defaultCronJob(cronJob: ValueMap): ValueMap {
  const spec = withNonZero(struct(cronJob, 'spec'), { concurrencyPolicy: 'Allow' });
  const defaulted = withDefaults(spec, {
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  });
  return {
    ...cronJob,
    spec: mapField(defaulted, 'jobTemplate', (template) => ({
      ...template,
      spec: defaultJobSpec(struct(template, 'spec')),
    })),
  };
}

function defaultJobSpec(given: ValueMap): ValueMap {
  let spec = withTemplate(given);
  if (!isSet(spec, 'completions') && !isSet(spec, 'parallelism'))
    spec = withDefaults(spec, { completions: 1 });
  return withDefaults(spec, {
    parallelism: 1,
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    suspend: false,
  });
}

/**
 * A HorizontalPodAutoscaler with its defaults.
 * Source: kubernetes/kubernetes pkg/apis/autoscaling/v2/defaults.go, v1.36.
 */
export function defaultAutoscaler(autoscaler: ValueMap): ValueMap {
  const cpu = {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
  };
  return mapField(autoscaler, 'spec', (spec) => withDefaults(spec, { minReplicas: 1, metrics: [cpu] }));
}

function withTemplate(spec: ValueMap): ValueMap {
  return { ...spec, template: defaultTemplate(struct(spec, 'template')) };
}

/** A strategy that is not given is a rolling update, and of that what is not given is the default. */
function rolling(spec: ValueMap, key: string, defaults: ValueMap): ValueMap {
  return mapField(spec, key, (given) => {
    const strategy = withNonZero(given, { type: 'RollingUpdate' });
    if (strategy['type'] !== 'RollingUpdate') return strategy;
    return { ...strategy, rollingUpdate: withDefaults(struct(strategy, 'rollingUpdate'), defaults) };
  });
}

function isEmpty(map: Readonly<Record<string, string>> | undefined): boolean {
  return Object.keys(map ?? {}).length === 0;
}
