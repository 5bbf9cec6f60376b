// Labels and label selectors, matched as apimachinery does, with one more answer: "unknown" where text is unresolved.
import { isUnresolved } from './unresolved.ts';

/** Label keys to values. */
export type LabelSet = Readonly<Record<string, string>>;

/** One condition of a selector. `values` is empty for Exists and DoesNotExist. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

/** A selector as a conjunction of requirements. No requirements means that it was written empty. */
export type Selector = readonly Requirement[];

/** `unknown`: an unresolved part leaves both answers open, and no resolved part contradicts. */
export type Match = 'yes' | 'no' | 'unknown';

/** The requirements of a plain map selector (`spec.selector` of a Service): every pair must be there. */
export function selectorFromMap(labels: LabelSet): Selector {
  return Object.entries(labels).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
}

/**
 * Whether labels satisfy one requirement, in the order of the truth table:
 * 1. In: the key is there and its value is one of `values`.
 * 2. NotIn: the key is missing or its value is none of `values`.
 * 3. Exists: the key is there.
 * 4. DoesNotExist: the key is missing.
 *
 * Source: apimachinery pkg/labels/selector.go Requirement.Matches, v1.36.
 * Differs: unresolved text equals everything, which gives the answer "unknown".
 */
export function matchesRequirement(requirement: Requirement, labels: LabelSet): Match {
  const value = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
  switch (requirement.operator) {
    case 'In':
      return value === undefined ? missing(requirement.key, labels) : isOneOf(value, requirement.values);
    case 'NotIn':
      return value === undefined ? 'yes' : negate(isOneOf(value, requirement.values));
    case 'Exists':
      return value === undefined ? missing(requirement.key, labels) : 'yes';
    case 'DoesNotExist':
      return value === undefined ? 'yes' : 'no';
  }
}

/** Whether labels satisfy every requirement. An empty selector matches everything; callers decide whether that is meant. */
export function matches(selector: Selector, labels: LabelSet): Match {
  let answer: Match = 'yes';
  for (const requirement of selector) {
    const one = matchesRequirement(requirement, labels);
    if (one === 'no') return 'no';
    if (one === 'unknown') answer = 'unknown';
  }
  return answer;
}

/** `app=web,tier in (a, b)`: a selector in kubectl's words. */
export function formatSelector(selector: Selector): string {
  return selector.map(formatRequirement).join(',');
}

/**
 * One requirement in kubectl's words: `app=web`, `tier in (a, b)`, `!canary`.
 * Source: apimachinery pkg/labels/selector.go Requirement.String, v1.36.
 */
export function formatRequirement({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'In':
      return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${[...values].sort().join(',')})`;
    case 'NotIn':
      return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${[...values].sort().join(',')})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
  }
}

/** An unresolved key, in the selector or among the labels, may turn out to be the one that is missing. */
function missing(key: string, labels: LabelSet): Match {
  return isUnresolved(key) || hasUnresolvedKey(labels) ? 'unknown' : 'no';
}

const unresolvedKeys = new WeakMap<LabelSet, boolean>();

/** Looked through once, since the same labels are held against many selectors. */
function hasUnresolvedKey(labels: LabelSet): boolean {
  let answer = unresolvedKeys.get(labels);
  if (answer === undefined) unresolvedKeys.set(labels, (answer = Object.keys(labels).some(isUnresolved)));
  return answer;
}

function isOneOf(value: string, values: readonly string[]): Match {
  if (values.includes(value)) return 'yes';
  return isUnresolved(value) || values.some(isUnresolved) ? 'unknown' : 'no';
}

function negate(match: Match): Match {
  return match === 'yes' ? 'no' : match === 'no' ? 'yes' : 'unknown';
}
