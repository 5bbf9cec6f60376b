// Which Service a name means, as seen from the object that says it. All rules about names of Services ask here, so that
// absence is judged alike: silent where something else may define the Service, quieter where a controller may.
import type { KubeObject, Service } from '../../shared/model/objects.ts';
import { isStandIn, isUnresolved } from '../../shared/model/unresolved.ts';
import { uriOf } from '../workspace/manifest.ts';
import { keys } from '../workspace/object-index.ts';
import type { Nearness } from '../workspace/path.ts';
import { areAlternatives } from './alternatives.ts';
import type { RuleContext } from './context.ts';
import { isExternalService } from './external.ts';
import { makesForeignPods } from './foreign.ts';
import { bringsMore, changesNames, kustomizationsAround } from './kustomizations-around.ts';
import { compareNamespaces } from './namespaces.ts';
import { once } from './reads.ts';
import { servicesNear, type ServicesNear } from './services-near.ts';
import type { Severity } from './settings.ts';

/** The name of a Service as an object writes it. */
export interface ServiceReference {
  readonly from: KubeObject;
  readonly name: string;
  /** Where the name is looked up: the object's own namespace unless the reference says another. `undefined` may be any. */
  readonly namespace: string | undefined;
}

/** The Services that a name means: in one namespace as far as written, and of these the nearest. At least one. */
export interface FoundService {
  readonly type: 'found';
  readonly services: readonly [Service, ...Service[]];
  /** What they lack is lacking: they stand near and in one file, or both sides write the same namespace. */
  readonly isCertain: boolean;
  readonly nearness: Nearness;
}

/** No Service of the workspace has the name. */
export interface MissingService {
  readonly type: 'missing';
  readonly reference: ServiceReference;
  /** One near that is spelt alike: a slip of the pen away, or longer or shorter by a word such as `svc`. */
  readonly alike: Service | undefined;
  /** It is a slip of the pen. */
  readonly isMisspelt: boolean;
  /** One near that has the name, in another namespace. */
  readonly elsewhere: Service | undefined;
  /** A controller, a chart or a remote base beside the object may bring it. */
  readonly mayBeBrought: boolean;
  /** How much this says: a warning where a slip shows, or where the file has other Services; else information. */
  readonly severity: Severity;
}

/** What a name of a Service means. `unknown`: text yet to be filled in, or something else may define the Service. */
export type ReferencedService = FoundService | MissingService | { readonly type: 'unknown' };

const UNKNOWN = { type: 'unknown' } as const;

/** The reference to a Service in the object's own namespace. */
export function ownReference(from: KubeObject, name: string): ServiceReference {
  return { from, name, namespace: from.ref.namespace };
}

/** The reference to a Service that a route makes, in a namespace of its choice. */
export function backendReference(
  from: KubeObject,
  { name, namespace }: { readonly name: string; readonly namespace: string | undefined },
): ServiceReference {
  return { from, name, namespace: namespace ?? from.ref.namespace };
}

/** Which Service a reference means. */
export function findService(reference: ServiceReference, ctx: RuleContext): ReferencedService {
  if (!isKnown(reference)) return UNKNOWN;
  const found = servicesMeant(reference, ctx);
  if (found) return found;
  const near = servicesNear(reference.from, ctx);
  return mayBeDefined(reference, near, ctx) ? UNKNOWN : describeAbsence(reference, near, ctx);
}

/** The same for who has nothing to say of a Service that is not there: `undefined` then, without a look at what there is. */
export function findPresent(reference: ServiceReference, ctx: RuleContext): FoundService | undefined {
  return isKnown(reference) ? servicesMeant(reference, ctx) : undefined;
}

function isKnown({ name, namespace }: ServiceReference): boolean {
  return name !== '' && !isUnresolved(name) && !isUnresolved(namespace ?? '');
}

/** True for the name of a Service in any namespace. Remembered, since the same hosts stand in many files. */
export const isServiceName = once((name: string, ctx: RuleContext): boolean =>
  ctx.has(keys.named('Service', name), () => true),
);

