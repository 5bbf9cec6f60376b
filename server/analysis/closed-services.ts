// Ports of Services that a NetworkPolicy keeps everybody from.
import { findPort, targetPortOf } from '../../shared/cluster/find-port.ts';
import type { OtherObject, PodSource, Service, ServicePort } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import type { RuleContext } from './context.ts';
import { arePortsUnknown, declaredPorts, mentionsPort } from './declared-ports.ts';
import {
  isRuleUnknown,
  letsIn,
  otherPolicies,
  podsOfPolicy,
  policyOf,
  type IngressRule,
  type PolicyPort,
} from './network-policies.ts';
import { once } from './reads.ts';
import { selectorsOf } from './selection.ts';

/** A port of a Service that no rule of any policy of its pods lets in. */
export interface ClosedPort {
  readonly policy: OtherObject;
  readonly service: Service;
  readonly port: ServicePort;
  readonly source: PodSource;
  /** What the pods get connections on: the targetPort as a number. */
  readonly number: number;
  /** The entry of the policy that names the Service's port instead of that of the pods. */
  readonly mistaken: PolicyPort | undefined;
  readonly rules: readonly IngressRule[];
}

/**
 * The ports of Services that a policy closes: it is about the pods, has rules for ports, and neither these nor those of
 * other policies about the same pods let the port in. Silent about:
 * 1. a policy about all pods of its namespace, or one that lets nothing in: that is a default, to which others add;
 * 2. pods that are not near, or on the network of their node;
 * 3. text yet to be filled in, and policies of network plugins, which may add to it.
 */
export const closedPorts = once((object: OtherObject, ctx: RuleContext): readonly ClosedPort[] => {
  const policy = policyOf(object, ctx);
  if (!policy?.ingress || policy.ingress.length === 0 || policy.selector.length === 0) return [];
  const rules = policy.ingress;
  if (rules.some((rule) => !rule.ports || isRuleUnknown(object, rule) || hasUnknownName(rule))) return [];
  const { nearest, nearness, isUnknown } = podsOfPolicy(object, ctx);
  if (nearness === undefined || nearness === 'elsewhere' || isUnknown) return [];
  const sources = nearest.filter(({ template }) => !template.hostNetwork);
  return sources.flatMap((source) => closedPortsOf(object, rules, source, ctx));
});

function closedPortsOf(
  policy: OtherObject,
  rules: readonly IngressRule[],
  source: PodSource,
  ctx: RuleContext,
): readonly ClosedPort[] {
  if (arePortsUnknown(source)) return [];
  const services = selectorsOf(source, ctx).filter(
    (service) => service.type !== 'ExternalName' && ctx.nearness(policy, service) !== 'elsewhere',
  );
  if (services.length === 0) return [];
  const others = otherPolicies(policy, source, ctx);
  if (others.hasForeign) return [];
  const all = [...rules, ...others.rules];
  return services.flatMap((service) =>
    service.ports.flatMap((port): ClosedPort[] => {
      const { number } = findPort(source.template, port, { readSidecars: true });
      if (number === undefined) return []; // told by the Service's own rules
      if (all.some((rule) => letsIn(rule, source, { number, protocol: port.protocol }))) return [];
      const mistaken = mistakenPort(rules, port, number, source, ctx);
      return [{ policy, service, port, source, number, mistaken, rules }];
    }),
  );
}

/** The entry that names the port of a Service, which no container declares. */
function mistakenPort(
  rules: readonly IngressRule[],
  { port, name, protocol }: ServicePort,
  number: number,
  source: PodSource,
  ctx: RuleContext,
): PolicyPort | undefined {
  const entries = rules.flatMap(({ ports }) => ports ?? []);
  return entries.find((entry) => {
    if (entry.protocol !== protocol || entry.port === undefined) return false;
    const declared = declaredPorts(source);
    if (typeof entry.port === 'string') {
      return entry.port === name && !declared.some((one) => one.name === entry.port);
    }
    return (
      entry.port === port &&
      port !== number &&
      !declared.some((one) => one.number === port) &&
      !mentionsPort(source, port, ctx)
    );
  });
}

function hasUnknownName({ ports }: IngressRule): boolean {
  return (ports ?? []).some(({ port }) => typeof port === 'string' && isUnresolved(port));
}

/** `8080/TCP`, or `8080/TCP (http)` for a targetPort that is a name. */
export function describeTarget({ port, number }: ClosedPort): string {
  const target = targetPortOf(port);
  const text = `${number}/${port.protocol}`;
  return typeof target === 'string' ? `${text} (${target})` : text;
}
