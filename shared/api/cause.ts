// Causes of a refusal, made in the manner of Kubernetes' field errors: a place, a kind of error, a sentence.
import type { FieldPath } from '../model/field-path.ts';
import { quote, type Composite } from './go-text.ts';

/** Why the server refuses an object, in its own words. */
export interface Cause {
  /** `FieldValueInvalid` and its kin; `BadRequest` when decoding refuses, `NoMatch` for a kind that does not exist. */
  readonly reason: string;
  /** The field as the server writes it; empty when its answer names none. */
  readonly field: string;
  readonly message: string;
  /** Where in the object to point: the nearest place that exists. */
  readonly path: FieldPath;
  readonly on: 'key' | 'value';
}

/** A sentence that the server sends along with its answer, and what it is about. */
export interface Warning {
  readonly text: string;
  readonly path: FieldPath;
}

/**
 * A field under validation. The server's name for it and where it stands may differ: labels are named by their map.
 * Both are put together only when a cause asks, since validation passes many places and has something to say of few.
 */
export class Place {
  readonly on: 'key' | 'value';
  readonly #above: Place | undefined;
  readonly #steps: FieldPath;
  readonly #name: (above: string) => string;

  constructor(
    above: Place | undefined,
    steps: FieldPath,
    name: (above: string) => string,
    on: 'key' | 'value' = 'value',
  ) {
    this.#above = above;
    this.#steps = steps;
    this.#name = name;
    this.on = on;
  }

  /** As the server writes it. */
  get field(): string {
    return this.#name(this.#above?.field ?? '');
  }

  /** Where it stands in the object. */
  get path(): FieldPath {
    return this.#above ? [...this.#above.path, ...this.#steps] : this.#steps;
  }
}

/** The whole object. */
export const ROOT = new Place(undefined, [], () => '');

/** A field by its name. Several names go down several steps. */
export function child(place: Place, ...names: readonly string[]): Place {
  return new Place(place, names, (above) => [above, ...names].filter((name) => name !== '').join('.'));
}

/** An item of a list. */
export function item(place: Place, index: number): Place {
  return new Place(place, [index], (above) => `${above}[${index}]`);
}

/** An entry of a map that the server names by its key in brackets. */
export function entry(place: Place, key: string): Place {
  return new Place(place, [key], (above) => `${above}[${key}]`);
}

/** Somewhere below, of which the server only names the place above. */
export function within(place: Place, step: string | number, on: 'key' | 'value' = 'value'): Place {
  return new Place(place, [step], (above) => above, on);
}

/** The same place under another name: what the server calls it is not always its path. */
export function called(place: Place, field: string): Place {
  return new Place(place, [], () => field, place.on);
}

/** What is printed in place of the refused value. */
export type BadValue = string | number | boolean | Composite;

/** The value is there and wrong. `asJson` says how composite values are printed. */
export function invalid(place: Place, value: BadValue, detail: string, asJson = true): Cause {
  return cause(place, 'FieldValueInvalid', withDetail(`Invalid value: ${print(value, asJson)}`, detail));
}

/** The value is missing or empty. */
export function required(place: Place, detail = ''): Cause {
  return cause(place, 'FieldValueRequired', withDetail('Required value', detail));
}

/** The value is none of an enumeration. `supported` is printed in the order given. */
export function notSupported(
  place: Place,
  value: BadValue,
  supported: readonly string[],
  asJson = true,
): Cause {
  const list = supported.map(quote).join(', ');
  const message = `Unsupported value: ${print(value, asJson)}: supported values: ${list}`;
  return cause(place, 'FieldValueNotSupported', message);
}

/** Nothing if the value is one of an enumeration, else `notSupported`. */
export function oneOf(place: Place, value: string, supported: readonly string[]): readonly Cause[] {
  return supported.includes(value) ? [] : [notSupported(place, value, supported)];
}

/** Like `oneOf`, but an empty value is one that is missing. */
export function requiredOneOf(place: Place, value: string, supported: readonly string[]): readonly Cause[] {
  return value === '' ? [required(place)] : oneOf(place, value, supported);
}

/** The field may not be set here. */
export function forbidden(place: Place, detail: string): Cause {
  return cause(place, 'FieldValueForbidden', withDetail('Forbidden', detail));
}

/** The value stood earlier in a list where each may stand once. */
export function duplicate(place: Place, value: BadValue, asJson = true): Cause {
  return cause(place, 'FieldValueDuplicate', `Duplicate value: ${print(value, asJson)}`);
}

/** The value names something that is not in the object. */
export function notFound(place: Place, value: string): Cause {
  return cause(place, 'FieldValueNotFound', `Not found: ${quote(value)}`);
}

/** The text has too many bytes. */
export function tooLong(place: Place, maxBytes: number): Cause {
  return cause(place, 'FieldValueTooLong', `Too long: may not be more than ${maxBytes} bytes`);
}

/** The list has too many items. */
export function tooMany(place: Place, count: number, max: number): Cause {
  return cause(place, 'FieldValueTooMany', `Too many: ${count}: must have at most ${max} items`);
}

/** One `invalid` per sentence. */
export function invalidEach(place: Place, value: BadValue, details: readonly string[]): readonly Cause[] {
  return details.map((detail) => invalid(place, value, detail));
}

function cause(place: Place, reason: string, message: string): Cause {
  return { reason, field: place.field, message, path: place.path, on: place.on };
}

function withDetail(text: string, detail: string): string {
  return detail ? `${text}: ${detail}` : text;
}

function print(value: BadValue, asJson: boolean): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'object') return asJson ? value.json : value.go;
  return String(value);
}