function servicesMeant(
  { from, name, namespace }: ServiceReference,
  ctx: RuleContext,
): FoundService | undefined {
  if (!isServiceName(name, ctx)) return undefined;
  const inReach = ctx
    .named('Service', name)
    .filter((service) => compareNamespaces(namespace, service.ref.namespace) !== 'different');
  if (inReach.length === 0) return undefined;
  const ranked = ctx.nearestFirst(from, inReach);
  const isSame = ({ ref }: Service): boolean => compareNamespaces(namespace, ref.namespace) === 'same';
  const nearness = ranked[0] ? ctx.nearness(from, ranked[0]) : 'elsewhere';
  const nearest =
    ranked.length === 1 ? ranked : ranked.filter((service) => ctx.nearness(from, service) === nearness);
  const [first, ...others] =
    nearness === 'elsewhere' && nearest.some(isSame) ? nearest.filter(isSame) : nearest;
  if (!first) return undefined;
  return {
    type: 'found',
    services: [first, ...others],
    // Several files that define it are so many examples.
    isCertain:
      (nearness !== 'elsewhere' || isSame(first)) && others.every((other) => uriOf(other) === uriOf(first)),
    nearness,
  };
}

/** The Services of a reference that may be applied together with its object: overlays, alternatives and other examples are left out. */
export function appliedTogether(
  { services }: FoundService,
  from: KubeObject,
  ctx: RuleContext,
): readonly Service[] {
  return services.filter(
    (service) => !areAlternatives(from, service, ctx) && !repeatEachOther(from, service, ctx),
  );
}

/** True when two files define one object, of whatever kind, so that they are two examples and not one application. */
function repeatEachOther(object: KubeObject, other: KubeObject, ctx: RuleContext): boolean {
  if (uriOf(object) === uriOf(other)) return false;
  const here = new Set(objectsBeside(object, ctx));
  return objectsBeside(other, ctx).some((identity) => here.has(identity));
}

/** What the file of an object defines; namespaces are left out, which files of one application repeat. */
function objectsBeside(object: KubeObject, ctx: RuleContext): readonly string[] {
  const objects = ctx.file(uriOf(object))?.documents.flatMap(({ document }) => document.objects) ?? [];
  return objects.flatMap(({ ref: { kind, namespace = '', name } }) =>
    name === undefined || kind === 'Namespace' ? [] : [`${kind}/${namespace}/${name}`],
  );
}

/**
 * True when a Service that the files do not show may well be there:
 * 1. the configuration names it as one outside;
 * 2. the cluster brings it, as it does those of `kube-system`;
 * 3. a Service near has a name that is yet to be filled in, or one that a kustomization changes;
 * 4. a custom resource has the name, or one that it begins with: its controller makes Services named after it.
 */
function mayBeDefined(reference: ServiceReference, near: ServicesNear, ctx: RuleContext): boolean {
  const { name, namespace } = reference;
  const asWritten = namespace === undefined ? { name } : { name, namespace };
  if (isExternalService(asWritten, ctx.settings) || isStandIn(name)) return true;
  if (namespace === 'kube-system' || (name === 'kubernetes' && (namespace ?? 'default') === 'default'))
    return true;
  return near.hasUnknownName || isRenamed(reference, near, ctx) || isNamedAfterCustomResource(name, ctx);
}

/** True when a kustomization around makes the name out of that of a Service near, or that Service's out of it. */
function isRenamed({ from, name }: ServiceReference, near: ServicesNear, ctx: RuleContext): boolean {
  if (!kustomizationsAround(from, ctx).some(changesNames)) return false;
  return near.names().some((other) => name.includes(other) || other.includes(name));
}

const isNamedAfterCustomResource = once((name: string, ctx: RuleContext): boolean => {
  for (let end = name.length; end > 0; end = name.lastIndexOf('-', end - 1)) {
    if (ctx.has(keys.named('Other', name.slice(0, end)), makesForeignPods)) return true;
  }
  return false;
});

function describeAbsence(reference: ServiceReference, near: ServicesNear, ctx: RuleContext): MissingService {
  const { from, name, namespace } = reference;
  const isInReach = ({ ref }: Service): boolean =>
    compareNamespaces(namespace, ref.namespace) !== 'different';
  const nearestOf = (services: readonly Service[]): Service | undefined =>
    ctx.nearestFirst(from, services)[0];
  const elsewhere = nearestOf(near.named(name));
  const misspelt = nearestOf(near.misspelt(name).filter(isInReach));
  const beside = near
    .sameStem(name)
    .filter((service) => isInReach(service) && ctx.nearness(from, service) !== 'near');
  const alike = misspelt ?? nearestOf(beside);
  const mayBeBrought = ctx.hasForeignPodsBeside(from) || kustomizationsAround(from, ctx).some(bringsMore);
  const isTelling = alike ?? elsewhere ?? near.inFile(uriOf(from)).some(isInReach);
  return {
    type: 'missing',
    reference,
    alike,
    isMisspelt: misspelt !== undefined,
    elsewhere,
    mayBeBrought,
    severity: isTelling && !mayBeBrought ? 'warning' : 'information',
  };
}
