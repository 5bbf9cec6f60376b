// What the API server says along with its answer.
import type { FieldPath } from '../model/field-path.ts';
import { valueAt, asMap, type ValueMap } from '../model/value.ts';
import type { Warning } from './cause.ts';
import type { Context } from './context.ts';
import { warnAboutIp } from './ip.ts';
import { isSet, struct, structs, text, textMap, texts } from './read.ts';
import { CLASS_ANNOTATION } from './validate-ingress.ts';
import { dns1123Label } from './names.ts';
import { warnAboutPod, warnAboutTemplate } from './warn-pod.ts';
import { warnAboutService } from './warn-service.ts';

/** Where the pod template of a kind stands. */
const TEMPLATES: Readonly<Record<string, FieldPath>> = {
  'v1/ReplicationController': ['spec', 'template'],
  'v1/PodTemplate': ['template'],
  'apps/v1/Deployment': ['spec', 'template'],
  'apps/v1/ReplicaSet': ['spec', 'template'],
  'apps/v1/DaemonSet': ['spec', 'template'],
  'apps/v1/StatefulSet': ['spec', 'template'],
  'batch/v1/Job': ['spec', 'template'],
  'batch/v1/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
};

/** A warning about a kind as such, which comes with every answer, refusals included. */
export function kindWarning(ctx: Context, apiVersion: string, kind: string): Warning | undefined {
  if (apiVersion !== 'v1' || ctx.minor < 33) return undefined;
  if (kind === 'Endpoints') {
    return {
      text: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
      path: ['kind'],
    };
  }
  return undefined;
}

/** The warnings about an object that is accepted, after defaulting, in the server's order. */
export function warningsOf(
  ctx: Context,
  apiVersion: string,
  kind: string,
  object: ValueMap,
): readonly Warning[] {
  const key = `${apiVersion}/${kind}`;
  const template = Object.hasOwn(TEMPLATES, key) ? TEMPLATES[key] : undefined;
  if (template) {
    return [
      ...warnAboutName(kind, object),
      ...warnAboutTemplate(ctx, asMap(valueAt(object, template)), template),
    ];
  }
  switch (key) {
    case 'v1/Service':
      return warnAboutService(ctx, object);
    case 'v1/Pod':
      return warnAboutPod(ctx, object);
    case 'v1/Endpoints':
      return warnAboutEndpoints(ctx, object);
    case 'discovery.k8s.io/v1/EndpointSlice':
      return warnAboutEndpointSlice(ctx, object);
    case 'networking.k8s.io/v1/Ingress':
      return warnAboutIngress(object);
    default:
      return [];
  }
}

/** Names of these workloads become host names of their pods. */
function warnAboutName(kind: string, object: ValueMap): readonly Warning[] {
  if (kind !== 'Deployment' && kind !== 'ReplicaSet' && kind !== 'ReplicationController' && kind !== 'Job')
    return [];
  const problems = dns1123Label(text(struct(object, 'metadata'), 'name'));
  if (problems.length === 0) return [];
  const advice =
    'metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended';
  return [{ text: `${advice}: [${problems.join(' ')}]`, path: ['metadata', 'name'] }];
}

function warnAboutEndpoints(ctx: Context, endpoints: ValueMap): readonly Warning[] {
  if (ctx.minor < 33) return [];
  return structs(endpoints, 'subsets').flatMap((subset, index) =>
    ['addresses', 'notReadyAddresses'].flatMap((key) =>
      structs(subset, key).flatMap((address, i) =>
        aboutIp(
          ctx,
          text(address, 'ip'),
          ['subsets', index, key, i, 'ip'],
          `subsets[${index}].${key}[${i}].ip`,
        ),
      ),
    ),
  );
}

function warnAboutEndpointSlice(ctx: Context, slice: ValueMap): readonly Warning[] {
  if (text(slice, 'addressType') === 'FQDN') {
    return [{ text: 'spec.addressType: FQDN endpoints are deprecated', path: ['addressType'] }];
  }
  if (ctx.minor < 33) return [];
  return structs(slice, 'endpoints').flatMap((endpoint, index) =>
    texts(endpoint, 'addresses').flatMap((ip, i) =>
      aboutIp(ctx, ip, ['endpoints', index, 'addresses', i], `endpoints[${index}].addresses[${i}]`),
    ),
  );
}

function warnAboutIngress(ingress: ValueMap): readonly Warning[] {
  const annotations = textMap(struct(ingress, 'metadata'), 'annotations') ?? {};
  if (!Object.hasOwn(annotations, CLASS_ANNOTATION) || isSet(struct(ingress, 'spec'), 'ingressClassName'))
    return [];
  const sentence = `annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`;
  return [{ text: sentence, path: ['metadata', 'annotations', CLASS_ANNOTATION] }];
}

function aboutIp(ctx: Context, ip: string, path: FieldPath, field: string): readonly Warning[] {
  return warnAboutIp(ctx, ip, field).map((sentence) => ({ text: sentence, path }));
}
