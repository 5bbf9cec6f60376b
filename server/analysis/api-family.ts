// Which rule tells which of the API server's causes: each cause belongs to exactly one.
import type { Cause } from '../../shared/api/cause.ts';
import { minorOf } from '../../shared/api/version.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import type { RuleContext } from './context.ts';
import { misplacedFields } from './misplaced-fields.ts';
import { nodePortClash } from './node-port-clash.ts';
import { allocatesNodePorts } from './node-ports.ts';
import { nameFormOf } from './object-names.ts';
import { missingParts } from './workload-parts.ts';
import { unmetRequirements } from './workload-selector.ts';

/** One line of the table. What is left out fits everything. */
interface Line {
  /** The kind, in any version. */
  readonly kind?: RegExp;
  /** The server's name of the field, list indexes as `[]`. */
  readonly field?: RegExp;
  /** Reason and message, with a blank between them. */
  readonly says?: RegExp;
  readonly rule: string;
  /** For a rule outside the family: whether it speaks of this cause. Where it does not, the search goes on. */
  readonly doesTell?: (object: KubeObject, cause: Cause, ctx: RuleContext) => boolean;
}

/** Told by whatever is left. */
const CATCH_ALL = 'manifest-refused';

const WORKLOAD = /^(Deployment|ReplicaSet|DaemonSet|StatefulSet|ReplicationController|Job|CronJob)$/;
const STRING_MAP = /(^|\.)(labels|matchLabels|annotations|nodeSelector)\b/;
const RANGE = /must be between 1 and 65535/;

/** Read from top to bottom; the first line that fits decides. */
const TABLE: readonly Line[] = [
  // The same object twice is no refusal for those who apply: `resource-duplicate` is about it.
  { says: /^AlreadyExists/, rule: 'resource-duplicate', doesTell: () => true },

  // Decoding.
  { says: /^NoMatch .* in version ""$/, rule: 'manifest-kind-unknown' },
  { says: /^NoMatch/, kind: /^Ingress$/, rule: 'ingress-invalid' },
  { says: /^NoMatch/, rule: 'manifest-kind-unknown' },
  { says: /^BadRequest/, field: /^(kind|apiVersion)$/, rule: 'manifest-kind-unknown' },
  {
    says: /^BadRequest/,
    rule: 'manifest-misplaced-field',
    doesTell: (object) => misplacedFields(object).length > 0,
  },
  {
    says: /^BadRequest unknown field/,
    kind: /^Ingress$/,
    field: /\.(serviceName|servicePort)$|^spec\.backend$/,
    rule: 'ingress-invalid',
  },
  { says: /^BadRequest unknown field/, rule: 'manifest-unknown-field' },
  {
    says: /^BadRequest/,
    kind: /^Service$/,
    field: /^spec\.ports\[\]\.(port|targetPort|nodePort)$/,
    rule: 'service-port-type',
  },
  { says: /^BadRequest.* of type string$/, field: STRING_MAP, rule: 'label-value-not-string' },
  {
    says: /^BadRequest.* of type string$/,
    kind: /^(Service|ReplicationController)$/,
    field: /^spec\.selector./,
    rule: 'label-value-not-string',
  },
  { says: /^BadRequest/, rule: 'manifest-type-mismatch' },

  // Names and labels.
  { field: /^metadata\.name$/, says: /^FieldValueRequired/, rule: 'resource-name-required' },
  { says: /spec\.parentRef\.name: Required/, rule: 'resource-name-required' },
  { says: /spec\.parentRef\.name/, rule: 'resource-name-invalid', doesTell: isNameTold },
  { field: /^metadata\.name$/, rule: 'resource-name-invalid', doesTell: isNameTold },
  {
    says: /`selector` does not match template `labels`/,
    rule: 'workload-selector-mismatch',
    doesTell: (object, _, ctx) =>
      object.is === 'Workload' && unmetRequirements(object, ctx.settings.controllerLabels).length > 0,
  },
  { says: /does not match template/, rule: 'workload-invalid' },
  {
    field: /(^|\.)(metadata|template)\.(labels|annotations)\b/,
    says: /^FieldValue(Invalid|TooLong)/,
    rule: 'label-invalid',
  },
  { field: /\.matchLabels\b/, says: /^FieldValueInvalid/, rule: 'label-invalid' },

  ...forKind(/^Service$/, [
    { field: /^spec\.ports$/, says: /^FieldValueRequired/, rule: 'service-ports-required' },
    { field: /^spec\.ports\[\]\.name$/, says: /^FieldValueRequired/, rule: 'service-port-name-required' },
    { field: /^spec\.ports\[\]\.name$/, says: /^FieldValueDuplicate/, rule: 'service-port-name-duplicate' },
    { field: /^spec\.ports\[\]\.name$/, rule: 'service-port-name-invalid' },
    { field: /^spec\.ports\[\]$/, says: /^FieldValueDuplicate/, rule: 'service-port-duplicate' },
    { field: /^spec\.ports\[\]\.(port|targetPort)$/, says: RANGE, rule: 'service-port-range' },
    { field: /^spec\.ports\[\]\.targetPort$/, rule: 'service-target-port-syntax' },
    { field: /^spec\.ports\[\]\.protocol$/, rule: 'service-protocol-invalid' },
    { field: /\.nodePort$/, says: /^FieldValueForbidden/, rule: 'service-node-port-cluster-ip' },
    { field: /\.nodePort$/, says: /^FieldValueDuplicate/, rule: 'service-node-port-duplicate' },
    { field: /\.nodePort$/, says: /valid range/, rule: 'service-node-port-range', doesTell: isRangeTold },
    {
      field: /\.nodePort$/,
      says: /already allocated/,
      rule: 'service-node-port-duplicate',
      doesTell: isTwiceInService,
    },
    {
      field: /\.nodePort$/,
      says: /already allocated/,
      rule: 'service-node-port-conflict',
      doesTell: isClashTold,
    },
    { field: /^spec\.type$/, rule: 'service-type-invalid' },
    { says: /may not be set to 'None'/, rule: 'service-headless-type' },
    { says: /may not be set for ExternalName/, rule: 'service-external-name-cluster-ip' },
    { field: /^spec\.externalName$/, says: /^FieldValueRequired/, rule: 'service-external-name-required' },
    { field: /^spec\.externalName$/, rule: 'service-external-name-invalid' },
    { field: /^spec\.externalTrafficPolicy$/, rule: 'service-external-traffic-policy' },
    { field: /^spec\.internalTrafficPolicy$/, rule: 'service-internal-traffic-policy' },
    { field: /^spec\.healthCheckNodePort$/, rule: 'service-health-check-node-port' },
    { says: /may only be used when `type` is 'LoadBalancer'/, rule: 'service-lb-only-field' },
    { field: /^spec\.sessionAffinity/, rule: 'service-session-affinity' },
    { field: /^spec\.trafficDistribution$/, rule: 'service-traffic-distribution' },
    { field: /^spec\.selector$/, rule: 'service-selector-invalid' },
    { field: /^spec\.(clusterIPs?|ipFamilies|ipFamilyPolicy)\b/, rule: 'service-cluster-ips' },
    { field: /^spec\.externalIPs\b/, rule: 'service-external-ips' },
  ]),

  { kind: /^Endpoints$/, field: /\.ip$/, rule: 'endpoints-address-invalid' },
  { kind: /^Endpoints$/, field: /^subsets/, rule: 'endpoints-subset-invalid' },
  { kind: /^EndpointSlice$/, field: /^(?!metadata)/, rule: 'endpointslice-invalid' },
  { kind: /^Ingress$/, field: /^spec/, rule: 'ingress-invalid' },
  { kind: /^NetworkPolicy$/, field: /^spec/, rule: 'networkpolicy-invalid' },
  { kind: /^Pod$/, field: /^spec/, rule: 'pod-invalid' },
  // Without a template that is the one thing to say, not all that the template lacks.
  {
    kind: WORKLOAD,
    field: /^spec/,
    rule: 'workload-invalid',
    doesTell: (object) => missingParts(object).length > 0,
  },
  // What is wrong within a template is wrong with its pods.
  { kind: WORKLOAD, field: /\btemplate\.spec\b/, rule: 'pod-invalid' },
  { kind: WORKLOAD, field: /^spec/, rule: 'workload-invalid' },
];

