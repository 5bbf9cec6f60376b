// The address families of a Service, which decide how many sets of EndpointSlices it has.
import type { IpFamily, Service } from '../model/objects.ts';
import type { ClusterOptions } from './cluster-options.ts';
import { familyOf } from './ip-address.ts';

/**
 * `spec.ipFamilies` after defaulting, the primary family first.
 * 1. The first family is the one written, else that of the clusterIP, else the cluster's own.
 * 2. A second one follows if it is written or asked for by policy and the cluster has it.
 *
 * Source: kubernetes pkg/registry/core/service/storage/alloc.go initIPFamilyFields, v1.36.
 */
export function familiesOf(service: Service, options: ClusterOptions): readonly IpFamily[] {
  const written = writtenFamilies(service);
  const families = written.length > 0 ? written : options.ipFamilies.slice(0, 1);
  if (families.length > 1 || !wantsTwo(service)) return families;
  return [...families, ...options.ipFamilies.filter((family) => !families.includes(family))];
}

function writtenFamilies(service: Service): readonly IpFamily[] {
  const families = service.ipFamilies.filter((family) => family === 'IPv4' || family === 'IPv6');
  const ips =
    service.clusterIPs.length > 0 ? service.clusterIPs : service.clusterIP ? [service.clusterIP] : [];
  const ofAddresses = ips.filter((ip) => ip !== 'None').map(familyOf);
  return ofAddresses.length > families.length ? ofAddresses : families;
}

function wantsTwo(service: Service): boolean {
  const policy = service.ipFamilyPolicy;
  if (policy === undefined) return service.selector === undefined && isHeadless(service);
  return policy === 'PreferDualStack' || policy === 'RequireDualStack';
}

/** True for `clusterIP: None`. */
export function isHeadless(service: Service): boolean {
  return service.clusterIP === 'None' || service.clusterIPs[0] === 'None';
}
