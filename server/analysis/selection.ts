// Which pods of the workspace a Service selects, how near they stand, and what almost matched.
import {
  matches,
  matchesRequirement,
  selectorFromMap,
  type LabelSet,
  type Requirement,
} from '../../shared/model/labels.ts';
import type { PodSource, Service } from '../../shared/model/objects.ts';
import { NEARNESS_ORDER, nearnessOf, type Nearness } from '../workspace/path.ts';
import { uriOf } from '../workspace/snapshot.ts';
import type { PodSourceIndex } from './pod-source-index.ts';

/** A pod source compared with a Service's selector. */
export interface Candidate {
  readonly source: PodSource;
  readonly nearness: Nearness;
  /** Requirements that its labels do not meet; empty when it is selected. */
  readonly unmet: readonly Requirement[];
  readonly nMet: number;
  /** Its namespace is written and equal, or one of the two is not written. */
  readonly namespace: 'same' | 'unknown' | 'different';
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
  /** Unresolved text leaves it open whether something is selected. */
  readonly isUnknown: boolean;
  /** Pod sources with matching labels in another namespace, which a Service cannot reach. */
  readonly elsewhere: readonly PodSource[];
  /** Pod sources of the namespace that stand near and are not selected. */
  readonly others: readonly Candidate[];
  /** Pod sources of the namespace in the whole workspace. */
  readonly nInNamespace: number;
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

/** How two namespaces as written relate: one that is not written may be any. */
export function compareNamespaces(a: string | undefined, b: string | undefined): Candidate['namespace'] {
  if (a === undefined || b === undefined) return 'unknown';
  return a === b ? 'same' : 'different';
}

/** Compares a Service with the pod sources that may match or stand near. A Service without a selector selects nothing. */
export function selectFor(
  service: Service,
  index: PodSourceIndex,
  controllerLabels: readonly string[],
): Selection {
  const requirements = selectorFromMap(service.selector ?? {}).filter(
    ({ key }) => !isControllerLabel(key, controllerLabels),
  );
  const sources = service.selector
    ? new Set([...index.possibleFor(requirements), ...index.near(uriOf(service))])
    : [];
  const candidates = [...sources].map((source) => compare(service, source, requirements, controllerLabels));
  candidates.sort((a, b) => NEARNESS_ORDER.indexOf(a.nearness) - NEARNESS_ORDER.indexOf(b.nearness));
  const inReach = candidates.filter(({ namespace }) => namespace !== 'different');
  const matched = withoutAlternatives(inReach.filter(({ match }) => match === 'yes'));
  const nearness = matched[0]?.nearness;
  return {
    selected: matched.map(({ source }) => source),
    possible: withoutAlternatives(inReach.filter(({ match }) => match !== 'no')).map(({ source }) => source),
    nearest: matched.filter((candidate) => candidate.nearness === nearness).map(({ source }) => source),
    nearness,
    // A selector of run-time labels alone may select anything.
    isUnknown:
      (service.selector !== undefined && requirements.length === 0) ||
      inReach.some(({ match }) => match === 'unknown'),
    elsewhere: candidates
      .filter(({ namespace, match }) => namespace === 'different' && match === 'yes')
      .map(({ source }) => source),
    others: inReach.filter(({ match }) => match === 'no'),
    nInNamespace: index.countIn(service.ref.namespace),
  };
}

function compare(
  service: Service,
  source: PodSource,
  requirements: readonly Requirement[],
  controllerLabels: readonly string[],
): Candidate & { match: 'yes' | 'no' | 'unknown' } {
  const labels = knownLabels(source.template.labels, controllerLabels);
  const unmet = requirements.filter((requirement) => matchesRequirement(requirement, labels) === 'no');
  return {
    source,
    nearness: nearnessOf(uriOf(service), uriOf(source)),
    unmet,
    nMet: requirements.length - unmet.length,
    namespace: compareNamespaces(service.ref.namespace, source.ref.namespace),
    match: requirements.length === 0 ? 'unknown' : matches(requirements, labels),
  };
}

function knownLabels(labels: LabelSet, controllerLabels: readonly string[]): LabelSet {
  return Object.fromEntries(
    Object.entries(labels).filter(([key]) => !isControllerLabel(key, controllerLabels)),
  );
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
