// Which defaults and which validation belong to which kind.
import type { ValueMap } from '../model/value.ts';
import { child, ROOT, type Cause } from './cause.ts';
import type { Context } from './context.ts';
import { defaultPod, defaultTemplate } from './default-pod.ts';
import { defaultService } from './default-service.ts';
import {
  defaultAutoscaler,
  defaultCronJob,
  defaultDaemonSet,
  defaultDeployment,
  defaultJob,
  defaultReplicaSet,
  defaultReplicationController,
  defaultStatefulSet,
} from './default-workload.ts';
import { dns1123Label, dns1123Subdomain, type Check } from './names.ts';
import { mapField, struct } from './read.ts';
import { validateAutoscaler } from './validate-autoscaler.ts';
import { validateClaims } from './validate-claim.ts';
import { validateDisruptionBudget } from './validate-disruption-budget.ts';
import {
  defaultEndpoints,
  defaultEndpointSlice,
  validateEndpoints,
  validateEndpointSlice,
} from './validate-endpoints.ts';
import { validateIngress } from './validate-ingress.ts';
import { validateCronJob, validateJob } from './validate-job.ts';
import { validateMeta } from './validate-meta.ts';
import { defaultNetworkPolicy, validateNetworkPolicy } from './validate-network-policy.ts';
import { validatePod, validateTemplate } from './validate-pod.ts';
import { validateService } from './validate-service.ts';
import {
  validateDaemonSet,
  validateDeployment,
  validateReplicaSet,
  validateReplicationController,
  validateStatefulSet,
} from './validate-workload.ts';

/** What the server does with an object of one kind between decoding and storing. */
export interface KindRules {
  readonly default: (object: ValueMap) => ValueMap;
  readonly validate: (ctx: Context, object: ValueMap) => readonly Cause[];
}

const same = (object: ValueMap): ValueMap => object;

/** Rules for kinds of which only the metadata is judged. */
function onlyMeta(check: Check, isNamespaced = true): KindRules {
  return {
    default: same,
    validate: (ctx, object) =>
      validateMeta(ctx, struct(object, 'metadata'), { check, isNamespaced }, child(ROOT, 'metadata')),
  };
}

const RULES: Readonly<Record<string, KindRules>> = {
  'v1/Service': { default: defaultService, validate: validateService },
  'v1/Endpoints': { default: defaultEndpoints, validate: validateEndpoints },
  'discovery.k8s.io/v1/EndpointSlice': { default: defaultEndpointSlice, validate: validateEndpointSlice },
  'networking.k8s.io/v1/Ingress': { default: same, validate: validateIngress },
  'networking.k8s.io/v1/NetworkPolicy': { default: defaultNetworkPolicy, validate: validateNetworkPolicy },
  'v1/Pod': { default: defaultPod, validate: validatePod },
  'v1/PodTemplate': {
    default: (object) => mapField(object, 'template', defaultTemplate),
    validate: (ctx, object) => [
      ...onlyMeta(dns1123Subdomain).validate(ctx, object),
      ...validateTemplate(ctx, struct(object, 'template'), child(ROOT, 'template')),
    ],
  },
  'v1/ReplicationController': {
    default: defaultReplicationController,
    validate: validateReplicationController,
  },
  'apps/v1/Deployment': { default: defaultDeployment, validate: validateDeployment },
  'apps/v1/ReplicaSet': { default: defaultReplicaSet, validate: validateReplicaSet },
  'apps/v1/DaemonSet': { default: defaultDaemonSet, validate: validateDaemonSet },
  'apps/v1/StatefulSet': { default: defaultStatefulSet, validate: validateStatefulSet },
  'batch/v1/Job': { default: defaultJob, validate: validateJob },
  'batch/v1/CronJob': { default: defaultCronJob, validate: validateCronJob },
  'autoscaling/v2/HorizontalPodAutoscaler': { default: defaultAutoscaler, validate: validateAutoscaler },
  'policy/v1/PodDisruptionBudget': { default: same, validate: validateDisruptionBudget },
  'v1/Namespace': onlyMeta(dns1123Label, false),
  'v1/Node': onlyMeta(dns1123Subdomain, false),
  'v1/ConfigMap': onlyMeta(dns1123Subdomain),
  'v1/Secret': onlyMeta(dns1123Subdomain),
  'v1/ServiceAccount': onlyMeta(dns1123Subdomain),
  'v1/PersistentVolumeClaim': {
    default: same,
    validate: (ctx, object) => [
      ...onlyMeta(dns1123Subdomain).validate(ctx, object),
      ...validateClaims(ctx, object, ROOT),
    ],
  },
};

/** The rules of a kind; `undefined` when objects of the kind are taken as they are. */
export function rulesOf(apiVersion: string, kind: string): KindRules | undefined {
  const key = `${apiVersion}/${kind}`;
  return Object.hasOwn(RULES, key) ? RULES[key] : undefined;
}
