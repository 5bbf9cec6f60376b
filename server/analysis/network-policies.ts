// NetworkPolicies: which pods they are about, which ports they let in, and which Services they thereby close.
// What other policies of the same pods let in is added up, as the cluster does.
import type { FieldPath } from '../../shared/model/field-path.ts';
import { matches, type Selector } from '../../shared/model/labels.ts';
import type {
  IntOrString,
  KubeObject,
  OtherObject,
  PodSource,
  Protocol,
} from '../../shared/model/objects.ts';
import { groupOf } from '../../shared/model/object-ref.ts';
import { readIntOrString, readLabelSelector, readProtocol } from '../../shared/model/read-fields.ts';
import { asInteger, asList, asMap, isList, isMap, valueAt, type Value } from '../../shared/model/value.ts';
import { keys } from '../workspace/object-index.ts';
import type { RuleContext } from './context.ts';
import { declaredPorts } from './declared-ports.ts';
import { mayShareNamespace } from './namespaces.ts';
import { once } from './reads.ts';
import { selectPods, withoutControllerLabels, type Selection } from './selection.ts';

/** One entry of `ports` of a rule. */
export interface PolicyPort {
  /** `spec.ingress[0].ports[1]`. */
  readonly path: FieldPath;
  /** `undefined` stands for every port of the protocol. */
  readonly port: IntOrString | undefined;
  readonly endPort: number | undefined;
  readonly protocol: Protocol;
}

/** A rule for incoming connections. */
export interface IngressRule {
  /** `spec.ingress[0]`. */
  readonly path: FieldPath;
  /** `undefined` stands for every port. */
  readonly ports: readonly PolicyPort[] | undefined;
}

/** What a NetworkPolicy says about incoming connections. */
export interface Policy {
  /** Of the pods it is about; empty for all of its namespace. */
  readonly selector: Selector;
  /** Empty when it lets nothing in; `undefined` when it does not speak of incoming connections. */
  readonly ingress: readonly IngressRule[] | undefined;
}

/** Reads a NetworkPolicy of the API; `undefined` for other objects. */
export const policyOf = once((object: OtherObject): Policy | undefined => {
  const { apiVersion, kind } = object.ref;
  if (kind !== 'NetworkPolicy' || groupOf(apiVersion) !== 'networking.k8s.io') return undefined;
  const spec = asMap(object.raw['spec']);
  const types = asList(spec['policyTypes']);
  const isAboutIngress = types.length === 0 || types.includes('Ingress');
  return {
    selector: readLabelSelector(spec['podSelector']) ?? [],
    ingress: isAboutIngress ? asList(spec['ingress']).map(readRule) : undefined,
  };
});

function readRule(value: Value, index: number): IngressRule {
  const path = ['spec', 'ingress', index];
  const ports = asMap(value)['ports'];
  // No list and an empty one both mean every port.
  return { path, ports: isList(ports) && ports.length > 0 ? readPorts(ports, path) : undefined };
}

function readPorts(ports: readonly Value[], path: FieldPath): readonly PolicyPort[] {
  return ports.map((item, index) => ({
    path: [...path, 'ports', index],
    port: readIntOrString(valueAt(item, ['port'])),
    endPort: asInteger(valueAt(item, ['endPort'])),
    protocol: readProtocol(valueAt(item, ['protocol'])),
  }));
}

/** What the `podSelector` of a policy finds. Ask only of one that is not empty, which stands for all pods. */
export const podsOfPolicy = once((object: OtherObject, ctx: RuleContext): Selection => {
  const selector = policyOf(object, ctx)?.selector ?? [];
  return selectPods(object, withoutControllerLabels(selector, ctx.settings.controllerLabels), ctx);
});

/** True when a port of a pod is among those that a rule names. A name means the number that the pod declares under it. */
export function letsIn(
  { ports }: IngressRule,
  source: PodSource,
  port: { readonly number: number; readonly protocol: Protocol },
): boolean {
  if (!ports) return true;
  return ports.some(({ port: allowed, endPort, protocol }) => {
    if (protocol !== port.protocol) return false;
    if (allowed === undefined) return true;
    if (typeof allowed === 'number') return port.number >= allowed && port.number <= (endPort ?? allowed);
    return declaredPorts(source).some(
      (declared) =>
        declared.name === allowed && declared.protocol === protocol && declared.number === port.number,
    );
  });
}

/** What may let connections to a pod in besides one policy. */
export interface OtherPolicies {
  /** The rules of the API's own policies that are about the pod for certain or perhaps. */
  readonly rules: readonly IngressRule[];
  /** A network plugin has policies of its own here, which may let in more. */
  readonly hasForeign: boolean;
}

/** The other policies that may be about a pod. */
export function otherPolicies(object: OtherObject, source: PodSource, ctx: RuleContext): OtherPolicies {
  const rules: IngressRule[] = [];
  let hasForeign = false;
  for (const other of ctx.lookup(keys.networkPolicies)) {
    if (other === object || other.is !== 'Other' || !isAboutNamespaceOf(source, other)) continue;
    const policy = policyOf(other, ctx);
    if (!policy) hasForeign = true;
    else if (matches(policy.selector, source.template.labels) !== 'no') rules.push(...(policy.ingress ?? []));
  }
  return { rules, hasForeign };
}

/** Policies of network plugins may be about every namespace. */
function isAboutNamespaceOf(source: KubeObject, policy: OtherObject): boolean {
  return policy.ref.kind !== 'NetworkPolicy' || mayShareNamespace(source, policy);
}

/** True for a rule with something in it that cannot be read: text yet to be filled in, ports of another type. */
export function isRuleUnknown(object: OtherObject, { path, ports }: IngressRule): boolean {
  if (!ports) return false;
  return (
    ports.some((port) => {
      const written = valueAt(object.raw, port.path);
      if (!isMap(written)) return true;
      return port.port === undefined && (written['port'] ?? null) !== null;
    }) || !isMap(valueAt(object.raw, path))
  );
}
