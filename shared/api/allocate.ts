// What the API server gives a new Service: families, addresses, node ports. It happens before validation, so the first
// thing that cannot be given hides every other fault.
import type { ValueMap } from '../model/value.ts';
import { child, invalid, item, ROOT, type Cause } from './cause.ts';
import { invalidValue, type Context } from './context.ts';
import { stringList } from './go-text.ts';
import { allocatePorts } from './allocate-ports.ts';
import { canonicalIp, familyOf, isAllocatable } from './ip.ts';
import { pathSegment } from './names.ts';
import { isSet, struct, text, texts } from './read.ts';
import type { ApiServerState, Taken } from './state.ts';
import { validateClusterIps } from './validate-cluster-ips.ts';

/** A Service with what it was given, or the refusal. Addresses and ports that the server would choose stay missing. */
export type Allocation =
  | { readonly service: ValueMap; readonly taken: Taken }
  | { readonly code: 422 | 500; readonly causes: readonly Cause[] };

/** The version from which addresses are objects of their own, which record the Service they belong to. */
const IP_ADDRESS_OBJECTS_SINCE = 33;

const SPEC = child(ROOT, 'spec');

/**
 * Gives a Service what it asks for, in the server's order: families, cluster addresses, node ports, health check port.
 *
 * Source: kubernetes/kubernetes pkg/registry/core/service/storage/alloc.go allocateCreate, v1.36.
 * Differs: what the server would choose at random is not chosen.
 */
export function allocate(ctx: Context, service: ValueMap, state: ApiServerState): Allocation {
  const synced = { ...service, spec: syncClusterIps(struct(service, 'spec')) };
  const families = initFamilies(ctx, synced.spec);
  if ('causes' in families) return { code: 422, causes: families.causes };
  const spec = families.spec;
  const nameless = nameProblem(ctx, service, spec);
  const wanted = wantedIps(spec);
  for (const ip of wanted) {
    const problem =
      ipProblem(ctx, ip, state) ??
      (nameless && `IPAddress.networking.k8s.io "${ip}" is invalid: ${nameless}`);
    if (problem) return refuseIps(ctx, spec, `failed to allocate IP ${ip}: ${problem}`);
  }
  if (nameless && wanted.length === 0 && hasClusterIp(spec)) {
    const problem = `failed to allocate IP: IPAddress.networking.k8s.io "<auto>" is invalid: ${nameless}`;
    return refuseIps(ctx, { ...spec, clusterIPs: texts(spec, 'ipFamilies').map(() => '') }, problem);
  }
  const ports = allocatePorts(ctx, spec, state);
  if ('causes' in ports) return ports;
  const taken = { clusterIPs: wanted.map(canonicalIp), nodePorts: ports.nodePorts };
  return { service: { ...service, spec: ports.spec }, taken };
}

/** `clusterIP` alone is also the first of `clusterIPs`. */
function syncClusterIps(spec: ValueMap): ValueMap {
  const ip = text(spec, 'clusterIP');
  return ip !== '' && texts(spec, 'clusterIPs').length === 0 ? { ...spec, clusterIPs: [ip] } : spec;
}

type Families = { readonly spec: ValueMap } | { readonly causes: readonly Cause[] };

/** Settles `ipFamilyPolicy` and `ipFamilies` from each other, the addresses and the cluster. */
function initFamilies(ctx: Context, given: ValueMap): Families {
  if (text(given, 'type') === 'ExternalName') return { spec: given };
  const isBare = isNone(given) && Object.keys(struct(given, 'selector')).length === 0;
  const policy = isSet(given, 'ipFamilyPolicy')
    ? text(given, 'ipFamilyPolicy')
    : isBare
      ? 'RequireDualStack'
      : 'SingleStack';
  const spec = { ...given, ipFamilyPolicy: policy };
  const fieldCauses = validateClusterIps(ctx, spec, SPEC);
  if (fieldCauses.length > 0) return { causes: fieldCauses };
  const [ips, families] = [texts(spec, 'clusterIPs'), texts(spec, 'ipFamilies')];
  const causes = [...validateSingleStack(policy, ips, families)];
  const inferred = [...families];
  for (const [index, ip] of ips.entries()) {
    const family = familyOf(ip);
    if (ip === 'None' || !family) break;
    if (index < inferred.length) continue;
    if (ctx.options.ipFamilies.includes(family)) inferred.push(family);
    else
      causes.push(
        invalidValue(
          ctx,
          item(child(SPEC, 'clusterIPs'), index),
          stringList(ips),
          `${family} is not configured on this cluster`,
        ),
      );
  }
  if (causes.length > 0) return { causes };
  return isBare ? { spec: bareFamilies(ctx, spec, inferred) } : clusterFamilies(ctx, spec, inferred);
}

