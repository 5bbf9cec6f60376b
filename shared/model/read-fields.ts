// Small pieces that several kinds have in common, read tolerantly.
import type { LabelSet, Requirement, Selector } from './labels.ts';
import type { IntOrString, Protocol } from './objects.ts';
import { asInteger, asList, asMap, asString, isMap, type Value } from './value.ts';

/** Labels or annotations of a map: numbers and booleans as their text, so that one fault does not hide a match. */
export function readStringMap(value: Value | undefined): LabelSet {
  const map: Record<string, string> = {};
  for (const [key, item] of Object.entries(asMap(value))) {
    if (typeof item === 'string') map[key] = item;
    else if (typeof item === 'number' || typeof item === 'boolean') map[key] = String(item);
    else if (item === null) map[key] = '';
  }
  return map;
}

/** A LabelSelector (`matchLabels`, `matchExpressions`) as requirements; `undefined` when it is not a mapping. */
export function readLabelSelector(value: Value | undefined): Selector | undefined {
  if (!isMap(value)) return undefined;
  const requirements: Requirement[] = [];
  for (const [key, text] of Object.entries(readStringMap(value['matchLabels']))) {
    requirements.push({ key, operator: 'In', values: [text] });
  }
  for (const item of asList(value['matchExpressions'])) {
    const { key, operator, values } = asMap(item);
    if (typeof key !== 'string' || !isOperator(operator)) continue;
    requirements.push({ key, operator, values: asList(values).filter((text) => typeof text === 'string') });
  }
  return requirements;
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
  return asList(value).filter((item) => typeof item === 'string');
}