/** The rule that tells a cause. It need not be one of the family: those that look closer at the same thing keep it. */
export function ruleOfCause(object: KubeObject, cause: Cause, ctx: RuleContext): string {
  const field = cause.field.replaceAll(/\[\d+\]/g, '[]');
  const says = `${cause.reason} ${cause.message}`;
  const line = TABLE.find(
    (candidate) =>
      (candidate.kind?.test(object.ref.kind) ?? true) &&
      (candidate.field?.test(field) ?? true) &&
      (candidate.says?.test(says) ?? true) &&
      (candidate.doesTell?.(object, cause, ctx) ?? true),
  );
  return line?.rule ?? CATCH_ALL;
}

/** Every rule that tells causes as the table gives them out. Those that look for themselves are not among them. */
export const FAMILY: readonly string[] = [
  ...new Set([...TABLE.filter(({ doesTell }) => !doesTell).map(({ rule }) => rule), CATCH_ALL]),
];

function forKind(kind: RegExp, lines: readonly Line[]): readonly Line[] {
  return lines.map((line) => ({ ...line, kind }));
}

function isNameTold({ ref }: KubeObject, _cause: Cause, { settings }: RuleContext): boolean {
  const form = nameFormOf(ref, minorOf(settings.kubernetesVersion));
  return (
    ref.name !== undefined && form !== undefined && !isUnresolved(ref.name) && form.check(ref.name).length > 0
  );
}

function isRangeTold(object: KubeObject): boolean {
  return object.is === 'Service' && allocatesNodePorts(object);
}

function isClashTold(object: KubeObject, { path }: Cause, ctx: RuleContext): boolean {
  const index = Number(path[2]);
  return object.is === 'Service' && nodePortClash(object, index, ctx)?.isRefused === true;
}

function isTwiceInService(object: KubeObject, { path }: Cause): boolean {
  const index = Number(path[2]);
  const ports = object.is === 'Service' ? object.ports : [];
  return ports.slice(0, index).some(({ nodePort }) => nodePort === ports[index]?.nodePort);
}
