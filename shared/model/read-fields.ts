// Small pieces that several kinds have in common, read tolerantly.
import { selectorFromMap, type LabelSet, type Requirement, type Selector } from './labels.ts';
import type { IntOrString, Protocol } from './objects.ts';
import { asInteger, asList, asMap, asString, isMap, type Value, type ValueMap } from './value.ts';

/**
 * Labels or annotations of a map: numbers and booleans as their text, so that one fault does not hide a match.
 * A map of nothing but texts, as nearly all are, is its own answer.
 */
export function readStringMap(value: Value | undefined): LabelSet {
  const given = asMap(value);
  return holdsOnlyTexts(given) ? given : withTexts(given);
}

function holdsOnlyTexts(map: ValueMap): map is LabelSet {
  for (const key in map) if (typeof map[key] !== 'string') return false;
  return true;
}

function withTexts(given: ValueMap): LabelSet {
  const map: Record<string, string> = {};
  for (const [key, item] of Object.entries(given)) {
    if (typeof item === 'string') map[key] = item;
    else if (typeof item === 'number' || typeof item === 'boolean') map[key] = String(item);
    else if (item === null) map[key] = '';
  }
  return map;
}

/** A LabelSelector (`matchLabels`, `matchExpressions`) as requirements; `undefined` when it is not a mapping. */
export function readLabelSelector(value: Value | undefined): Selector | undefined {
  if (!isMap(value)) return undefined;
  const pairs = selectorFromMap(readStringMap(value['matchLabels']));
  const expressions = asList(value['matchExpressions']);
  return expressions.length === 0 ? pairs : [...pairs, ...expressions.flatMap(readExpression)];
}

function readExpression(item: Value): readonly Requirement[] {
  const { key, operator, values } = asMap(item);
  if (typeof key !== 'string' || !isOperator(operator)) return [];
  return [{ key, operator, values: readStrings(values) }];
}

function isOperator(value: Value | undefined): value is Requirement['operator'] {
  return value === 'In' || value === 'NotIn' || value === 'Exists' || value === 'DoesNotExist';
}

/** An absent, empty or misspelt protocol is read as TCP, the default; misspelling is told by its own rule. */
export function readProtocol(value: Value | undefined): Protocol {
  return value === 'UDP' || value === 'SCTP' ? value : 'TCP';
}

/** A port number or name; `undefined` for anything else. */
export function readIntOrString(value: Value | undefined): IntOrString | undefined {
  return asInteger(value) ?? asString(value);
}

/** The strings of a list, other items left out. */
export function readStrings(value: Value | undefined): readonly string[] {
  const list = asList(value);
  return list.every((item) => typeof item === 'string')
    ? list
    : list.filter((item) => typeof item === 'string');
}
