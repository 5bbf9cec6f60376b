// The pieces of the quick look before validation: checks that say yes only to what is certainly accepted without a word.
import { isList, isMap, type Value, type ValueMap } from '../model/value.ts';
import { fitsInteger } from './decode-scalar.ts';
import type { Check } from './names.ts';

/** True for a value that is certainly right, of its type and of a form that is always accepted. False says nothing. */
export type Ordinary = (value: Value) => boolean;

/** A field that nobody looks at beyond its type. */
export const anyText: Ordinary = (value) => typeof value === 'string';

/** A text that is not empty. */
export const filledText: Ordinary = (value) => typeof value === 'string' && value !== '';

/** True or false. */
export const anyFlag: Ordinary = (value) => typeof value === 'boolean';

/** A whole number of 32 bits that is not negative. */
export const count: Ordinary = (value) => typeof value === 'number' && value >= 0 && fitsInteger(value, 32);

/** A port number. */
export const portNumber: Ordinary = (value) => count(value) && Number(value) > 0 && Number(value) < 65_536;

/** A text, not empty, that a check of names finds nothing wrong with. */
export function named(check: Check): Ordinary {
  return (value) => typeof value === 'string' && value !== '' && check(value).length === 0;
}

/** One of a few values. */
export function among(...values: readonly Value[]): Ordinary {
  return (value) => values.includes(value);
}

/** A list of items that are all right. */
export function listOf(item: Ordinary): Ordinary {
  return (value) => isList(value) && value.every(item);
}

/** A list of items that are all right, at least one. */
export function filledListOf(item: Ordinary): Ordinary {
  return (value) => isList(value) && value.length > 0 && value.every(item);
}

/** A list of texts that nobody looks at. */
export const anyTexts = listOf(anyText);

/** A map whose keys and values are all right. */
export function mapOf(isKey: (key: string) => boolean, item: Ordinary): Ordinary {
  return (value) => {
    if (!isMap(value)) return false;
    for (const key in value) if (!isKey(key) || !item(value[key] ?? null)) return false;
    return true;
  };
}

/** What else holds for a struct. */
interface Whole {
  /** The fields that must be there. */
  readonly needs?: readonly string[];
  /** Of these fields exactly one is there. */
  readonly oneOf?: readonly string[];
  /** What its fields mean together is right; asked last. */
  readonly holds?: (value: ValueMap) => boolean;
}

/** A struct with none but these fields, each of them right. */
export function structOf(fields: Readonly<Record<string, Ordinary>>, whole: Whole = {}): Ordinary {
  const checks = new Map(Object.entries(fields));
  const { needs = [], oneOf, holds } = whole;
  return (value) => {
    if (!isMap(value)) return false;
    for (const key in value) {
      const check = checks.get(key);
      if (!check?.(value[key] ?? null)) return false;
    }
    for (const key of needs) if (value[key] === undefined) return false;
    if (oneOf && countOf(value, oneOf) !== 1) return false;
    return holds?.(value) ?? true;
  };
}

function countOf(value: ValueMap, keys: readonly string[]): number {
  let n = 0;
  for (const key of keys) if (value[key] !== undefined) n++;
  return n;
}

/** So many items are quicker in a set than each beside each. */
const MANY = 16;

/** True when no two structs of a list have the same value in a field; those that lack it do not count. */
export function areDistinct(items: readonly ValueMap[], key: string): boolean {
  if (items.length > MANY) {
    const values = items.flatMap((item) => item[key] ?? []);
    return new Set(values).size === values.length;
  }
  for (let i = 1; i < items.length; i++) {
    const value = items[i]?.[key];
    if (value === undefined) continue;
    for (let j = 0; j < i; j++) if (items[j]?.[key] === value) return false;
  }
  return true;
}
