// Everything that the API server refuses in a Service after defaulting and allocation.
import type { ValueMap } from '../model/value.ts';
import {
  called,
  child,
  entry,
  forbidden,
  invalid,
  invalidEach,
  item,
  notSupported,
  required,
  requiredOneOf,
  ROOT,
  type Cause,
  type Place,
} from './cause.ts';
import type { Context } from './context.ts';
import { isExternallyAccessible, needsHealthCheck } from './default-service.ts';
import { isCidr, validateCidr, validateIp, validateNonSpecialIp } from './ip.ts';
import { dns1123Subdomain, portNumber, qualifiedName, serviceName } from './names.ts';
import { isSet, number, struct, structs, text, textMap, texts } from './read.ts';
import { isHeadless, validateClusterIps } from './validate-cluster-ips.ts';
import { validateLabels, validateMeta } from './validate-meta.ts';
import { validateServicePorts, validateServicePortsUnique } from './validate-ports.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const AFFINITIES = ['ClientIP', 'None'];
const TRAFFIC_POLICIES = ['Cluster', 'Local'];
const MAX_AFFINITY_SECONDS = 86_400;
/** What the kubelet itself listens on at every node. */
export const KUBELET_PORT = 10_250;
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
const ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'";

/**
 * The causes for which a Service is refused, in the server's order.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateService, v1.36.
 */
export function validateService(ctx: Context, service: ValueMap): readonly Cause[] {
  const [meta, spec] = [struct(service, 'metadata'), struct(service, 'spec')];
  const [metaAt, at] = [child(ROOT, 'metadata'), child(ROOT, 'spec')];
  const [ports, portsAt] = [structs(spec, 'ports'), child(at, 'ports')];
  const name = { check: (text: string) => serviceName(text, ctx.minor), isNamespaced: true };
  return [
    ...validateMeta(ctx, meta, name, metaAt),
    ...validateTopologyAnnotations(meta, metaAt),
    ...validateByType(ctx, spec, at),
    ...validateServicePorts(ctx, ports, portsAt),
    ...validateLabels(ctx, textMap(spec, 'selector'), child(at, 'selector')),
    ...validateAffinity(spec, at),
    ...validateClusterIps(ctx, spec, at),
    ...validateExternalIps(ctx, texts(spec, 'externalIPs'), child(at, 'externalIPs')),
    ...requiredOneOf(child(at, 'type'), text(spec, 'type'), TYPES),
    ...validateNoNodePorts(spec, ports, portsAt),
    ...validateServicePortsUnique(ctx, ports, portsAt),
    ...validateSourceRanges(ctx, meta, spec, at),
    ...validateLoadBalancerFields(ctx, spec, at),
    ...validateExternalTraffic(spec, at),
    ...validateInternalTraffic(ctx, spec, at),
  ];
}

function validateTopologyAnnotations(meta: ValueMap, at: Place): readonly Cause[] {
  const annotations = textMap(meta, 'annotations') ?? {};
  const [mode, hints] = [annotations[TOPOLOGY_MODE], annotations[TOPOLOGY_HINTS]];
  if (mode === undefined || hints === undefined || mode === hints) return [];
  const detail = `must match annotations[${TOPOLOGY_HINTS}] when both are specified`;
  return [invalid(entry(child(at, 'annotations'), TOPOLOGY_MODE), mode, detail)];
}

/** What the type asks for and what it rules out. */
function validateByType(ctx: Context, spec: ValueMap, at: Place): readonly Cause[] {
  const type = text(spec, 'type');
  const causes: Cause[] = [];
  if (structs(spec, 'ports').length === 0 && !isHeadless(spec) && type !== 'ExternalName') {
    causes.push(required(child(at, 'ports')));
  }
  if (type === 'LoadBalancer' && ctx.minor <= 32) causes.push(...validateKubeletPort(spec, at));
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless(spec)) {
    const none = item(child(at, 'clusterIPs'), 0);
    causes.push(invalid(none, 'None', `may not be set to 'None' for ${type} services`));
  }
  if (type === 'ExternalName') causes.push(...validateExternalName(spec, at));
  return causes;
}

function validateKubeletPort(spec: ValueMap, at: Place): readonly Cause[] {
  const detail = `may not expose port ${KUBELET_PORT} externally since it is used by kubelet`;
  return structs(spec, 'ports').flatMap((port, index) =>
    number(port, 'port') === KUBELET_PORT
      ? [invalid(item(child(at, 'ports'), index), KUBELET_PORT, detail)]
      : [],
  );
}

function validateExternalName(spec: ValueMap, at: Place): readonly Cause[] {
  const detail = 'may not be set for ExternalName services';
  const causes: Cause[] = [];
  if (texts(spec, 'clusterIPs').length > 0) causes.push(forbidden(child(at, 'clusterIPs'), detail));
  if (texts(spec, 'ipFamilies').length > 0) causes.push(forbidden(child(at, 'ipFamilies'), detail));
  if (isSet(spec, 'ipFamilyPolicy')) causes.push(forbidden(child(at, 'ipFamilyPolicy'), detail));
  const name = text(spec, 'externalName').replace(/\.$/, '');
  if (name === '') causes.push(required(child(at, 'externalName')));
  else causes.push(...invalidEach(child(at, 'externalName'), name, dns1123Subdomain(name)));
  return causes;
}

