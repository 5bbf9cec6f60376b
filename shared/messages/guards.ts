// Small checks of a message's shape, for the borders where types are only a promise. None of them throws.

/** Says whether a value that came from elsewhere is a `T`. */
export type Guard<T> = (value: unknown) => value is T;

/** Accepts any string. */
export const isString: Guard<string> = (value) => typeof value === 'string';

/** Accepts any finite number. */
export const isNumber: Guard<number> = (value): value is number => Number.isFinite(value);

/** Accepts `true` and `false`. */
export const isBoolean: Guard<boolean> = (value) => typeof value === 'boolean';

/** Accepts exactly these strings. */
export function isOneOf<T extends string>(...words: readonly T[]): Guard<T> {
  return (value): value is T => words.some((word) => word === value);
}

/** Accepts a list of which every item passes. */
export function isListOf<T>(isItem: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(isItem);
}

/** Accepts what the guard does, and an absent value. */
export function isOptional<T>(isPresent: Guard<T>): Guard<T | undefined> {
  return (value): value is T | undefined => value === undefined || isPresent(value);
}

/** Accepts an object whose every named field passes; further fields are ignored. */
export function hasShape<T extends object>(fields: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> {
  const checks = Object.entries<Guard<unknown>>(fields);
  return (value): value is T => {
    if (typeof value !== 'object' || value === null) return false;
    return checks.every(([name, isField]) => isField((value as Record<string, unknown>)[name]));
  };
}
