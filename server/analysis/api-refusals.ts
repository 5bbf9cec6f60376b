// The causes that a rule of the API family tells: sorted by rule, joined by place, without those that nobody can know yet.
import type { Cause } from '../../shared/api/cause.ts';
import { formatFieldPath, type FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { isStandIn, isUnresolved } from '../../shared/model/unresolved.ts';
import { asList, asMap, isList, isMap, valueAt, type Value } from '../../shared/model/value.ts';
import { originOf } from '../workspace/manifest.ts';
import { locate } from '../yaml/locate.ts';
import { answerTo } from './api-answers.ts';
import { ruleOfCause } from './api-family.ts';
import type { RuleContext } from './context.ts';
import { pathInDocument, treeOf } from './places.ts';
import { once } from './reads.ts';
import { missingParts } from './workload-parts.ts';

/** What one rule says at one place. */
export interface Refusal {
  readonly object: KubeObject;
  readonly path: FieldPath;
  readonly on: 'key' | 'value';
  /** At least one, in the server's order. */
  readonly causes: readonly [Cause, ...Cause[]];
  /** What stands at the place. */
  readonly value: Value | undefined;
}

/** What a rule of the family has to say of an object. */
export function refusalsFor(rule: string, object: KubeObject, ctx: RuleContext): readonly Refusal[] {
  return refusalsByRule(object, ctx).get(rule) ?? [];
}

/** The rules that have something to say of an object. */
export function speakersOf(object: KubeObject, ctx: RuleContext): Iterable<string> {
  return refusalsByRule(object, ctx).keys();
}

const refusalsByRule = once(sortByRule);

const NONE: ReadonlyMap<string, readonly Refusal[]> = new Map();

function sortByRule(object: KubeObject, ctx: RuleContext): ReadonlyMap<string, readonly Refusal[]> {
  const causes = answerTo(object, ctx)?.causes ?? [];
  if (causes.length === 0) return NONE;
  const byRule = new Map<string, Map<string, Refusal>>();
  for (const cause of causes) {
    if (dependsOnUnresolved(object, cause.path, cause.message)) continue;
    const rule = ruleOfCause(object, cause, ctx);
    const places = byRule.get(rule) ?? new Map<string, Refusal>();
    byRule.set(rule, places);
    const { path, on } = placeOf(object, causeBehind(object, cause, causes));
    const key = `${on} ${formatFieldPath(path)}`;
    const before = places.get(key)?.causes;
    const all: Refusal['causes'] = before ? [...before, cause] : [cause];
    places.set(key, { object, path, on, causes: all, value: valueAt(object.raw, path) });
  }
  return new Map([...byRule].map(([rule, places]) => [rule, [...places.values()]]));
}

/** A mount of a volume that the server has just refused: it no longer knows the volume, and says that there is none. */
function causeBehind({ raw }: KubeObject, cause: Cause, causes: readonly Cause[]): Cause {
  if (cause.reason !== 'FieldValueNotFound' || cause.path.at(-3) !== 'volumeMounts') return cause;
  const mounted = valueAt(raw, cause.path);
  const pod = cause.path.slice(0, -5);
  const index = asList(valueAt(raw, [...pod, 'volumes'])).findIndex(
    (item) => asMap(item)['name'] === mounted,
  );
  const volume = formatFieldPath([...pod, 'volumes', index]);
  return causes.find(({ field }) => field === volume || field.startsWith(`${volume}.`)) ?? cause;
}

/** The server copies `clusterIP` to `clusterIPs` and names only the copy. */
function placeOf(object: KubeObject, { field, message, path, on }: Cause): Pick<Refusal, 'path' | 'on'> {
  const { raw } = object;
  // Without a selector nothing matches it: that it is missing is the one thing to say.
  const lacksSelector =
    message.includes('does not match template') && valueAt(raw, ['spec', 'selector']) === undefined;
  const [first = '', second = '', ...rest] = path;
  const isPart = first === 'spec' && rest.length === 0 && missingParts(object).includes(String(second));
  if (lacksSelector || isPart) return { path: raw['spec'] === undefined ? [] : ['spec'], on: 'key' };
  // Of a cluster with one family, the policy says all there is to say.
  const policy = ['spec', 'ipFamilyPolicy'];
  const wantsBoth =
    message.includes('not configured on this cluster') && valueAt(raw, policy) === 'RequireDualStack';
  if (wantsBoth) return { path: policy, on: 'value' };
  // A target port that is not written is the port, and wrong for the same reason.
  const port = [...path.slice(0, 3), 'port'];
  const isDefault = /^spec\.ports\[\d+\]\.targetPort$/.test(field) && path.length === 3;
  if (isDefault && valueAt(raw, port) !== undefined) return { path: port, on: 'value' };
  const isCopy = field.startsWith('spec.clusterIPs') && valueAt(raw, ['spec', 'clusterIPs']) === undefined;
  const original = ['spec', 'clusterIP'];
  return isCopy && valueAt(raw, original) !== undefined ? { path: original, on: 'value' } : { path, on };
}

/** Fields of a Service that say what the others may be. */
const DECIDING = ['type', 'clusterIP', 'externalTrafficPolicy', 'sessionAffinity', 'ipFamilyPolicy'];

/** True when text that is yet to be filled in stands where a cause or warning points, or decides whether it holds. */
export function dependsOnUnresolved(object: KubeObject, path: FieldPath, message: string): boolean {
  const [last] = path.slice(-1);
  if (typeof last === 'string' && isUnresolved(last)) return true;
  const value = valueAt(object.raw, path);
  if (typeof value === 'string' && (isStandIn(value) || isSecretToBe(value, message))) return true;
  if (holdsUnresolved(value) || isTemplateText(object, path)) return true;
  if (message.includes('parentRef.name') && isUnresolved(object.ref.name ?? '')) return true;
  if (message.includes('does not match template'))
    return holdsUnresolved(valueAt(object.raw, ['spec', 'selector']));
  const isAboutPort = path[1] === 'ports' && path.at(-1) !== 'nodePort' && path.length > 2;
  if (object.is !== 'Service' || path[0] !== 'spec' || isAboutPort) return false;
  return DECIDING.some((key) => holdsUnresolved(valueAt(object.raw, ['spec', key])));
}

/** True for text that is no base64 and stands for some: `ROOK_TOKEN` or `...your key...`. */
function isSecretToBe(text: string, message: string): boolean {
  return message.includes('base64') && /^[A-Z0-9]+(?:_[A-Z0-9]+)+$|^\.\.\.|\.\.\.$/.test(text);
}

function holdsUnresolved(value: Value | undefined): boolean {
  if (typeof value === 'string') return isUnresolved(value);
  if (isList(value)) return value.some(holdsUnresolved);
  if (!isMap(value)) return false;
  return Object.entries(value).some(([key, item]) => isUnresolved(key) || holdsUnresolved(item));
}

/** `{{ .Values.port }}` is a mapping to YAML: only the text shows what it is. */
function isTemplateText(object: KubeObject, path: FieldPath): boolean {
  const { document } = originOf(object);
  if (!document.text.includes('{{')) return false;
  const { root } = treeOf(document);
  if (!root) return false;
  const { span } = locate(root, pathInDocument(object, path)).node;
  return document.text.slice(span.start, span.end).includes('{{');
}
