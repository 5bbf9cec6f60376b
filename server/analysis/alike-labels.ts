// Labels that may have been meant to be those of a selector.
import type { LabelSet, Requirement } from '../../shared/model/labels.ts';
import type { PodSource } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { haveFewOtherLetters, isMisspelt, lettersOf } from './alike-names.ts';

/** Keys that mean the same and are easily taken for each other. */
const SAME_MEANING: ReadonlySet<string> = new Set(['app', 'k8s-app', 'app.kubernetes.io/name']);

/** The key of the same meaning under which labels have a wanted value. */
export function sameMeaningKey(key: string, wanted: string, labels: LabelSet): string | undefined {
  if (!SAME_MEANING.has(key)) return undefined;
  return Object.keys(labels).find((other) => labels[other] === wanted && SAME_MEANING.has(other));
}

/** False for labels of which one is more than a slip away from what is required. Cheap: asked of all pods around. */
export function mayBeMeant(labels: LabelSet, requirements: readonly Requirement[]): boolean {
  for (const { key, operator, values } of requirements) {
    if (operator !== 'In' || values.length > 1) continue;
    const wanted = values[0] ?? '';
    const there = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (there === undefined) {
      if (sameMeaningKey(key, wanted, labels) === undefined) return false;
    } else if (there !== wanted && !isUnresolved(there) && !isMisspelt(wanted, there)) return false;
  }
  return true;
}

/** The values that some pods have under one label key. */
interface LabelValues {
  readonly all: Set<string>;
  /** The same, each with the letters that it is spelt with. */
  readonly spelt: { readonly value: string; readonly letters: number }[];
  hasUnresolved: boolean;
}

const valuesOf = new WeakMap<readonly PodSource[], ReadonlyMap<string, LabelValues>>();

/**
 * False for pods of which none may be meant, as `mayBeMeant` says of each. Much cheaper, since the labels of a list are
 * sorted once: a lookup returns the same list until something moves in it.
 */
export function someMayBeMeant(sources: readonly PodSource[], requirements: readonly Requirement[]): boolean {
  let values = valuesOf.get(sources);
  if (!values) valuesOf.set(sources, (values = sortValues(sources)));
  for (const { key, operator, values: wanted } of requirements) {
    if (operator === 'In' && wanted.length <= 1 && !hasAlike(values, key, wanted[0] ?? '')) return false;
  }
  return sources.length > 0;
}

function sortValues(sources: readonly PodSource[]): ReadonlyMap<string, LabelValues> {
  const found = new Map<string, LabelValues>();
  for (const { template } of sources) {
    for (const [key, value] of Object.entries(template.labels)) {
      let values = found.get(key);
      if (!values) found.set(key, (values = { all: new Set(), spelt: [], hasUnresolved: false }));
      if (values.all.has(value)) continue;
      values.all.add(value);
      values.spelt.push({ value, letters: lettersOf(value) });
      if (isUnresolved(value)) values.hasUnresolved = true;
    }
  }
  return found;
}

function hasAlike(values: ReadonlyMap<string, LabelValues>, key: string, wanted: string): boolean {
  if (SAME_MEANING.has(key)) {
    for (const other of SAME_MEANING) if (values.get(other)?.all.has(wanted)) return true;
  }
  const own = values.get(key);
  if (!own) return false;
  if (own.hasUnresolved || own.all.has(wanted)) return true;
  const letters = lettersOf(wanted);
  for (const other of own.spelt) {
    if (haveFewOtherLetters(letters, other.letters) && isMisspelt(wanted, other.value)) return true;
  }
  return false;
}
