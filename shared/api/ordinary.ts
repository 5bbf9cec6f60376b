// The quick look before decoding, defaulting and validation: most manifests are made of the same few fields with usual
// values, and those the server accepts without a word. Whatever is not certain goes the long way, which alone knows what
// to say.
import type { ValueMap } from '../model/value.ts';
import { isOrdinaryIngressSpec } from './ordinary-ingress.ts';
import { base64Problem } from './decode-scalar.ts';
import { dns1035Label, dns1123Label, dns1123Subdomain } from './names.ts';
import {
  among,
  anyFlag,
  anyText,
  count,
  filledListOf,
  listOf,
  mapOf,
  named,
  structOf,
  type Ordinary,
} from './ordinary-checks.ts';
import { isOrdinaryMeta } from './ordinary-meta.ts';
import { isOrdinaryPodSpec, isOrdinarySelector, isOrdinaryTemplate } from './ordinary-pod.ts';
import { thousandths } from './ordinary-resources.ts';
import { isOrdinaryServiceSpec } from './ordinary-service.ts';
import { ORDINARY_SLICE } from './ordinary-slice.ts';
import { struct, structs, text } from './read.ts';

/** The fields of one kind beside apiVersion, kind and metadata. */
interface OrdinaryKind {
  readonly name: Ordinary;
  readonly fields: Readonly<Record<string, Ordinary>>;
  /** Those of them that must be there. */
  readonly needs?: readonly string[];
}

const anything: Ordinary = () => true;
const label = named(dns1123Label);
const subdomain = named(dns1123Subdomain);

const shared = { replicas: count, revisionHistoryLimit: count, template: anything, selector: anything };
const inTemplate = { needs: ['template', 'selector'] };

function isRunning(spec: ValueMap, claims: readonly string[] = []): boolean {
  const { selector, template } = spec;
  return isOrdinarySelector(selector, template) && isOrdinaryTemplate(template, ['Always'], claims);
}

/** An amount of pods that is not 0: a number, or up to all of them. */
const someOf: Ordinary = (value) =>
  typeof value === 'string' ? /^(?:[1-9]\d?|100)%$/.test(value) : count(value) && value !== 0;

const strategy = structOf(
  {
    type: among('RollingUpdate', 'Recreate'),
    rollingUpdate: structOf({
      maxUnavailable: (value) => value === 0 || someOf(value),
      maxSurge: someOf,
    }),
  },
  { holds: ({ type, rollingUpdate }) => type !== 'Recreate' || rollingUpdate === undefined },
);

const claim = structOf(
  {
    metadata: structOf({ name: label }, { needs: ['name'] }),
    spec: structOf(
      {
        accessModes: filledListOf(among('ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce')),
        storageClassName: anyText,
        resources: structOf(
          {
            requests: structOf({ storage: (value) => (thousandths(value) ?? 0) > 0 }, { needs: ['storage'] }),
          },
          { needs: ['requests'] },
        ),
      },
      { needs: ['accessModes', 'resources'] },
    ),
  },
  { needs: ['metadata', 'spec'] },
);

/** The numbers of its strategy exclude each other in ways that the long way knows. */
const updates = structOf({ type: among('RollingUpdate', 'OnDelete') });

const jobSpec = structOf(
  {
    template: (value) => isOrdinaryTemplate(value, ['OnFailure', 'Never']),
    parallelism: count,
    completions: count,
    backoffLimit: count,
    ttlSecondsAfterFinished: count,
    suspend: anyFlag,
  },
  { needs: ['template'] },
);

const KINDS: Readonly<Record<string, OrdinaryKind>> = {
  'v1/Service': { name: named(dns1035Label), fields: { spec: isOrdinaryServiceSpec }, needs: ['spec'] },
  'networking.k8s.io/v1/Ingress': {
    name: subdomain,
    fields: { spec: isOrdinaryIngressSpec },
    needs: ['spec'],
  },
  'discovery.k8s.io/v1/EndpointSlice': { name: subdomain, fields: ORDINARY_SLICE, needs: ['addressType'] },
  'v1/Pod': { name: label, fields: { spec: (value) => isOrdinaryPodSpec(value) }, needs: ['spec'] },
  'apps/v1/Deployment': {
    name: label,
    fields: {
      spec: structOf(
        { ...shared, strategy, paused: anyFlag },
        { ...inTemplate, holds: (spec) => isRunning(spec) },
      ),
    },
    needs: ['spec'],
  },
  'apps/v1/ReplicaSet': {
    name: label,
    fields: {
      spec: structOf(
        { replicas: count, template: anything, selector: anything },
        { ...inTemplate, holds: (spec) => isRunning(spec) },
      ),
    },
    needs: ['spec'],
  },
  'apps/v1/DaemonSet': {
    name: subdomain,
    fields: {
      spec: structOf(
        { revisionHistoryLimit: count, template: anything, selector: anything, updateStrategy: updates },
        { ...inTemplate, holds: (spec) => isRunning(spec) },
      ),
    },
    needs: ['spec'],
  },
  'apps/v1/StatefulSet': {
    name: label,
    fields: {
      spec: structOf(
        {
          ...shared,
          serviceName: label,
          podManagementPolicy: among('OrderedReady', 'Parallel'),
          updateStrategy: updates,
          volumeClaimTemplates: listOf(claim),
        },
        { ...inTemplate, holds: (spec) => isRunning(spec, claimNames(spec)) },
      ),
    },
    needs: ['spec'],
  },
  'batch/v1/Job': { name: label, fields: { spec: jobSpec }, needs: ['spec'] },
  'v1/ConfigMap': {
    name: subdomain,
    fields: { data: mapOf(() => true, anyText), immutable: anyFlag },
  },
  'v1/Secret': {
    name: subdomain,
    fields: {
      type: anyText,
      stringData: mapOf(() => true, anyText),
      data: mapOf(
        () => true,
        (value) => typeof value === 'string' && base64Problem(value) === undefined,
      ),
      immutable: anyFlag,
    },
  },
  'v1/ServiceAccount': { name: subdomain, fields: { automountServiceAccountToken: anyFlag } },
  'v1/Namespace': { name: label, fields: {} },
};

function claimNames(spec: ValueMap): readonly string[] {
  return structs(spec, 'volumeClaimTemplates').map((each) => text(struct(each, 'metadata'), 'name'));
}

const checks = new Map<string, Ordinary>(
  Object.entries(KINDS).map(([kind, { name, fields, needs = [] }]) => [
    kind,
    structOf(
      { apiVersion: anything, kind: anything, metadata: anything, ...fields },
      {
        needs: ['metadata', ...needs],
        holds: (object) => isOrdinaryMeta(object, name),
      },
    ),
  ]),
);

/** The last answer: an object is asked about several times in a row. */
let last: { readonly object: ValueMap; readonly isOrdinary: boolean } | undefined;

/**
 * True for an object of a known kind that every version accepts with neither cause nor warning as long as its namespace,
 * its name and what else it asks for by name are free, and that asks for nothing but its name.
 * False says nothing: then the long way has to tell.
 */
export function isOrdinary(object: ValueMap): boolean {
  if (last?.object !== object) last = { object, isOrdinary: look(object) };
  return last.isOrdinary;
}

function look(object: ValueMap): boolean {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return false;
  return checks.get(`${apiVersion}/${kind}`)?.(object) ?? false;
}
