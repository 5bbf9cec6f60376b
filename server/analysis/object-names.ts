// The names of objects: their form per kind, the nearest well-formed one, and everything in the workspace that says them.
import { SERVICE_NAME_LABEL } from '../../shared/cluster/api-objects.ts';
import {
  dns1035Label,
  dns1123Label,
  dns1123Subdomain,
  hasOldServiceNames,
  maxLength,
  type Check,
} from '../../shared/api/names.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { Ingress, KubeObject } from '../../shared/model/objects.ts';
import { keys } from '../workspace/object-index.ts';
import type { RuleContext } from './context.ts';
import type { FixStep } from './fix.ts';
import { mayShareNamespace } from './namespaces.ts';

/** A name's form: what the server says of it, and its longest length. */
export interface NameForm {
  readonly check: Check;
  readonly maxLength: number;
  /** `label` has no dots, `subdomain` may. */
  readonly shape: 'label' | 'subdomain';
}

const LABEL: NameForm = { check: dns1123Label, maxLength: 63, shape: 'label' };
const OLD_LABEL: NameForm = { check: dns1035Label, maxLength: 63, shape: 'label' };
const SUBDOMAIN: NameForm = { check: dns1123Subdomain, maxLength: 253, shape: 'subdomain' };
/** The Jobs of a CronJob get 11 characters more. */
const CRON_JOB: NameForm = {
  check: (name) => [...dns1123Subdomain(name), ...(name.length > 52 ? [maxLength(52)] : [])],
  maxLength: 52,
  shape: 'subdomain',
};

const FORMS: ReadonlyMap<string, NameForm> = new Map([
  ['v1/Pod', SUBDOMAIN],
  ['v1/Endpoints', SUBDOMAIN],
  ['v1/ReplicationController', SUBDOMAIN],
  ['discovery.k8s.io/v1/EndpointSlice', SUBDOMAIN],
  ['networking.k8s.io/v1/Ingress', SUBDOMAIN],
  ['apps/v1/Deployment', SUBDOMAIN],
  ['apps/v1/ReplicaSet', SUBDOMAIN],
  ['apps/v1/DaemonSet', SUBDOMAIN],
  ['apps/v1/StatefulSet', LABEL],
  ['batch/v1/Job', SUBDOMAIN],
  ['batch/v1/CronJob', CRON_JOB],
]);

/**
 * The form of the names of a kind in a minor version; `undefined` for kinds that are not judged.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go and its siblings of apps, batch, networking, v1.36.
 */
export function nameFormOf({ apiVersion, kind }: KubeObject['ref'], minor: number): NameForm | undefined {
  const key = `${apiVersion}/${kind}`;
  if (key === 'v1/Service') return hasOldServiceNames(minor) ? OLD_LABEL : LABEL;
  return FORMS.get(key);
}

/** The well-formed name that looks most like another; `undefined` when nothing of it is left. */
export function nearestName(name: string, { check, maxLength: max, shape }: NameForm): string | undefined {
  const separated = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(shape === 'label' ? /[\s_./\\:]+/g : /[\s_/\\:]+/g, '-');
  const kept = separated.replaceAll(shape === 'label' ? /[^a-z0-9-]/g : /[^a-z0-9.-]/g, '');
  const trim = (text: string): string =>
    text.replaceAll(/[-.]*\.[-.]*/g, '.').replaceAll(/^[-.]+|[-.]+$/g, '');
  const nearest = trim(trim(kept).slice(0, max));
  const tries = [nearest, trim(`svc-${nearest}`.slice(0, max))];
  return nearest === '' ? undefined : tries.find((text) => check(text).length === 0);
}

/**
 * The steps that rename an object and all that names it: for a Service its Endpoints, slices, Ingress backends and
 * StatefulSets; for Endpoints the Service they belong to, with the same.
 */
export function renameSteps(object: KubeObject, name: string, ctx: RuleContext): readonly FixStep[] {
  const old = object.ref.name;
  const steps: FixStep[] = [];
  const set = (owner: KubeObject, path: FieldPath): void => {
    steps.push({ type: 'set', object: owner, path, value: name });
  };
  set(object, ['metadata', 'name']);
  if (object.is !== 'Service' && object.is !== 'Endpoints') return steps;
  for (const kind of ['Service', 'Endpoints'] as const) {
    for (const other of ctx.near(object, kind)) {
      if (other.ref.name === old) set(other, ['metadata', 'name']);
    }
  }
  for (const { object: owner, path } of referencesTo(object, ctx)) set(owner, path);
  return steps;
}

/** The fields that name a Service in its namespace. */
function referencesTo(
  object: KubeObject,
  ctx: RuleContext,
): readonly { readonly object: KubeObject; readonly path: FieldPath }[] {
  const { name } = object.ref;
  if (name === undefined) return [];
  const slices = ctx
    .near(object, 'EndpointSlice')
    .filter(({ labels }) => labels[SERVICE_NAME_LABEL] === name)
    .map((slice) => ({ object: slice, path: ['metadata', 'labels', SERVICE_NAME_LABEL] }));
  const backends = (ctx.lookup(keys.backend(name)) as readonly Ingress[])
    .filter((ingress) => mayShareNamespace(object, ingress))
    .flatMap((ingress) =>
      ingress.backends
        .filter(({ serviceName: other }) => other === name)
        .map(({ path }) => ({ object: ingress, path: [...path, 'service', 'name'] })),
    );
  const sets = ctx
    .near(object, 'Workload')
    .filter((workload) => workload.serviceName === name)
    .map((workload) => ({ object: workload, path: ['spec', 'serviceName'] }));
  return [...slices, ...backends, ...sets];
}
