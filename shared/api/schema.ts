// The field tree of the kinds that are known, with typed access: what may stand where, and of what type.
import type { FieldPath } from '../model/field-path.ts';
import { FIELD_TABLE } from './field-table.ts';
import { unpackText } from './packed-text.ts';

/** The type of a field. `name` is the Go type that error texts carry, such as `[]v1.ServicePort`. */
export type FieldType =
  | { readonly is: Scalar; readonly name: string }
  | { readonly is: 'struct'; readonly name: string; readonly fields: Fields; readonly struct: string }
  | { readonly is: 'list'; readonly name: string; readonly element: FieldType }
  | { readonly is: 'map'; readonly name: string; readonly element: FieldType };

/** `intOrString`, `quantity`, `time`, `microTime` and `bytes` have decoders of their own; `any` takes everything. */
export type Scalar =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'float64'
  | 'quantity'
  | 'intOrString'
  | 'time'
  | 'microTime'
  | 'bytes'
  | 'any';

/** One field of a struct. */
export interface Field {
  readonly type: FieldType;
  /** The values that the schema names; validation decides whether others are refused. */
  readonly values: readonly string[];
  readonly isRequired: boolean;
  /** Embedded Go structs that stand before this field in the path of an error text: `ProbeHandler`. */
  readonly embeddedIn: readonly string[];
}

/** The fields of a struct by name. */
export type Fields = ReadonlyMap<string, Field>;

/** Kinds that the tree leaves out and that stand beside Services often enough to be decoded, in the notation of `readField`. */
const MORE_STRUCTS: Readonly<Record<string, string>> = {
  'core.ConfigMap': 'kind|apiVersion|metadata @meta.ObjectMeta|data {}s|binaryData {}y|immutable b',
  'core.Secret':
    'kind|apiVersion|metadata @meta.ObjectMeta|data {}y|stringData {}s|type s:v1.SecretType|immutable b',
  'core.ServiceAccount':
    'kind|apiVersion|metadata @meta.ObjectMeta|secrets []@core.ObjectReference|imagePullSecrets []@core.LocalObjectReference|automountServiceAccountToken b',
};

const MORE_KINDS =
  '|v1/ConfigMap @core.ConfigMap|v1/Secret @core.Secret|v1/ServiceAccount @core.ServiceAccount|v1/PersistentVolumeClaim @core.PersistentVolumeClaim';

/** The struct whose fields are the kinds: `apps/v1/Deployment`. */
const KINDS = '';

let structs: ReadonlyMap<string, string> | undefined;

/** The fields of each struct, unpacked on first use: most who load this module never ask. */
function structTexts(): ReadonlyMap<string, string> {
  if (structs) return structs;
  const own = unpackText(FIELD_TABLE)
    .split(';')
    .map((text): readonly [string, string] => {
      const end = text.indexOf('|');
      return [text.slice(0, end), text.slice(end + 1)];
    });
  const all = new Map([...own, ...Object.entries(MORE_STRUCTS)]);
  all.set(KINDS, (all.get(KINDS) ?? '') + MORE_KINDS);
  return (structs = all);
}

/** The type of a whole object; `undefined` for kinds whose fields are not known, custom resources among them. */
export function typeOfKind(apiVersion: string, kind: string): FieldType | undefined {
  // `apps` and `v1/Deployment` together are no more than they look.
  return kind.includes('/') ? undefined : fieldsOf(KINDS).get(`${apiVersion}/${kind}`)?.type;
}

/**
 * The type at a path below another type: list indexes and map keys are steps as well.
 * `undefined` where no such field is known, also below a field that takes anything.
 */
export function typeAt(type: FieldType | undefined, path: FieldPath): FieldType | undefined {
  let here = type;
  for (const step of path) {
    if (here?.is === 'list') here = typeof step === 'number' ? here.element : undefined;
    else if (here?.is === 'map') here = typeof step === 'string' ? here.element : undefined;
    else if (here?.is === 'struct' && typeof step === 'string') here = here.fields.get(step)?.type;
    else return undefined;
  }
  return here;
}

/** The fields that a kind knows at a path; `undefined` when nothing with named fields stands there. */
export function fieldsAt(apiVersion: string, kind: string, path: FieldPath): Fields | undefined {
  const type = typeAt(typeOfKind(apiVersion, kind), path);
  return type?.is === 'struct' ? type.fields : undefined;
}

