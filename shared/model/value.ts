// JSON values as Kubernetes sees them after YAML has been read: the common currency of every layer.

/** A decoded value. Shared freely between snapshots, so it is never mutated. */
export type Value = null | boolean | number | string | readonly Value[] | ValueMap;

/** A decoded mapping. Keys are in source order; a key written twice holds the last value. */
export interface ValueMap {
  readonly [key: string]: Value;
}

/** True for a mapping; false for null, lists and scalars. */
export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a list. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The mapping itself, or an empty one for anything else: for reading text that is still being typed. */
export function asMap(value: Value | undefined): ValueMap {
  return isMap(value) ? value : EMPTY_MAP;
}

/** The list itself, or an empty one for anything else. */
export function asList(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : EMPTY_LIST;
}

/** One for all: thousands of objects lack the same fields. */
const EMPTY_MAP: ValueMap = Object.freeze({});
const EMPTY_LIST: readonly never[] = Object.freeze([]);

/** What a function makes of each item of a list; all lists without items share one answer. */
export function mapList<T>(value: Value | undefined, read: (item: Value) => T): readonly T[] {
  return isList(value) && value.length > 0 ? value.map((item) => read(item)) : EMPTY_LIST;
}

/** The string itself; `undefined` for anything else, numbers included. */
export function asString(value: Value | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The whole number itself; `undefined` for anything else, quoted numbers and fractions included. */
export function asInteger(value: Value | undefined): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

/** The boolean itself; `undefined` for anything else. */
export function asBoolean(value: Value | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** The value at the end of a path; `undefined` when any step is missing or of another shape. */
export function valueAt(value: Value | undefined, path: readonly (string | number)[]): Value | undefined {
  let here = value;
  for (const step of path) {
    if (typeof step === 'number') here = isList(here) ? here[step] : undefined;
    else here = isMap(here) && Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return here;
}
