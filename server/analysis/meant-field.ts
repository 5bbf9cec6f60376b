// The field that was meant by one which the API server does not know, and the text with that one in its place.
import { t } from '@vscode/l10n';
import { decode } from '../../shared/api/decode.ts';
import { fieldsAt, type Fields, type FieldType } from '../../shared/api/schema.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asMap, valueAt, type Value } from '../../shared/model/value.ts';
import { nearestOf } from './api-fixes.ts';
import type { Refusal } from './api-refusals.ts';
import type { Fix, FixStep } from './fix.ts';

/** The version changes only the words of a type error, which nobody reads here. */
const LATEST_MINOR = 36;

/** The field that was probably meant: spelt alike and not written yet. */
export function meantField(refusal: Refusal): string | undefined {
  const { object, path } = refusal;
  const here = asMap(valueAt(object.raw, path.slice(0, -1)));
  const known = [...(fieldsAround(refusal)?.keys() ?? [])];
  return nearestOf(
    String(path.at(-1)),
    known.filter((name) => !Object.hasOwn(here, name)),
  );
}

/**
 * Writes the meant field in place of the unknown one:
 * 1. the key alone, where the value has the type of the field;
 * 2. as the one item of a list, where the field is a list and the value, alone or with its neighbours, is an item of it.
 * `undefined` where the value fits neither way, as the API server would then refuse the value.
 */
export function useMeantField(refusal: Refusal, meant: string): Fix | undefined {
  const { object, path, value = null } = refusal;
  const type = fieldsAround(refusal)?.get(meant)?.type;
  if (!type) return undefined;
  if (fits(value, type)) {
    const title = t('Rename it to "{0}"', meant);
    return { title, steps: [{ type: 'rename', object, path, key: meant }], isPreferred: true };
  }
  const steps = type.is === 'list' ? itemSteps(refusal, meant, type.element) : undefined;
  return steps && { title: t('Write it as an item of "{0}"', meant), steps, isPreferred: true };
}

/**
 * 1. The value is an item: `container: { name: web }`. A text with blanks may stand for several, so for none here.
 * 2. It is a field of an item, and so may be others beside it: `port: 80` and `targetPort: 8080` of a Service.
 * 3. It is the one field that an item must have: `port: 8080` of a container.
 */
function itemSteps(refusal: Refusal, list: string, item: FieldType): readonly FixStep[] | undefined {
  const { object, path, value = null } = refusal;
  const parent = path.slice(0, -1);
  const into = [...parent, list];
  const wrap: FixStep = { type: 'wrap', object, path: into };
  if (fits(value, item)) {
    const isOne = typeof value !== 'string' || !/\s/.test(value);
    return isOne ? [{ type: 'rename', object, path, key: list }, wrap] : undefined;
  }
  const key = String(path.at(-1));
  const field = item.is === 'struct' ? fieldOfItem(key, value, item.fields) : undefined;
  if (item.is !== 'struct' || field === undefined) return undefined;
  const known = fieldsAround(refusal);
  const beside = Object.entries(asMap(valueAt(object.raw, parent))).flatMap(([name, other]) => {
    const type = item.fields.get(name)?.type;
    const belongs = name !== key && name !== field && !known?.has(name) && type && fits(other, type);
    return belongs ? [[...parent, name]] : [];
  });
  const rename: FixStep[] = field === key ? [] : [{ type: 'rename', object, path, key: field }];
  return [...rename, { type: 'move', object, from: [[...parent, field], ...beside], into }, wrap];
}

function fieldOfItem(key: string, value: Value, fields: Fields): string | undefined {
  const own = fields.get(key);
  if (own) return fits(value, own.type) ? key : undefined;
  const [only, ...others] = [...fields].filter(([, { isRequired }]) => isRequired);
  if (!only || others.length > 0) return undefined;
  const [name, { type }] = only;
  return name.toLowerCase().endsWith(key.toLowerCase()) && fits(value, type) ? name : undefined;
}

function fieldsAround({ object, path }: Refusal): Fields | undefined {
  return fieldsAt(object.ref.apiVersion, object.ref.kind, path.slice(0, -1));
}

/** True for a value that the API server can read as that type, or that has yet to be filled in. */
function fits(value: Value, type: FieldType): boolean {
  if (typeof value === 'string' && isUnresolved(value)) return true;
  const holder: FieldType = { is: 'map', name: '', element: type };
  return decode({ value }, holder, LATEST_MINOR).typeError === undefined;
}