/** Whether a key may stand at a path of a kind; `undefined` when the kind is not known. */
export function isLegalKey(
  apiVersion: string,
  kind: string,
  path: FieldPath,
  key: string,
): boolean | undefined {
  const root = typeOfKind(apiVersion, kind);
  if (!root) return undefined;
  const type = typeAt(root, path);
  return type?.is === 'struct' ? type.fields.has(key) : type?.is === 'map' || type?.is === 'any';
}

/**
 * Where a field of this name belongs in a kind: the paths of the structs that know it, nearest to the root first.
 * A list stands as index 0, the entries of a map are not searched.
 */
export function placesOf(apiVersion: string, kind: string, key: string, maxDepth = 8): readonly FieldPath[] {
  const found: FieldPath[] = [];
  let level: { path: FieldPath; type: FieldType }[] = [];
  const root = typeOfKind(apiVersion, kind);
  if (root) level.push({ path: [], type: root });
  for (let depth = 0; depth < maxDepth && level.length > 0; depth++) {
    const next: typeof level = [];
    for (const { path, type } of level) {
      if (type.is === 'list') next.push({ path: [...path, 0], type: type.element });
      if (type.is !== 'struct') continue;
      if (type.fields.has(key)) found.push(path);
      for (const [name, field] of type.fields) {
        if (name !== 'status') next.push({ path: [...path, name], type: field.type });
      }
    }
    level = next;
  }
  return found;
}

const SCALARS: Readonly<Record<string, Scalar>> = {
  s: 'string',
  b: 'bool',
  i32: 'int32',
  i64: 'int64',
  n: 'float64',
  q: 'quantity',
  x: 'intOrString',
  T: 'time',
  U: 'microTime',
  y: 'bytes',
  '?': 'any',
};

/** What Go calls a scalar in an error text where that is not its own name. */
const GO_NAMES: Readonly<Record<string, string>> = {
  intOrString: 'int32',
  time: 'string',
  microTime: 'string',
  bytes: '[]uint8',
  quantity: 'resource.Quantity',
};

const types = new Map<string, FieldType>();

function readType(text: string): FieldType {
  let type = types.get(text);
  if (!type) types.set(text, (type = parseType(text)));
  return type;
}

/** Reads the notation of types in `fields.json`, explained by its `about`. */
function parseType(text: string): FieldType {
  if (text.startsWith('[]')) {
    const element = readType(text.slice(2));
    return { is: 'list', element, name: `[]${element.name}` };
  }
  const map = /^\{(.*?)\}(.*)$/.exec(text);
  if (map) return parseMap(map[1] || 'string', map[2] ?? '?');
  if (text.startsWith('@')) return structType(text.slice(1));
  const [code = '?', named] = text.split(':');
  const is = SCALARS[code] ?? 'any';
  return { is, name: named ?? GO_NAMES[is] ?? is };
}

/** A map of quantities is the only map that has a name of its own. */
function parseMap(key: string, element: string): FieldType {
  const named = /^q:(.+)$/.exec(element);
  if (named) return { is: 'map', element: readType('q'), name: named[1] ?? '' };
  const type = readType(element);
  return { is: 'map', element: type, name: `map[${key}]${type.name}` };
}

/** Structs are read on first use, each once, because they refer to one another. */
function structType(key: string): FieldType {
  const [prefix, struct = ''] = key.split('.');
  let known: Fields | undefined;
  return {
    is: 'struct',
    struct,
    name: `${prefix === 'as2' ? 'v2' : 'v1'}.${struct}`,
    get fields() {
      return (known ??= fieldsOf(key));
    },
  };
}

const fieldsByStruct = new Map<string, Fields>();

function fieldsOf(key: string): Fields {
  let fields = fieldsByStruct.get(key);
  if (!fields)
    fieldsByStruct.set(key, (fields = new Map((structTexts().get(key) ?? '').split('|').map(readField))));
  return fields;
}

/** `name`, then `!` when it is required, ` type` unless it is text, `^` embedded structs, `=` values with commas between. */
const FIELD = /^([^! ^=]+)(!?)(?: ([^^=]*))?(?:\^([^=]*))?(?:=(.*))?$/;

function readField(text: string): [string, Field] {
  const [, name = '', mark, type = 's', embedded, values] = FIELD.exec(text) ?? [];
  const field: Field = {
    type: readType(type),
    values: values?.split(',') ?? [],
    isRequired: mark === '!',
    embeddedIn: embedded?.split('.') ?? [],
  };
  return [name, field];
}
