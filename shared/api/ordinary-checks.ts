// The pieces of the quick look before validation: forms that take only what is certainly accepted without a word.
// They are data, gone through by one function: a tree of functions that call one another costs several times as much.
import { isList, isMap, type Value, type ValueMap } from '../model/value.ts';
import { isLabel, isPortName, isSubdomain } from './name-forms.ts';

/** True for a value that is certainly right, of its type and of a form that is always accepted. False says nothing. */
export type Ordinary = (value: Value) => boolean;

/** What a value has to be to be certainly right. All forms have the same fields, so that reading them is quick. */
export interface Form {
  readonly is:
    | 'anything'
    | 'text'
    | 'filledText'
    | 'label'
    | 'subdomain'
    | 'flag'
    | 'count'
    | 'port'
    | 'among'
    | 'list'
    | 'map'
    | 'struct'
    | 'own';
  /** What it is worth as the field of a struct; see there. */
  readonly weight: number;
  /** The few values that are right. */
  readonly values: readonly Value[];
  /** The items of a list, the values of a map. */
  readonly item: Form | undefined;
  /** A list has at least so many items, the fields of a struct weigh exactly so much. */
  readonly wanted: number;
  readonly fields: ReadonlyMap<string, Form>;
  readonly isKey: (key: string) => boolean;
  /** What its fields mean together is right; asked last. */
  readonly holds: (value: ValueMap) => boolean;
  readonly own: Ordinary;
}

const NO_FIELDS: ReadonlyMap<string, Form> = new Map();
const yes = (): boolean => true;

function form(is: Form['is'], parts: Partial<Form> = {}): Form {
  const { weight = 0, values = [], item, wanted = 0, fields = NO_FIELDS } = parts;
  const { isKey = yes, holds = yes, own = yes } = parts;
  return { is, weight, values, item, wanted, fields, isKey, holds, own };
}

/** A field that is looked at elsewhere. */
export const anything = form('anything');

/** A field that nobody looks at beyond its type. */
export const anyText = form('text');

/** A text that is not empty. */
export const filledText = form('filledText');

/** The name of an object that has no dots. */
export const label = form('label');

/** The name of an object that may have dots. */
export const subdomain = form('subdomain');

/** True or false. */
export const anyFlag = form('flag');

/** A whole number of 32 bits that is not negative. */
export const count = form('count');

/** A port number. */
export const portNumber = form('port');

/** What a function of its own decides. */
export function own(isRight: Ordinary): Form {
  return form('own', { own: isRight });
}

/** A text that a function of its own decides on. */
export function textThat(isRight: (text: string) => boolean): Form {
  return own((value) => typeof value === 'string' && isRight(value));
}

/** A port by number or by name. */
export const portOrName = own((value) =>
  typeof value === 'string' ? isPortName(value) : isOf(value, portNumber),
);

/** One of a few values. */
export function among(...values: readonly Value[]): Form {
  return form('among', { values });
}

/** A list of items that are all right. */
export function listOf(item: Form): Form {
  return form('list', { item });
}

/** A list of items that are all right, at least one. */
export function filledListOf(item: Form): Form {
  return form('list', { item, wanted: 1 });
}

/** A list of texts that nobody looks at. */
export const anyTexts = listOf(anyText);

/** A map whose keys and values are all right. */
export function mapOf(isKey: (key: string) => boolean, item: Form): Form {
  return form('map', { isKey, item });
}

/** What else holds for a struct. */
interface Whole {
  /** The fields that must be there. */
  readonly needs?: readonly string[];
  /** Of these fields exactly one is there. */
  readonly oneOf?: readonly string[];
  readonly holds?: (value: ValueMap) => boolean;
}

/** More than all fields that a struct needs weigh together. */
const CHOICE = 1000;

/**
 * A struct with none but these fields, each of them right. A field that must be there weighs 1, one of which there is exactly one
 * `CHOICE`: what all weigh together tells whether the right ones are there.
 */
export function structOf(fields: Readonly<Record<string, Form>>, whole: Whole = {}): Form {
  const { needs = [], oneOf = [], holds = yes } = whole;
  const weigh = (key: string): number => (needs.includes(key) ? 1 : 0) + (oneOf.includes(key) ? CHOICE : 0);
  return form('struct', {
    fields: new Map(
      Object.entries(fields).map(([key, of]) => [key, form(of.is, { ...of, weight: weigh(key) })]),
    ),
    wanted: needs.length + (oneOf.length > 0 ? CHOICE : 0),
    holds,
  });
}

/** Whether a value is certainly right. */
export function isOf(value: Value | undefined, of: Form): boolean {
  switch (of.is) {
    case 'text':
      return typeof value === 'string';
    case 'struct':
      return isStruct(value, of);
    case 'filledText':
      return typeof value === 'string' && value !== '';
    case 'label':
      return typeof value === 'string' && isLabel(value);
    case 'subdomain':
      return typeof value === 'string' && isSubdomain(value);
    case 'list':
      return isListOf(value, of);
    case 'among':
      return isAmong(value, of.values);
    case 'map':
      return isMapOf(value, of);
    case 'flag':
      return typeof value === 'boolean';
    case 'count':
      return isCount(value);
    case 'port':
      return isCount(value) && value > 0 && value < 65_536;
    case 'anything':
      return value !== undefined;
    case 'own':
      return value !== undefined && of.own(value);
  }
}

/** Whether a value is a whole number of 32 bits that is not negative. */
export function isCount(value: Value | undefined): value is number {
  return typeof value === 'number' && (value | 0) === value && value >= 0;
}

function isAmong(value: Value | undefined, values: readonly Value[]): boolean {
  for (let index = 0; index < values.length; index++) if (values[index] === value) return true;
  return false;
}

function isListOf(value: Value | undefined, { item, wanted }: Form): boolean {
  if (!isList(value) || !item || value.length < wanted) return false;
  for (let index = 0; index < value.length; index++) if (!isOf(value[index], item)) return false;
  return true;
}

function isMapOf(value: Value | undefined, { item, isKey }: Form): boolean {
  if (!isMap(value) || !item) return false;
  for (const key in value) if (!isKey(key) || !isOf(value[key], item)) return false;
  return true;
}

function isStruct(value: Value | undefined, { fields, wanted, holds }: Form): boolean {
  if (!isMap(value)) return false;
  let weight = 0;
  for (const key in value) {
    const field = fields.get(key);
    if (!field || !isOf(value[key], field)) return false;
    weight += field.weight;
  }
  return weight === wanted && holds(value);
}

/** The structs of a list that has been looked at; none when it is not there. */
export function structsOf(list: Value | undefined): readonly ValueMap[] {
  return isList(list) ? (list as readonly ValueMap[]) : NO_STRUCTS;
}

const NO_STRUCTS: readonly ValueMap[] = [];

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

/** True when no two ports that have been looked at have both the same number, in one of their fields, and the same protocol. */
export function areApart(ports: readonly ValueMap[], key: string): boolean {
  if (ports.length > MANY) {
    const seen = new Set(
      ports.map((port) => `${JSON.stringify(protocolOf(port))}/${JSON.stringify(port[key])}`),
    );
    return seen.size === ports.length;
  }
  for (let i = 1; i < ports.length; i++) {
    const port = ports[i];
    if (!port) continue;
    for (let j = 0; j < i; j++) {
      const other = ports[j];
      if (other && other[key] === port[key] && protocolOf(other) === protocolOf(port)) return false;
    }
  }
  return true;
}

/** A port is one of TCP unless it says otherwise. */
function protocolOf({ protocol = 'TCP' }: ValueMap): Value {
  return protocol;
}
