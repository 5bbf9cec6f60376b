// Labels that may have been meant to be those of a selector.
import type { LabelSet, Requirement } from '../../shared/model/labels.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { isMisspelt } from './alike-names.ts';

/** Keys that mean the same and are easily taken for each other. */
const SAME_MEANING: ReadonlySet<string> = new Set(['app', 'k8s-app', 'app.kubernetes.io/name']);

/** The key of the same meaning under which labels have a wanted value. */
export function sameMeaningKey(key: string, wanted: string, labels: LabelSet): string | undefined {
  if (!SAME_MEANING.has(key)) return undefined;
  return Object.keys(labels).find((other) => labels[other] === wanted && SAME_MEANING.has(other));
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