function validateAffinity(spec: ValueMap, at: Place): readonly Cause[] {
  const affinity = text(spec, 'sessionAffinity');
  if (affinity !== 'ClientIP') return requiredOneOf(child(at, 'sessionAffinity'), affinity, AFFINITIES);
  const seconds = number(struct(struct(spec, 'sessionAffinityConfig'), 'clientIP'), 'timeoutSeconds');
  if (seconds > 0 && seconds <= MAX_AFFINITY_SECONDS) return [];
  const detail = `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`;
  return [invalid(child(at, 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds'), seconds, detail)];
}

function validateExternalIps(ctx: Context, ips: readonly string[], at: Place): readonly Cause[] {
  return ips.flatMap((ip, index) => {
    const causes = validateIp(ctx, ip, item(at, index));
    return causes.length > 0 ? causes : validateNonSpecialIp(ip, item(at, index));
  });
}

function validateNoNodePorts(spec: ValueMap, ports: readonly ValueMap[], at: Place): readonly Cause[] {
  if (text(spec, 'type') !== 'ClusterIP') return [];
  return ports.flatMap((port, index) =>
    number(port, 'nodePort') === 0
      ? []
      : [forbidden(child(item(at, index), 'nodePort'), "may not be used when `type` is 'ClusterIP'")],
  );
}

/** The ranges of the field, or of the annotation that came before it. The server spells the field with a capital. */
function validateSourceRanges(ctx: Context, meta: ValueMap, spec: ValueMap, at: Place): readonly Cause[] {
  const ranges = texts(spec, 'loadBalancerSourceRanges');
  const annotation = (textMap(meta, 'annotations') ?? {})[SOURCE_RANGES];
  if (ranges.length === 0 && annotation === undefined) return [];
  const isField = ranges.length > 0;
  const here = isField
    ? called(child(at, 'loadBalancerSourceRanges'), 'spec.LoadBalancerSourceRanges')
    : entry(child(ROOT, 'metadata', 'annotations'), SOURCE_RANGES);
  const values = isField ? ranges : splitRanges(annotation ?? '');
  const causes = text(spec, 'type') === 'LoadBalancer' ? [] : [forbidden(here, ONLY_LOAD_BALANCER)];
  if (ctx.minor >= 33) {
    const checked = values.flatMap((value, index) =>
      validateCidr(ctx, value.trim(), isField ? item(here, index) : here),
    );
    return [...causes, ...checked];
  }
  if (values.every((value) => isCidr(value.trim()))) return causes;
  const printed = isField ? `[${ranges.join(' ')}]` : (annotation ?? '');
  const detail = 'must be a list of IP ranges. For example, 10.240.0.0/24,10.250.0.0/24 ';
  return [...causes, invalid(here, printed, detail)];
}

function splitRanges(annotation: string): readonly string[] {
  return annotation.trim() === '' ? [] : annotation.trim().split(',');
}

function validateLoadBalancerFields(ctx: Context, spec: ValueMap, at: Place): readonly Cause[] {
  const isLoadBalancer = text(spec, 'type') === 'LoadBalancer';
  const causes: Cause[] = [];
  if (isSet(spec, 'allocateLoadBalancerNodePorts') && !isLoadBalancer) {
    causes.push(forbidden(child(at, 'allocateLoadBalancerNodePorts'), ONLY_LOAD_BALANCER));
  }
  if (isSet(spec, 'loadBalancerClass')) {
    const [value, here] = [text(spec, 'loadBalancerClass'), child(at, 'loadBalancerClass')];
    if (isLoadBalancer) causes.push(...invalidEach(here, value, qualifiedName(value, ctx.minor)));
    else causes.push(forbidden(here, ONLY_LOAD_BALANCER));
  }
  return causes;
}

function validateExternalTraffic(spec: ValueMap, at: Place): readonly Cause[] {
  const causes: Cause[] = [];
  const [policy, policyAt] = [text(spec, 'externalTrafficPolicy'), child(at, 'externalTrafficPolicy')];
  if (isExternallyAccessible(spec)) causes.push(...requiredOneOf(policyAt, policy, TRAFFIC_POLICIES));
  else if (policy !== '')
    causes.push(invalid(policyAt, policy, 'may only be set for externally-accessible services'));
  const [port, portAt] = [number(spec, 'healthCheckNodePort'), child(at, 'healthCheckNodePort')];
  if (port === 0) return causes; // Where one is needed, the server has chosen it by now.
  if (needsHealthCheck(spec)) return [...causes, ...invalidEach(portAt, port, portNumber(port))];
  const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
  return [...causes, invalid(portAt, port, detail)];
}

function validateInternalTraffic(ctx: Context, spec: ValueMap, at: Place): readonly Cause[] {
  const causes: Cause[] = [];
  if (isSet(spec, 'internalTrafficPolicy')) {
    const policy = text(spec, 'internalTrafficPolicy');
    const isKnown = TRAFFIC_POLICIES.includes(policy);
    if (!isKnown) causes.push(notSupported(child(at, 'internalTrafficPolicy'), policy, TRAFFIC_POLICIES));
  }
  const distributions = trafficDistributions(ctx.minor);
  const distribution = text(spec, 'trafficDistribution');
  if (isSet(spec, 'trafficDistribution') && distributions && !distributions.includes(distribution)) {
    causes.push(notSupported(child(at, 'trafficDistribution'), distribution, distributions));
  }
  return causes;
}

/** The values of `trafficDistribution` by version; before 1.31 the field is dropped without a look. */
function trafficDistributions(minor: number): readonly string[] | undefined {
  if (minor < 31) return undefined;
  return minor >= 34 ? ['PreferClose', 'PreferSameZone', 'PreferSameNode'] : ['PreferClose'];
}
