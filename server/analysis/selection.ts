// Which pods of the workspace a Service selects, how near they stand, and what almost matched.
import { matchesRequirement, selectorFromMap, type Requirement } from '../../shared/model/labels.ts';
import type { KubeObject, PodSource, Service } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { uriOf } from '../workspace/manifest.ts';
import { keys, nearKeys, type IndexKey } from '../workspace/object-index.ts';
import { directoryOf, NEARNESS_ORDER, type Nearness } from '../workspace/path.ts';
import { mayBeMeant, someMayBeMeant } from './alike-labels.ts';
import type { RuleContext } from './context.ts';
import { isControllerLabel } from './controller-labels.ts';
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

/** What a Service's selector finds. A Service without a selector selects nothing. */
export const selectionOf = once((service: Service, ctx: RuleContext): Selection =>
  service.selector ? selectPods(service, requirementsOf(service, ctx), ctx) : NOTHING,
);

const NOTHING: Selection = {
  selected: [],
  possible: [],
  nearest: [],
  nearness: undefined,
  isUnknown: false,
  elsewhere: [],
};

/** No requirement names a value, so that only what stands near was looked at. */
const NOTHING_KNOWN: Selection = { ...NOTHING, isUnknown: true };

/**
 * What requirements find in the namespace of an object. None of them ask for labels that controllers add.
 * Without one that names values, only what stands near is looked at.
 */
export function selectPods(
  object: KubeObject,
  requirements: readonly Requirement[],
  ctx: RuleContext,
): Selection {
  const labels = rarestLabels(requirements, ctx);
  const sources = labels
    ? (ctx.lookup(...labels, keys.anyLabel) as readonly PodSource[])
    : podSourcesAround(directoryOf(uriOf(object)), ctx);
  if (sources.length === 0) return labels ? NOTHING : NOTHING_KNOWN;
  const matched: Candidate[] = [];
  const possible: Candidate[] = [];
  const elsewhere: PodSource[] = [];
  for (const candidate of compareAll(object, sources, requirements, ctx)) {
    const { source, namespace, match } = candidate;
    if (match === 'no') continue;
    if (namespace !== 'different') {
      possible.push(candidate);
      if (match === 'yes') matched.push(candidate);
    } else if (match === 'yes') elsewhere.push(source);
  }
  const certain = withoutAlternatives(matched);
  const nearness = certain[0]?.nearness;
  const selected = certain.map(sourceOf);
  const isUnknown = possible.length > matched.length;
  return {
    selected,
    possible: isUnknown ? withoutAlternatives(possible).map(sourceOf) : selected,
    nearest:
      certain.at(-1)?.nearness === nearness // they are sorted
        ? selected
        : certain.filter((candidate) => candidate.nearness === nearness).map(sourceOf),
    nearness,
    isUnknown: isUnknown || !labels,
    elsewhere,
  };
}

function sourceOf({ source }: Candidate): PodSource {
  return source;
}

/** The pod sources in the file and directory of a Service, in its namespace, that its selector does not match. Those of the file first. */
export const unselectedBeside = once((service: Service, ctx: RuleContext): readonly Candidate[] =>
  missed(service, podSourcesIn(directoryOf(uriOf(service)), ctx), requirementsOf(service, ctx), ctx),
);

/** The same in the parent, child and sibling directories: only those of which each label may be a slip away from the selector. */
export function unselectedAlike(service: Service, ctx: RuleContext): readonly Candidate[] {
  return alikeAround(service, requirementsOf(service, ctx), ctx).filter(
    ({ nearness }) => nearness === 'near',
  );
}

/** The pod sources near an object, in its namespace, that miss requirements by what may be slips. Nearest first. */
export function alikeAround(
  object: KubeObject,
  requirements: readonly Requirement[],
  ctx: RuleContext,
): readonly Candidate[] {
  const directory = directoryOf(uriOf(object));
  if (!podListsAround(directory, ctx).some((sources) => someMayBeMeant(sources, requirements))) return [];
  const alike = ctx.lookupWhere(podKeysAround(directory), (source) =>
    mayBeMeant((source as PodSource).template.labels, requirements),
  ) as readonly PodSource[];
  return missed(object, alike, requirements, ctx);
}

function missed(
  object: KubeObject,
  sources: readonly PodSource[],
  requirements: readonly Requirement[],
  ctx: RuleContext,
): readonly Candidate[] {
  return compareAll(object, sources, requirements, ctx).filter(
    ({ namespace, match }) => namespace !== 'different' && match === 'no',
  );
}

/** How many pod sources the namespace of an object may hold: its own and those that name none, or all when it names none. */
export function nPodSourcesFor({ ref: { namespace } }: KubeObject, ctx: RuleContext): number {
  if (namespace === undefined) return ctx.count(keys.countAll);
  return ctx.count(keys.count(namespace)) + ctx.count(keys.count(undefined));
}

