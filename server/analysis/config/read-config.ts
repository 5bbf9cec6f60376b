// From the text of `.kubereach.yaml` to what it says and what is wrong with it. Never throws.
import type { FieldPath } from '../../../shared/model/field-path.ts';
import { isList, isMap, type Value, type ValueMap } from '../../../shared/model/value.ts';
import { readDocuments } from '../../yaml/read-documents.ts';
import { RULE_IDS } from '../rule-ids.ts';
import { nearestName, rulesMeantBy } from '../rule-patterns.ts';
import { SEVERITIES, type Severity } from '../settings.ts';
import type { Config, ConfigProblem, ReadConfig } from './config.ts';
import {
  CONFIG_FIELDS,
  familiesOf,
  type ConfigField,
  type ListField,
  type ScalarField,
} from './config-fields.ts';

/** A severity or `off`, loudest first. */
export const LEVELS: readonly (Severity | 'off')[] = [...SEVERITIES, 'off'];

/** Reads a file's text. Only its first document counts; syntax errors are told by the rules that look at any YAML. */
export function readConfig(text: string): ReadConfig {
  return decodeConfig(readDocuments(text).documents[0]?.value);
}

/** Reads a decoded file. An empty file is an empty configuration. */
export function decodeConfig(value: Value | undefined): ReadConfig {
  const problems: ConfigProblem[] = [];
  if (value === undefined || value === null) return { config: {}, problems };
  if (!isMap(value)) {
    problems.push({ type: 'value', path: [], found: show(value), expected: 'mapping', example: 'rules: {}' });
    return { config: {}, problems };
  }
  const { external, ...fields } = readMapping(value, CONFIG_FIELDS, [], problems);
  const { services, labels } = (external ?? {}) as Readonly<Record<string, readonly string[]>>;
  const config: Config = {
    ...fields,
    ...(services ? { externalServices: services } : {}),
    ...(labels ? { externalLabels: labels } : {}),
  };
  return { config, problems };
}

/** The fields that are there and right, by name. */
function readMapping(
  map: ValueMap,
  known: Readonly<Record<string, ConfigField>>,
  path: FieldPath,
  problems: ConfigProblem[],
): Readonly<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(map)) {
    const field = Object.hasOwn(known, key) ? known[key] : undefined;
    const at = [...path, key];
    if (!field) problems.push(unknown('unknown-key', at, key, Object.keys(known)));
    else if (value !== null) {
      const result = readField(field, value, at, problems);
      if (result !== undefined) read[key] = result;
    }
  }
  return read;
}

function readField(field: ConfigField, value: Value, path: FieldPath, problems: ConfigProblem[]): unknown {
  switch (field.type) {
    case 'scalar':
      return readScalar(field, value, path, problems);
    case 'list':
      return readList(field, value, path, problems);
    case 'rules':
      return readRules(value, path, problems);
    case 'mapping':
      if (isMap(value)) return readMapping(value, field.fields, path, problems);
      problems.push({
        type: 'value',
        path,
        found: show(value),
        expected: 'mapping',
        example: 'services: []',
      });
      return undefined;
  }
}

function readScalar(
  { parse, expected, example }: ScalarField,
  value: Value,
  path: FieldPath,
  problems: ConfigProblem[],
): unknown {
  const result = parse(value);
  if (result === undefined) problems.push({ type: 'value', path, found: show(value), expected, example });
  return result;
}

function readList(
  field: ListField,
  value: Value,
  path: FieldPath,
  problems: ConfigProblem[],
): readonly string[] | undefined {
  const { expected, example } = field;
  if (!isList(value)) {
    problems.push({ type: 'value', path, found: show(value), expected: 'list', example: `[${example}]` });
    return undefined;
  }
  const list = value.flatMap((item, index) => {
    if (typeof item === 'string' && field.isItem(item)) return [item];
    problems.push({ type: 'value', path: [...path, index], found: show(item), expected, example });
    return [];
  });
  if (!field.isSet || list.length < value.length) return field.isSet ? undefined : list;
  const families = familiesOf(list);
  if (!families)
    problems.push({ type: 'value', path, found: show(value), expected, example: `[${example}]` });
  return families;
}

function readRules(value: Value, path: FieldPath, problems: ConfigProblem[]): Config['rules'] {
  const rules: Record<string, Severity | 'off'> = {};
  if (!isMap(value)) {
    problems.push({
      type: 'value',
      path,
      found: show(value),
      expected: 'mapping',
      example: '{ service-*: hint }',
    });
    return undefined;
  }
  for (const [name, level] of Object.entries(value)) {
    const at = [...path, name];
    // YAML 1.1 reads an unquoted off as false.
    const severity = level === false ? 'off' : LEVELS.find((known) => known === level);
    if (rulesMeantBy(name).length === 0) problems.push(unknown('unknown-rule', at, name, RULE_IDS));
    else if (!severity) problems.push(unknown('severity', at, show(level), LEVELS));
    else rules[name] = severity;
  }
  return rules;
}

function unknown(
  type: 'unknown-key' | 'unknown-rule' | 'severity',
  path: FieldPath,
  found: string,
  names: readonly string[],
): ConfigProblem {
  const nearest = nearestName(found, names);
  return { type, path, found, ...(nearest === undefined ? {} : { nearest }) };
}

function show(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
