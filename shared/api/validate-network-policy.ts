// NetworkPolicies: whom they select, which peers and ports they name.
import type { ValueMap } from '../model/value.ts';
import {
  child,
  forbidden,
  invalid,
  invalidEach,
  item,
  notSupported,
  oneOf,
  required,
  ROOT,
  type Cause,
  type Place,
} from './cause.ts';
import { invalidValue, type Context } from './context.ts';
import { stringList } from './go-text.ts';
import { containsCidr, isCidr, validateCidr } from './ip.ts';
import { dns1123Subdomain, portName, portNumber } from './names.ts';
import { isSet, mapItems, mapField, number, struct, structs, text, texts, withDefaults } from './read.ts';
import { validateMeta } from './validate-meta.ts';
import { validateLabelSelector } from './validate-selector.ts';

const POLICY_TYPES = ['Ingress', 'Egress'];
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** Without types a policy is about ingress, and about egress where it has such rules. */
export function defaultNetworkPolicy(policy: ValueMap): ValueMap {
  const withPorts = (rule: ValueMap): ValueMap =>
    mapItems(rule, 'ports', (port) => withDefaults(port, { protocol: 'TCP' }));
  return mapField(policy, 'spec', (given) => {
    const spec = mapItems(mapItems(given, 'ingress', withPorts), 'egress', withPorts);
    if (texts(spec, 'policyTypes').length > 0) return spec;
    const types = structs(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
    return { ...spec, policyTypes: types };
  });
}

/**
 * The causes for which a NetworkPolicy is refused.
 * Source: kubernetes/kubernetes pkg/apis/networking/validation/validation.go ValidateNetworkPolicy, v1.36.
 */
export function validateNetworkPolicy(ctx: Context, policy: ValueMap): readonly Cause[] {
  const [spec, at] = [struct(policy, 'spec'), child(ROOT, 'spec')];
  const name = { check: dns1123Subdomain, isNamespaced: true };
  return [
    ...validateMeta(ctx, struct(policy, 'metadata'), name, child(ROOT, 'metadata')),
    ...validateLabelSelector(ctx, struct(spec, 'podSelector'), child(at, 'podSelector')),
    ...validateRules(ctx, structs(spec, 'ingress'), 'from', child(at, 'ingress')),
    ...validateRules(ctx, structs(spec, 'egress'), 'to', child(at, 'egress')),
    ...validateTypes(ctx, texts(spec, 'policyTypes'), child(at, 'policyTypes')),
  ];
}

function validateTypes(ctx: Context, types: readonly string[], at: Place): readonly Cause[] {
  if (types.length > POLICY_TYPES.length) {
    return [invalidValue(ctx, at, stringList(types), 'may not specify more than two policyTypes')];
  }
  return types.flatMap((type, index) => oneOf(item(at, index), type, POLICY_TYPES));
}

function validateRules(
  ctx: Context,
  rules: readonly ValueMap[],
  peers: 'from' | 'to',
  at: Place,
): readonly Cause[] {
  return rules.flatMap((rule, index) => {
    const here = item(at, index);
    return [
      ...structs(rule, 'ports').flatMap((port, portIndex) =>
        validatePort(port, item(child(here, 'ports'), portIndex)),
      ),
      ...structs(rule, peers).flatMap((peer, peerIndex) =>
        validatePeer(ctx, peer, item(child(here, peers), peerIndex)),
      ),
    ];
  });
}

function validatePort(rule: ValueMap, at: Place): readonly Cause[] {
  const causes: Cause[] = [];
  const protocol = text(rule, 'protocol');
  if (isSet(rule, 'protocol') && !PROTOCOLS.includes(protocol)) {
    causes.push(notSupported(child(at, 'protocol'), protocol, PROTOCOLS));
  }
  const [port, endPort, endAt] = [rule['port'], number(rule, 'endPort'), child(at, 'endPort')];
  const hasEnd = isSet(rule, 'endPort');
  if (typeof port === 'number') {
    causes.push(...invalidEach(child(at, 'port'), port, portNumber(port)));
    if (hasEnd && endPort < port)
      causes.push(invalid(endAt, endPort, 'must be greater than or equal to `port`'));
    if (hasEnd) causes.push(...invalidEach(endAt, endPort, portNumber(endPort)));
  } else if (typeof port === 'string') {
    if (hasEnd) causes.push(invalid(endAt, endPort, 'may not be specified when `port` is non-numeric'));
    causes.push(...invalidEach(child(at, 'port'), port, portName(port)));
  } else if (hasEnd) {
    causes.push(invalid(endAt, endPort, 'may not be specified when `port` is not specified'));
  }
  return causes;
}

function validatePeer(ctx: Context, peer: ValueMap, at: Place): readonly Cause[] {
  const causes: Cause[] = [];
  const selectors = ['podSelector', 'namespaceSelector'].filter((key) => isSet(peer, key));
  for (const key of selectors) causes.push(...validateLabelSelector(ctx, struct(peer, key), child(at, key)));
  const hasBlock = isSet(peer, 'ipBlock');
  if (hasBlock) causes.push(...validateIpBlock(ctx, struct(peer, 'ipBlock'), child(at, 'ipBlock')));
  if (selectors.length === 0 && !hasBlock) causes.push(required(at, 'must specify a peer'));
  if (selectors.length > 0 && hasBlock)
    causes.push(forbidden(at, 'may not specify both ipBlock and another peer'));
  return causes;
}

function validateIpBlock(ctx: Context, block: ValueMap, at: Place): readonly Cause[] {
  const cidr = text(block, 'cidr');
  if (cidr === '') return [required(child(at, 'cidr'))];
  const causes = [...validateCidr(ctx, cidr, child(at, 'cidr'))];
  if (!isCidr(cidr)) return causes;
  texts(block, 'except').forEach((except, index) => {
    const here = item(child(at, 'except'), index);
    causes.push(...validateCidr(ctx, except, here));
    if (!isCidr(except) || containsCidr(cidr, except)) return;
    causes.push(invalid(here, except, 'must be a strict subset of `cidr`'));
  });
  return causes;
}
