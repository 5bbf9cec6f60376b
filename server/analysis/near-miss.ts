// Almost selected: pod sources whose labels differ from a selector in a way that looks like a slip.
import { matchesRequirement } from '../../shared/model/labels.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import type { PodSource, Service } from '../../shared/model/objects.ts';
import { sameMeaningKey } from './alike-labels.ts';
import { isMisspelt } from './alike-names.ts';
import type { RuleContext } from './context.ts';
import { asksForExternalLabel } from './external.ts';
import { asksForOperatorLabel } from './operators.ts';
import type { Candidate } from './selection.ts';
import { once } from './reads.ts';
import { selectionOf, unselectedAlike, unselectedBeside } from './selection.ts';

/** How one label of the selector differs from the labels of the pods. */
export type LabelDifference =
  /** The pods have the key with another value. */
  | { readonly type: 'value'; readonly key: string; readonly wanted: string; readonly there: string }
  /** The pods have the value under another key. */
  | { readonly type: 'key'; readonly key: string; readonly wanted: string; readonly thereKey: string }
  /** The pods have neither. */
  | { readonly type: 'missing'; readonly key: string; readonly wanted: string };

/** The pod source that was probably meant. */
export interface NearMiss {
  readonly source: PodSource;
  readonly differences: readonly LabelDifference[];
  readonly nMet: number;
  readonly nRequirements: number;
}

/** Labels that whole families of workloads share: having one of them in common means nothing. */
const SHARED_KEYS =
  /^(app\.kubernetes\.io\/(part-of|managed-by|instance|version)|helm\.sh\/chart|heritage|release|chart|env|environment|stage|tier|team|owner|project|version|track|k8s-app-group)$/;

/** Keys that name the application. */
const NAME_KEYS =
  /^(app|k8s-app|name|app\.kubernetes\.io\/name|app\.kubernetes\.io\/component|component|service|run|io\.kompose\.service)$/;

/**
 * The best near miss of a Service that selects nothing near it; `undefined` when nothing comes close, when the selector
 * does select something near, or when unresolved text leaves it open.
 * Only the same file and directory are looked at, and the parent and sibling directories for what is plainly a typing slip.
 */
export const nearMissOf = once((service: Service, ctx: RuleContext): NearMiss | undefined => {
  const { nearness, isUnknown } = selectionOf(service, ctx);
  if (isUnknown || (nearness !== undefined && nearness !== 'elsewhere')) return undefined;
  if (asksForExternalLabel(service.selector ?? {}, ctx.settings)) return undefined; // pods elsewhere have it
  if (asksForOperatorLabel(service.selector ?? {})) return undefined; // no template has it
  const beside = unselectedBeside(service, ctx);
  const nInFile = beside.filter((candidate) => candidate.nearness === 'file').length;
  let best: { readonly miss: NearMiss; readonly score: number } | undefined;
  for (const candidate of [...beside, ...unselectedAlike(service, ctx)]) {
    const miss = compare(candidate);
    const score = scoreOf(candidate, miss, nInFile, service.ref.namespace === 'kube-system');
    if (score > 0 && (!best || score > best.score)) best = { miss, score };
  }
  return best?.miss;
});

function compare({ source, unmet, nMet }: Candidate): NearMiss {
  const { labels } = source.template;
  const differences = unmet.map(({ key, values }): LabelDifference => {
    const wanted = values[0] ?? '';
    const there = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (there !== undefined) return { type: 'value', key, wanted, there };
    const thereKey = sameMeaningKey(key, wanted, labels);
    return thereKey === undefined ? { type: 'missing', key, wanted } : { type: 'key', key, wanted, thereKey };
  });
  return { source, differences, nMet, nRequirements: nMet + unmet.length };
}

/**
 * How much this looks like a slip: 0 means not at all. It does when
 * 1. every label that differs is misspelt or under a key of the same meaning, even a directory away;
 * 2. a label that names the application is equal, and the others differ in value: in the same file they may be missing too;
 * 3. the labels are those of the workload itself, and its pods have others;
 * 4. there is nothing else in the file that could be meant.
 * Pods of `kube-system` may come with the cluster, so only the first counts there.
 */
function scoreOf(candidate: Candidate, miss: NearMiss, nInFile: number, isClusterOwn: boolean): number {
  const isInFile = candidate.nearness === 'file';
  const isClose = isInFile || candidate.nearness === 'directory';
  let isNothingMissing = true;
  let areAllTyping = true;
  for (const difference of miss.differences) {
    const slip = sizeOfSlip(difference);
    if (slip !== 'typing') areAllTyping = false;
    if (slip === 'missing') isNothingMissing = false;
  }
  const looksMeant =
    (areAllTyping && candidate.nearness !== 'elsewhere') ||
    (!isClusterOwn &&
      ((isClose && (isNothingMissing || isInFile) && hasTellingMatch(candidate, miss)) ||
        (isClose && hasLabelsOnWorkload(candidate)) ||
        (isInFile && nInFile === 1 && isNothingMissing)));
  if (!looksMeant || miss.differences.some(({ key, wanted }) => isUnresolved(key) || isUnresolved(wanted)))
    return 0;
  const nearness = { file: 300, directory: 200, near: 100, elsewhere: 0 }[candidate.nearness];
  return nearness + (areAllTyping ? 50 : 0) + 10 * miss.nMet - miss.differences.length;
}

/** True when the labels are on the workload, where they select nothing, instead of on its pods. */
function hasLabelsOnWorkload({ source, unmet }: Candidate): boolean {
  return (
    source.is === 'Workload' &&
    unmet.every((requirement) => matchesRequirement(requirement, source.labels) === 'yes')
  );
}

type Slip = 'typing' | 'other' | 'missing';

function sizeOfSlip(difference: LabelDifference): Slip {
  if (difference.type === 'missing') return 'missing';
  if (difference.type === 'key') return 'typing';
  return isMisspelt(difference.wanted, difference.there) ? 'typing' : 'other';
}

/** True when a label that names the application is equal on both sides. */
function hasTellingMatch({ source, unmet }: Candidate, { nMet }: NearMiss): boolean {
  if (nMet === 0) return false;
  const unmetKeys = new Set(unmet.map(({ key }) => key));
  const met = Object.keys(source.template.labels).filter((key) => !unmetKeys.has(key));
  return met.some((key) => !SHARED_KEYS.test(key)) && unmet.every(({ key }) => !NAME_KEYS.test(key));
}
