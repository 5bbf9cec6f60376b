// Reading decoded objects as Go reads its structs: what is missing is the zero value of its type.
import { asList, asMap, isMap, type Value, type ValueMap } from '../model/value.ts';

/** A text, or the empty one. */
export function text(map: ValueMap, key: string): string {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  return typeof value === 'string' ? value : '';
}

/** A number, or 0. */
export function number(map: ValueMap, key: string): number {
  const value = map[key];
  return typeof value === 'number' ? value : 0;
}

/** A boolean, or false. */
export function flag(map: ValueMap, key: string): boolean {
  return map[key] === true;
}

/** A struct, or one with nothing set. */
export function struct(map: ValueMap, key: string): ValueMap {
  return asMap(map[key]);
}

/** A list of structs, or an empty one. */
export function structs(map: ValueMap, key: string): readonly ValueMap[] {
  const list = asList(map[key]);
  return list.every(isMap) ? list : list.map(asMap);
}

/** A list of texts, or an empty one. */
export function texts(map: ValueMap, key: string): readonly string[] {
  return asList(map[key]).filter((item) => typeof item === 'string');
}

/** A map of texts; `undefined` when it is missing, which Go prints as nil. */
export function textMap(map: ValueMap, key: string): Readonly<Record<string, string>> | undefined {
  const value = map[key];
  if (!isMap(value)) return undefined;
  if (Object.values(value).every((item) => typeof item === 'string')) return value as Record<string, string>;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, typeof item === 'string' ? item : '']),
  );
}

/** Whether an optional field, a pointer in Go, was given at all. */
export function isSet(map: ValueMap, key: string): boolean {
  return Object.hasOwn(map, key) && map[key] !== undefined;
}

/** The map with some fields replaced or added. A field set to `undefined` is left out. */
export function withFields(map: ValueMap, fields: Readonly<Record<string, Value | undefined>>): ValueMap {
  const changed: Record<string, Value | undefined> = { ...map, ...fields };
  for (const key in fields) if (fields[key] === undefined) delete changed[key];
  return changed as ValueMap;
}

/** The map with the fields it lacks. */
export function withDefaults(map: ValueMap, defaults: ValueMap): ValueMap {
  return withMissing(map, defaults, (key) => !isSet(map, key));
}

/** The map with defaults for texts and numbers that are missing or zero, as fields that are no pointers in Go have it. */
export function withNonZero(map: ValueMap, defaults: ValueMap): ValueMap {
  return withMissing(map, defaults, (key) => !map[key]);
}

function withMissing(map: ValueMap, defaults: ValueMap, isMissing: (key: string) => boolean): ValueMap {
  let filled: Record<string, Value> | undefined;
  for (const key in defaults) {
    const value = defaults[key];
    if (value !== undefined && isMissing(key)) (filled ??= { ...map })[key] = value;
  }
  return filled ?? map;
}

/** The map with one field changed, if it is there. */
export function mapField(map: ValueMap, key: string, change: (value: ValueMap) => ValueMap): ValueMap {
  const value = map[key];
  return isMap(value) ? { ...map, [key]: change(value) } : map;
}

/** The map with every struct of one list changed. */
export function mapItems(map: ValueMap, key: string, change: (value: ValueMap) => ValueMap): ValueMap {
  const value = map[key];
  return Array.isArray(value) ? { ...map, [key]: structs(map, key).map(change) } : map;
}
