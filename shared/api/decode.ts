// Decoding as the API server does it with strict field validation: the first type error, or every unknown field.
import { formatFieldPath, type FieldPath } from '../model/field-path.ts';
import { isList, isMap, type Value, type ValueMap } from '../model/value.ts';
import type { Cause } from './cause.ts';
import { conforms } from './conforms.ts';
import {
  base64Problem,
  describeJson,
  fitsInteger,
  isQuantity,
  QUANTITY_SENTENCE,
  timeProblem,
} from './decode-scalar.ts';
import { compareBytes, quote } from './go-text.ts';
import type { Field, FieldType } from './schema.ts';

/** At most so many strict errors are listed. */
const MAX_STRICT_ERRORS = 100;

/** From here on, embedded structs are named in the paths of type errors. */
const EMBEDDED_STRUCTS_SINCE = 35;

/** The outcome of decoding. */
export interface Decoded {
  /** The one type error. It refuses the object in every mode and hides unknown fields. */
  readonly typeError: Cause | undefined;
  /** In the server's order: by key at each level, depth first. */
  readonly unknownFields: readonly Cause[];
  /** Without unknown fields and nulls; `undefined` after a type error. */
  readonly object: ValueMap | undefined;
}

/** Where the decoder stands: in the object, and in the Go structs that error texts name. */
interface Position {
  readonly path: FieldPath;
  /** The unknown-field notation of the path: `spec.ports[0]`. */
  readonly text: string;
  /** The innermost struct, without package. */
  readonly struct: string;
  /** The path in the notation of type errors: no indexes, no map keys, embedded structs named. */
  readonly goPath: string;
}

interface Run {
  readonly minor: number;
  readonly unknownFields: Cause[];
  typeError: Cause | undefined;
  /** Set by a decoder of its own (quantity, time, int-or-string): nothing after it is looked at. */
  isAborted: boolean;
}

/**
 * Decodes an object of a known type. Keys are read in byte order in every mapping, because YAML becomes JSON with
 * sorted keys first; so "the first" type error is the first in that order.
 *
 * Source: sigs.k8s.io/json UnmarshalStrict under apimachinery pkg/runtime/serializer/json, v1.36.
 * Differs: a document in JSON is decoded in its own order by the server, here like YAML.
 */
export function decode(value: ValueMap, type: FieldType, minor: number): Decoded {
  if (conforms(value, type)) return { typeError: undefined, unknownFields: [], object: value };
  const run: Run = { minor, unknownFields: [], typeError: undefined, isAborted: false };
  const notANumber = findNonFinite(value, []);
  if (notANumber) return { typeError: notANumber, unknownFields: [], object: undefined };
  const object = decodeValue(run, value, type, { path: [], text: '', struct: '', goPath: '' });
  if (run.typeError) return { typeError: run.typeError, unknownFields: [], object: undefined };
  return {
    typeError: undefined,
    unknownFields: run.unknownFields.slice(0, MAX_STRICT_ERRORS),
    object: isMap(object) ? object : {},
  };
}

/** A decoding refusal at a path, in the server's words. */
export function badRequest(
  path: FieldPath,
  message: string,
  on: 'key' | 'value' = 'value',
  field?: string,
): Cause {
  return { reason: 'BadRequest', field: field ?? formatFieldPath(path), message, path, on };
}

/** `null` means "not set" everywhere, so every type but "any" takes it as its zero value. */
function decodeValue(run: Run, value: Value, type: FieldType, at: Position): Value {
  if (type.is === 'any') return value;
  if (value === null) return zeroOf(type);
  switch (type.is) {
    case 'struct':
      return isMap(value) ? decodeStruct(run, value, type, at) : mismatch(run, value, type, at);
    case 'list':
      return isList(value) ? decodeList(run, value, type.element, at) : mismatch(run, value, type, at);
    case 'map':
      return isMap(value) ? decodeMap(run, value, type.element, at) : mismatch(run, value, type, at);
    case 'string':
      return typeof value === 'string' ? value : mismatch(run, value, type, at);
    case 'bool':
      return typeof value === 'boolean' ? value : mismatch(run, value, type, at);
    case 'float64':
      return typeof value === 'number' ? value : mismatch(run, value, type, at);
    case 'int32':
    case 'int64':
      return decodeInteger(run, value, type, at, type.is === 'int32' ? 32 : 64);
    default:
      return decodeOwn(run, value, type, at);
  }
}