/** How many pod sources write a namespace. */
export function nPodSourcesIn(namespace: string, ctx: RuleContext): number {
  return ctx.count(keys.count(namespace));
}

/** What the selector asks of labels that manifests can have. */
function requirementsOf({ selector }: Service, { settings }: RuleContext): readonly Requirement[] {
  return selector ? withoutControllerLabels(selectorFromMap(selector), settings.controllerLabels) : [];
}

/** The requirements that templates can meet: those of labels that controllers add at run time are left out. */
export function withoutControllerLabels(
  requirements: readonly Requirement[],
  patterns: readonly string[],
): readonly Requirement[] {
  return requirements.filter(({ key }) => !isControllerLabel(key, patterns));
}

/** Where those are filed that meet one requirement: the one that the fewest meet. `undefined` when none names known values. */
function rarestLabels(
  requirements: readonly Requirement[],
  { snapshot }: RuleContext,
): readonly IndexKey[] | undefined {
  // Which one is taken makes no difference to the answer, so its size is not noted as read.
  let rarest: readonly IndexKey[] | undefined;
  let least = 0;
  for (const { key, operator, values } of requirements) {
    if (operator !== 'In' || values.length === 0 || isUnresolved(key) || values.some(isUnresolved)) continue;
    const labels = values.map((value) => keys.label(key, value));
    if (requirements.length === 1) return labels;
    let size = 0;
    for (const label of labels) size += snapshot.sizeOf(label);
    if (rarest && size >= least) continue;
    rarest = labels;
    least = size;
    if (size <= 1) break; // hardly any can be rarer
  }
  return rarest;
}

const podSourcesIn = once(
  (directory: string, ctx: RuleContext): readonly PodSource[] =>
    ctx.lookup(
      keys.inDirectory('Pod', directory),
      keys.inDirectory('Workload', directory),
    ) as readonly PodSource[],
);

const podSourcesAround = once(
  (directory: string, ctx: RuleContext): readonly PodSource[] =>
    ctx.lookup(...podKeysAround(directory)) as readonly PodSource[],
);

/** The same, apart for each key, as far as there are any. */
const podListsAround = once((directory: string, ctx: RuleContext): readonly (readonly PodSource[])[] =>
  podKeysAround(directory)
    .map((key) => ctx.lookup(key) as readonly PodSource[])
    .filter((sources) => sources.length > 0),
);

function podKeysAround(directory: string): readonly IndexKey[] {
  return [...nearKeys('Pod', directory), ...nearKeys('Workload', directory)];
}

/** Nearest first. */
function compareAll(
  object: KubeObject,
  sources: readonly PodSource[],
  requirements: readonly Requirement[],
  ctx: RuleContext,
): readonly ComparedCandidate[] {
  const [first] = sources;
  if (first && sources.length === 1)
    return [compare(object, first, ctx.nearness(object, first), requirements)];
  const groups = ctx.byNearness(object, sources);
  const found: ComparedCandidate[] = [];
  for (const nearness of NEARNESS_ORDER) {
    for (const source of groups[nearness]) found.push(compare(object, source, nearness, requirements));
  }
  return found;
}

type ComparedCandidate = Candidate & { readonly match: 'yes' | 'no' | 'unknown' };

const ALL_MET: readonly Requirement[] = [];

/** Labels that controllers add never matter here: the requirements ask for none of them. */
function compare(
  object: KubeObject,
  source: PodSource,
  nearness: Nearness,
  requirements: readonly Requirement[],
): ComparedCandidate {
  const { labels } = source.template;
  let unmet: Requirement[] | undefined;
  let isOpen = requirements.length === 0;
  for (const requirement of requirements) {
    const answer = matchesRequirement(requirement, labels);
    if (answer === 'no') (unmet ??= []).push(requirement);
    else if (answer === 'unknown') isOpen = true;
  }
  return {
    source,
    nearness,
    unmet: unmet ?? ALL_MET,
    nMet: requirements.length - (unmet?.length ?? 0),
    namespace: compareNamespaces(object.ref.namespace, source.ref.namespace),
    match: unmet ? 'no' : isOpen ? 'unknown' : 'yes',
  };
}

/** Keeps, of sources with the same kind, namespace and name, the nearest. Nameless ones are all kept. */
function withoutAlternatives(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.length < 2) return candidates;
  const seen = new Set<string>();
  return candidates.filter(({ source: { ref, template } }) => {
    if (ref.name === undefined) return true;
    // One custom resource may have several templates.
    const key = `${ref.kind}/${ref.namespace ?? ''}/${ref.name}/${template.path.join('.')}`;
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
