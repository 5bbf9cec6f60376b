// Labels that may have been meant to be those of a selector.
import { distance } from 'fastest-levenshtein';
import type { LabelSet, Requirement } from '../../shared/model/labels.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';

/** How many keystrokes apart two values may be that were meant to be one. */
const MAX_TYPING_DISTANCE = 2;

/** Keys that mean the same and are easily taken for each other. */
const SAME_MEANING: ReadonlySet<string> = new Set(['app', 'k8s-app', 'app.kubernetes.io/name']);

/** The key of the same meaning under which labels have a wanted value. */
export function sameMeaningKey(key: string, wanted: string, labels: LabelSet): string | undefined {
  if (!SAME_MEANING.has(key)) return undefined;
  return Object.keys(labels).find((other) => labels[other] === wanted && SAME_MEANING.has(other));
}

/** True for values within two keystrokes of each other. `web-1` and `web-2` are two things, not one misspelt; so are `a` and `b`. */
export function isMisspelt(wanted: string, there: string): boolean {
  if (Math.min(wanted.length, there.length) <= 3) return false;
  if (Math.abs(wanted.length - there.length) > MAX_TYPING_DISTANCE) return false;
  if (distance(wanted, there) > MAX_TYPING_DISTANCE) return false;
  return wanted.replaceAll(/\d/g, '') !== there.replaceAll(/\d/g, '');
}

/** False for labels of which one is more than a slip away from what is required. Cheap: asked of all pods around. */
export function mayBeMeant(labels: LabelSet, requirements: readonly Requirement[]): boolean {
  return requirements.every(({ key, operator, values }) => {
    const [wanted = '', ...others] = values;
    if (operator !== 'In' || others.length > 0) return true;
    const there = Object.hasOwn(labels, key) ? labels[key] : undefined;
    return there === undefined
      ? sameMeaningKey(key, wanted, labels) !== undefined
      : there === wanted || isUnresolved(there) || isMisspelt(wanted, there);
  });
}