function decodeStruct(run: Run, value: ValueMap, type: FieldType & { is: 'struct' }, at: Position): ValueMap {
  const decoded = new Map<string, Value>();
  for (const key of Object.keys(value).sort(compareBytes)) {
    if (run.isAborted) break;
    const field = type.fields.get(key);
    const given = value[key];
    if (field && given !== undefined && conforms(given, field.type)) {
      decoded.set(key, given);
      continue;
    }
    const path = [...at.path, key];
    const text = at.text === '' ? key : `${at.text}.${key}`;
    if (!field) {
      run.unknownFields.push(badRequest(path, `unknown field ${quote(text)}`, 'key', text));
      continue;
    }
    const goPath = [at.goPath, ...embedded(run, field), key].filter(Boolean).join('.');
    const item = value[key] ?? null;
    const result = decodeValue(run, item, field.type, { path, text, struct: type.struct, goPath });
    if (item !== null || field.type.is === 'any') decoded.set(key, result);
  }
  return Object.fromEntries(
    Object.keys(value).flatMap((key) => (decoded.has(key) ? [[key, decoded.get(key) ?? null]] : [])),
  );
}

function embedded(run: Run, field: Field): readonly string[] {
  return run.minor >= EMBEDDED_STRUCTS_SINCE ? field.embeddedIn : [];
}

function decodeList(run: Run, value: readonly Value[], element: FieldType, at: Position): Value {
  const decoded: Value[] = [];
  for (const [index, item] of value.entries()) {
    if (run.isAborted) break;
    decoded.push(
      decodeValue(run, item, element, { ...at, path: [...at.path, index], text: `${at.text}[${index}]` }),
    );
  }
  return decoded;
}

function decodeMap(run: Run, value: ValueMap, element: FieldType, at: Position): Value {
  const decoded = new Map<string, Value>();
  for (const key of Object.keys(value).sort(compareBytes)) {
    if (run.isAborted) break;
    const here = { ...at, path: [...at.path, key], text: `${at.text}.${key}` };
    decoded.set(key, decodeValue(run, value[key] ?? null, element, here));
  }
  return Object.fromEntries(Object.keys(value).map((key) => [key, decoded.get(key) ?? null]));
}

function decodeInteger(run: Run, value: Value, type: FieldType, at: Position, bits: 32 | 64): Value {
  if (typeof value !== 'number') return mismatch(run, value, type, at);
  return fitsInteger(value, bits) ? value : mismatch(run, value, type, at, `number ${value}`);
}

/** Types with decoders of their own. All but base64 end the decoding and replace an earlier type error. */
function decodeOwn(run: Run, value: Value, type: FieldType, at: Position): Value {
  switch (type.is) {
    case 'quantity':
      return isQuantity(value) ? value : abort(run, badRequest(at.path, QUANTITY_SENTENCE));
    case 'intOrString':
      if (typeof value === 'string') return value;
      if (typeof value === 'number' && fitsInteger(value, 32)) return value;
      return abort(
        run,
        typeError(value, type, at, typeof value === 'number' ? `number ${value}` : describeJson(value)),
      );
    case 'time':
    case 'microTime': {
      if (typeof value !== 'string') return abort(run, typeError(value, type, at));
      const problem = timeProblem(value, type.is === 'microTime');
      return problem === undefined ? value : abort(run, badRequest(at.path, problem));
    }
    default: {
      if (typeof value !== 'string') return mismatch(run, value, type, at);
      const problem = base64Problem(value);
      if (problem !== undefined) run.typeError ??= badRequest(at.path, problem);
      return value;
    }
  }
}

function mismatch(run: Run, value: Value, type: FieldType, at: Position, found?: string): Value {
  run.typeError ??= typeError(value, type, at, found);
  return null;
}

function abort(run: Run, cause: Cause): Value {
  run.typeError = cause;
  run.isAborted = true;
  return null;
}

function typeError(value: Value, type: FieldType, at: Position, found = describeJson(value)): Cause {
  return badRequest(
    at.path,
    `json: cannot unmarshal ${found} into Go struct field ${at.struct}.${at.goPath} of type ${type.name}`,
  );
}

function zeroOf(type: FieldType): Value {
  switch (type.is) {
    case 'struct':
    case 'map':
      return {};
    case 'list':
      return [];
    case 'string':
    case 'time':
    case 'microTime':
    case 'bytes':
      return '';
    case 'bool':
      return false;
    case 'any':
      return null;
    case 'quantity':
      return '0';
    default:
      return 0;
  }
}

/** JSON has no word for .nan and .inf, so a document that holds one is never decoded. */
function findNonFinite(value: Value, path: FieldPath): Cause | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
    return badRequest(path, `json: unsupported value: ${name}`);
  }
  const entries: [string | number, Value][] = isList(value)
    ? [...value.entries()]
    : isMap(value)
      ? Object.entries(value)
      : [];
  for (const [step, item] of entries) {
    const found = findNonFinite(item, [...path, step]);
    if (found) return found;
  }
  return undefined;
}
