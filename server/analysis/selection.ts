// Which pods of the workspace a Service selects, how near they stand, and what almost matched.
import { matchesRequirement, selectorFromMap, type Requirement } from '../../shared/model/labels.ts';
import type { PodSource, Service } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { uriOf } from '../workspace/manifest.ts';
import { keys, nearKeys, type IndexKey } from '../workspace/object-index.ts';
import { nearnessOf, type Nearness } from '../workspace/path.ts';
import type { RuleContext } from './context.ts';
import { compareNamespaces, type NamespaceRelation } from './namespaces.ts';
import { once } from './reads.ts';

/** A pod source compared with a Service's selector. */
export interface Candidate {
  readonly source: PodSource;
  readonly nearness: Nearness;
  /** Requirements that its labels do not meet; empty when it is selected. */
  readonly unmet: readonly Requirement[];
  readonly nMet: number;
  /** Its namespace is written and equal, or one of the two is not written. */
  readonly namespace: NamespaceRelation;
}

/** What a Service's selector finds. All lists are sorted by nearness. */
export interface Selection {
  /** Selected for certain. Of the same object in several places only the nearest counts: the others are alternatives. */
  readonly selected: readonly PodSource[];
  /** `selected` and those that unresolved or run-time labels leave open: what a prediction may count on. */
  readonly possible: readonly PodSource[];
  /** The part of `selected` that stands nearest: in the file if any does, else the directory, and so on. */
  readonly nearest: readonly PodSource[];
  /** How near `nearest` is; `undefined` when nothing is selected. */
  readonly nearness: Nearness | undefined;
  /** Unresolved text, or a selector of run-time labels alone, leaves it open whether something is selected. */
  readonly isUnknown: boolean;
  /** Pod sources with matching labels in another namespace, which a Service cannot reach. */
  readonly elsewhere: readonly PodSource[];
}

/** Label keys that controllers add to pods at run time: a template need not have them. */
const CONTROLLER_LABELS = [
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/*',
  'job-name',
  'controller-uid',
  'rollouts-pod-template-hash',
  'security.istio.io/*',
  'service.istio.io/*',
  'topology.kubernetes.io/*',
];

/** True for a label key that a controller adds at run time, of the known ones or of the user's patterns. */
export function isControllerLabel(key: string, patterns: readonly string[]): boolean {
  return [...CONTROLLER_LABELS, ...patterns].some((pattern) =>
    pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern,
  );
}

/** What a Service's selector finds. A Service without a selector selects nothing. */
export const selectionOf = once((service: Service, ctx: RuleContext): Selection => {
  const requirements = requirementsOf(service, ctx);
  const pair = rarestPair(requirements, ctx);
  const sources = service.selector
    ? pair
      ? (ctx.lookup(pair, keys.anyLabel) as readonly PodSource[])
      : podSourcesNear(service, ctx)
    : [];
  const candidates = ctx
    .nearestFirst(service, sources)
    .map((source) => compare(service, source, requirements));
  const inReach = candidates.filter(({ namespace }) => namespace !== 'different');
  const matched = withoutAlternatives(inReach.filter(({ match }) => match === 'yes'));
  const nearness = matched[0]?.nearness;
  return {
    selected: matched.map(({ source }) => source),
    possible: withoutAlternatives(inReach.filter(({ match }) => match !== 'no')).map(({ source }) => source),
    nearest: matched.filter((candidate) => candidate.nearness === nearness).map(({ source }) => source),
    nearness,
    isUnknown: (service.selector !== undefined && !pair) || inReach.some(({ match }) => match === 'unknown'),
    elsewhere: candidates
      .filter(({ namespace, match }) => namespace === 'different' && match === 'yes')
      .map(({ source }) => source),
  };
});

/** The pod sources near a Service, in its namespace, that its selector does not match. Nearest first. */
export const unselectedNear = once((service: Service, ctx: RuleContext): readonly Candidate[] => {
  const requirements = requirementsOf(service, ctx);
  return podSourcesNear(service, ctx)
    .map((source) => compare(service, source, requirements))
    .filter(({ namespace, match }) => namespace !== 'different' && match === 'no');
});

/** How many pod sources the namespace of a Service may hold: its own and those that name none, or all when it names none. */
export function nPodSourcesFor({ ref: { namespace } }: Service, ctx: RuleContext): number {
  if (namespace === undefined) return ctx.count(keys.countAll);
  return ctx.count(keys.count(namespace)) + ctx.count(keys.count(undefined));
}

/** How many pod sources write a namespace. */
export function nPodSourcesIn(namespace: string, ctx: RuleContext): number {
  return ctx.count(keys.count(namespace));
}

/** What the selector asks of labels that manifests can have. */
function requirementsOf(service: Service, { settings }: RuleContext): readonly Requirement[] {
  return selectorFromMap(service.selector ?? {}).filter(
    ({ key }) => !isControllerLabel(key, settings.controllerLabels),
  );
}

/** The label that the fewest pod sources have, among those known; every match has it. `undefined` when none is known. */
function rarestPair(requirements: readonly Requirement[], { snapshot }: RuleContext): IndexKey | undefined {
  const pairs = requirements.flatMap(({ key, values: [value = ''] }) =>
    isUnresolved(key) || isUnresolved(value) ? [] : [keys.label(key, value)],
  );
  // Which one is taken makes no difference to the answer, so its size is not noted as read.
  return pairs.sort((a, b) => snapshot.sizeOf(a) - snapshot.sizeOf(b))[0];
}

function podSourcesNear(service: Service, ctx: RuleContext): readonly PodSource[] {
  const uri = uriOf(service);
  const found = ctx.lookup(...nearKeys('Pod', uri), ...nearKeys('Workload', uri)) as readonly PodSource[];
  return ctx.nearestFirst(service, found);
}

/** Labels that controllers add never matter here: the requirements ask for none of them. */
function compare(
  service: Service,
  source: PodSource,
  requirements: readonly Requirement[],
): Candidate & { match: 'yes' | 'no' | 'unknown' } {
  const answers = requirements.map((requirement) => matchesRequirement(requirement, source.template.labels));
  const unmet = requirements.filter((_, index) => answers[index] === 'no');
  const isOpen = requirements.length === 0 || answers.includes('unknown');
  return {
    source,
    nearness: nearnessOf(uriOf(service), uriOf(source)),
    unmet,
    nMet: requirements.length - unmet.length,
    namespace: compareNamespaces(service.ref.namespace, source.ref.namespace),
    match: unmet.length > 0 ? 'no' : isOpen ? 'unknown' : 'yes',
  };
}

/** Keeps, of sources with the same kind, namespace and name, the nearest. Nameless ones are all kept. */
function withoutAlternatives<C extends Candidate>(candidates: readonly C[]): readonly C[] {
  const seen = new Set<string>();
  return candidates.filter(({ source: { ref } }) => {
    if (ref.name === undefined) return true;
    const key = `${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The Services whose selector matches a pod source, by file. */
export function selectorsOf(source: PodSource, ctx: RuleContext): readonly Service[] {
  const pairs = Object.entries(source.template.labels).map(([key, value]) => keys.selects(key, value));
  const services = ctx.lookup(...pairs) as readonly Service[];
  return services.filter((service) => selectionOf(service, ctx).selected.includes(source));
}
