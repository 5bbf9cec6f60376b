// Warnings about Services: fields that are ignored, deprecated or written oddly.
import type { FieldPath } from '../model/field-path.ts';
import type { ValueMap } from '../model/value.ts';
import type { Warning } from './cause.ts';
import type { Context } from './context.ts';
import { warnAboutIp } from './ip.ts';
import { struct, text, textMap, texts } from './read.ts';
import { isHeadless } from './validate-cluster-ips.ts';

const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';

/**
 * The warnings about a Service, in the server's order.
 * Source: kubernetes/kubernetes pkg/api/service/warnings.go GetWarningsForService, v1.36.
 */
export function warnAboutService(ctx: Context, service: ValueMap): readonly Warning[] {
  const spec = struct(service, 'spec');
  const type = text(spec, 'type');
  const externalIps = texts(spec, 'externalIPs');
  const isExternalName = type === 'ExternalName';
  const isHeadlessType = type === 'ClusterIP' && isHeadless(spec);
  const ignored = ctx.minor >= 34 && isHeadlessType;
  const warnings: (Warning | undefined)[] = [
    when(
      Object.hasOwn(textMap(struct(service, 'metadata'), 'annotations') ?? {}, TOPOLOGY_HINTS),
      `annotation ${TOPOLOGY_HINTS} is deprecated, please use ${TOPOLOGY_MODE} instead`,
      ['metadata', 'annotations', TOPOLOGY_HINTS],
    ),
    ...aboutIps(ctx, 'clusterIPs', isHeadless(spec) ? [] : texts(spec, 'clusterIPs')),
    when(
      ignored && text(spec, 'loadBalancerIP') !== '',
      'spec.loadBalancerIP is ignored for headless services',
      ['spec', 'loadBalancerIP'],
    ),
    when(ignored && externalIps.length > 0, 'spec.externalIPs is ignored for headless services', [
      'spec',
      'externalIPs',
    ]),
    when(
      ignored && text(spec, 'sessionAffinity') !== 'None',
      'spec.SessionAffinity is ignored for headless services',
      ['spec', 'sessionAffinity'],
    ),
    ...aboutIps(ctx, 'externalIPs', externalIps),
    when(
      ctx.minor >= 36 && externalIps.length > 0 && !isHeadlessType && !isExternalName,
      'spec.externalIPs is deprecated and may no longer be implemented in some clusters',
      ['spec', 'externalIPs'],
    ),
    ...aboutIp(ctx, text(spec, 'loadBalancerIP'), ['spec', 'loadBalancerIP'], 'spec.loadBalancerIP'),
    when(
      isExternalName && externalIps.length > 0,
      'spec.externalIPs is ignored when spec.type is "ExternalName"',
      ['spec', 'externalIPs'],
    ),
    when(
      !isExternalName && text(spec, 'externalName') !== '',
      'spec.externalName is ignored when spec.type is not "ExternalName"',
      ['spec', 'externalName'],
    ),
    when(
      ctx.minor >= 35 && text(spec, 'trafficDistribution') === 'PreferClose',
      'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"',
      ['spec', 'trafficDistribution'],
    ),
  ];
  return warnings.filter((warning) => warning !== undefined);
}

function when(condition: boolean, sentence: string, path: FieldPath): Warning | undefined {
  return condition ? { text: sentence, path } : undefined;
}

function aboutIps(ctx: Context, key: string, ips: readonly string[]): readonly Warning[] {
  return ips.flatMap((ip, index) => aboutIp(ctx, ip, ['spec', key, index], `spec.${key}[${index}]`));
}

function aboutIp(ctx: Context, ip: string, path: FieldPath, field: string): readonly Warning[] {
  return warnAboutIp(ctx, ip, field).map((sentence) => ({ text: sentence, path }));
}
