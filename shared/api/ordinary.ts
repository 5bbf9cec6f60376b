// The quick look before decoding, defaulting and validation: most manifests are made of the same few fields with usual
// values, and those the server accepts without a word. Whatever is not certain goes the long way, which alone knows what
// to say.
import type { ValueMap } from '../model/value.ts';
import { base64Problem } from './decode-scalar.ts';
import { isOldLabel } from './name-forms.ts';
import {
  among,
  anyFlag,
  anything,
  anyText,
  count,
  filledListOf,
  isCount,
  isOf,
  label,
  listOf,
  mapOf,
  own,
  structOf,
  structsOf,
  subdomain,
  textThat,
  type Form,
  type Ordinary,
} from './ordinary-checks.ts';
import { ordinaryIngressSpec } from './ordinary-ingress.ts';
import { metaOf } from './ordinary-meta.ts';
import { isOrdinarySelector, isOrdinaryTemplate, ordinaryPodSpec } from './ordinary-pod.ts';
import { thousandths } from './ordinary-resources.ts';
import { ordinaryServiceSpec } from './ordinary-service.ts';
import { ORDINARY_SLICE } from './ordinary-slice.ts';
import { struct, text } from './read.ts';

/** The fields of one kind beside apiVersion, kind and metadata. */
interface OrdinaryKind {
  readonly name: Form;
  readonly fields: Readonly<Record<string, Form>>;
  /** Those of them that must be there. */
  readonly needs?: readonly string[];
}

const shared = { replicas: count, revisionHistoryLimit: count, template: anything, selector: anything };
const inTemplate = { needs: ['template', 'selector'] };

function isRunning({ selector, template }: ValueMap): boolean {
  return isOrdinarySelector(selector, template) && isOrdinaryTemplate(template, ['Always']);
}

function isRunningWithClaims({ selector, template, volumeClaimTemplates }: ValueMap): boolean {
  const claims = structsOf(volumeClaimTemplates).map((each) => text(struct(each, 'metadata'), 'name'));
  return isOrdinarySelector(selector, template) && isOrdinaryTemplate(template, ['Always'], claims);
}

/** An amount of pods that is not 0: a number, or up to all of them. */
const isSome: Ordinary = (value) =>
  typeof value === 'string' ? /^(?:[1-9]\d?|100)%$/.test(value) : isCount(value) && value !== 0;

const strategy = structOf(
  {
    type: among('RollingUpdate', 'Recreate'),
    rollingUpdate: structOf({
      maxUnavailable: own((value) => value === 0 || isSome(value)),
      maxSurge: own(isSome),
    }),
  },
  { holds: ({ type, rollingUpdate }) => type !== 'Recreate' || rollingUpdate === undefined },
);

/** Less than the deadline for progress, unless that is written. */
const readySeconds = own((value) => isCount(value) && value < 600);

const claim = structOf(
  {
    metadata: structOf({ name: label }, { needs: ['name'] }),
    spec: structOf(
      {
        accessModes: filledListOf(among('ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce')),
        storageClassName: anyText,
        resources: structOf(
          {
            requests: structOf(
              { storage: own((value) => (thousandths(value) ?? 0) > 0) },
              { needs: ['storage'] },
            ),
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
    template: own((value) => isOrdinaryTemplate(value, ['OnFailure', 'Never'])),
    parallelism: count,
    completions: count,
    backoffLimit: count,
    ttlSecondsAfterFinished: count,
    suspend: anyFlag,
  },
  { needs: ['template'] },
);

const KINDS: Readonly<Record<string, OrdinaryKind>> = {
  'v1/Service': { name: textThat(isOldLabel), fields: { spec: ordinaryServiceSpec }, needs: ['spec'] },
  'networking.k8s.io/v1/Ingress': {
    name: subdomain,
    fields: { spec: ordinaryIngressSpec },
    needs: ['spec'],
  },
  'discovery.k8s.io/v1/EndpointSlice': { name: subdomain, fields: ORDINARY_SLICE, needs: ['addressType'] },
  'v1/Pod': { name: label, fields: { spec: ordinaryPodSpec }, needs: ['spec'] },
  'apps/v1/Deployment': {
    name: label,
    fields: {
      spec: structOf(
        { ...shared, strategy, paused: anyFlag, minReadySeconds: readySeconds },
        { ...inTemplate, holds: isRunning },
      ),
    },
    needs: ['spec'],
  },
  'apps/v1/ReplicaSet': {
    name: label,
    fields: {
      spec: structOf(
        { replicas: count, template: anything, selector: anything },
        { ...inTemplate, holds: isRunning },
      ),
    },
    needs: ['spec'],
  },
  'apps/v1/DaemonSet': {
    name: subdomain,
    fields: {
      spec: structOf(
        { revisionHistoryLimit: count, template: anything, selector: anything, updateStrategy: updates },
        { ...inTemplate, holds: isRunning },
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
        { ...inTemplate, holds: isRunningWithClaims },
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
        textThat((value) => base64Problem(value) === undefined),
      ),
      immutable: anyFlag,
    },
  },
  'v1/ServiceAccount': { name: subdomain, fields: { automountServiceAccountToken: anyFlag } },
  'v1/Namespace': { name: label, fields: {} },
};

const forms = new Map(
  Object.entries(KINDS).map(([key, { name, fields, needs = [] }]): [string, Form] => {
    const all = { apiVersion: anything, kind: anything, metadata: metaOf(name), ...fields };
    return [key, structOf(all, { needs: ['metadata', ...needs] })];
  }),
);

/** The last answer: an object is asked about several times in a row. */
let lastObject: ValueMap | undefined;
let lastAnswer = false;

/**
 * True for an object of a known kind that every version accepts with neither cause nor warning as long as its namespace,
 * its name and what else it asks for by name are free, and that asks for nothing but its name.
 * False says nothing: then the long way has to tell.
 */
export function isOrdinary(object: ValueMap): boolean {
  if (lastObject !== object) {
    lastAnswer = look(object);
    lastObject = object;
  }
  return lastAnswer;
}

function look(object: ValueMap): boolean {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || kind.includes('/')) return false;
  const form = forms.get(`${apiVersion}/${kind}`);
  return form !== undefined && isOf(object, form);
}