function validateSingleStack(
  policy: string,
  ips: readonly string[],
  families: readonly string[],
): readonly Cause[] {
  if (policy !== 'SingleStack') return [];
  const at = child(SPEC, 'ipFamilyPolicy');
  const detail = (what: string) =>
    `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`;
  return [
    ...(ips.length === 2 ? [invalid(at, policy, detail('cluster IPs'))] : []),
    ...(families.length === 2 ? [invalid(at, policy, detail('IP families'))] : []),
  ];
}

/** A headless Service without selector may have families that the cluster does not. */
function bareFamilies(ctx: Context, spec: ValueMap, given: readonly string[]): ValueMap {
  const first = given[0] ?? ctx.options.ipFamilies[0] ?? 'IPv4';
  const isDual = text(spec, 'ipFamilyPolicy') !== 'SingleStack';
  const families = given.length > 1 ? given : isDual ? [first, otherFamily(first)] : [first];
  return { ...spec, ipFamilies: [...families] };
}

function clusterFamilies(ctx: Context, spec: ValueMap, given: readonly string[]): Families {
  const configured: readonly string[] = ctx.options.ipFamilies;
  const policy = text(spec, 'ipFamilyPolicy');
  const causes: Cause[] = [];
  if (policy === 'RequireDualStack' && configured.length < 2) {
    const detail = 'this cluster is not configured for dual-stack services';
    causes.push(invalid(child(SPEC, 'ipFamilyPolicy'), policy, detail));
  }
  given.forEach((family, index) => {
    if (configured.includes(family)) return;
    causes.push(invalid(item(child(SPEC, 'ipFamilies'), index), family, 'not configured on this cluster'));
  });
  if (causes.length > 0) return { causes };
  const first = given[0] ?? configured[0] ?? 'IPv4';
  const wantsBoth = policy !== 'SingleStack' && given.length < 2 && configured.length === 2;
  const families = wantsBoth ? [first, otherFamily(first)] : given.length > 0 ? [...given] : [first];
  return { spec: { ...spec, ipFamilies: families } };
}

function otherFamily(family: string): string {
  return family === 'IPv4' ? 'IPv6' : 'IPv4';
}

function isNone(spec: ValueMap): boolean {
  return text(spec, 'clusterIP') === 'None';
}

function hasClusterIp(spec: ValueMap): boolean {
  return text(spec, 'type') !== 'ExternalName' && texts(spec, 'clusterIPs')[0] !== 'None';
}

/** The addresses that the manifest asks for by name. */
function wantedIps(spec: ValueMap): readonly string[] {
  return hasClusterIp(spec) ? texts(spec, 'clusterIPs').filter((ip) => ip !== '') : [];
}

function ipProblem(ctx: Context, ip: string, state: ApiServerState): string | undefined {
  const family = familyOf(ip);
  const range = family && ctx.options.serviceCidrs?.[family];
  if (range && !isAllocatable(ip, range)) {
    if (ctx.minor >= IP_ADDRESS_OBJECTS_SINCE) return 'the provided network does not match the current range';
    return `the provided IP (${canonicalIp(ip)}) is not in the valid range. The range of valid IPs is ${range}`;
  }
  return state.clusterIPs.has(canonicalIp(ip)) ? 'provided IP is already allocated' : undefined;
}

/** Since addresses are objects, the name that they refer to is checked with them. */
function nameProblem(ctx: Context, service: ValueMap, spec: ValueMap): string | undefined {
  if (ctx.minor < IP_ADDRESS_OBJECTS_SINCE || !hasClusterIp(spec)) return undefined;
  const meta = struct(service, 'metadata');
  const name = text(meta, 'name') || text(meta, 'generateName');
  if (name === '') return 'spec.parentRef.name: Required value';
  const problem = pathSegment(name)[0];
  return problem && `spec.parentRef.name: Invalid value: "${name}": ${problem}`;
}

function refuseIps(ctx: Context, spec: ValueMap, detail: string): Allocation {
  const ips = stringList(texts(spec, 'clusterIPs'));
  return { code: 422, causes: [invalidValue(ctx, child(SPEC, 'clusterIPs'), ips, detail)] };
}
