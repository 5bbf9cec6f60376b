// The quick look before decoding: most manifests are as the API server wants them, and then there is nothing to decode.
import { base64Problem, fitsInteger, isQuantity, timeProblem } from './decode-scalar.ts';
import type { FieldType } from './schema.ts';
import { isList, isMap, type Value } from '../model/value.ts';

/**
 * True for a value that decoding would leave as it is: every field known, every type right, nothing null.
 * False says nothing: then it has to be decoded to be known.
 */
export function conforms(value: Value, type: FieldType): boolean {
  switch (type.is) {
    case 'string':
      return typeof value === 'string';
    case 'struct':
      if (!isMap(value)) return false;
      for (const key in value) {
        const field = type.fields.get(key);
        const item = value[key];
        if (!field || item === undefined || !conforms(item, field.type)) return false;
      }
      return true;
    case 'map':
      if (!isMap(value)) return false;
      for (const key in value) {
        const item = value[key];
        if (item === undefined || !conforms(item, type.element)) return false;
      }
      return true;
    case 'list':
      if (!isList(value)) return false;
      for (const item of value) if (!conforms(item, type.element)) return false;
      return true;
    case 'any':
      return isFinite(value);
    default:
      return isOfScalar(value, type.is);
  }
}

function isOfScalar(value: Value, is: FieldType['is']): boolean {
  switch (is) {
    case 'bool':
      return typeof value === 'boolean';
    case 'float64':
      return typeof value === 'number' && Number.isFinite(value);
    case 'int32':
    case 'int64':
      return typeof value === 'number' && fitsInteger(value, is === 'int32' ? 32 : 64);
    case 'intOrString':
      return typeof value === 'string' || (typeof value === 'number' && fitsInteger(value, 32));
    case 'quantity':
      return isQuantity(value);
    case 'time':
    case 'microTime':
      return typeof value === 'string' && timeProblem(value, is === 'microTime') === undefined;
    case 'bytes':
      return typeof value === 'string' && base64Problem(value) === undefined;
    default:
      return false;
  }
}

/** JSON has no word for .nan and .inf. */
function isFinite(value: Value): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return (isList(value) ? value : Object.values(value)).every(isFinite);
}
