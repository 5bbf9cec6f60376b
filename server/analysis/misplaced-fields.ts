// Fields that the API server does not know where they stand, and where each belongs.
import { conforms } from '../../shared/api/conforms.ts';
import { decode } from '../../shared/api/decode.ts';
import { isOrdinary } from '../../shared/api/ordinary.ts';
import { typeAt, typeOfKind, type FieldType } from '../../shared/api/schema.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { isList, isMap, valueAt, type Value, type ValueMap } from '../../shared/model/value.ts';

/** A field to move. */
export interface MisplacedField {
  readonly from: FieldPath;
  /** Where it belongs once everything has been moved. */
  readonly belongs: FieldPath;
  /** Where that is in the text as it stands: what it belongs under may itself be misplaced. */
  readonly into: FieldPath;
  /** Several places would do, for instance one of several list items. */
  readonly isGuess: boolean;
}

/** A mapping or list that could take fields. */
interface Container {
  readonly path: FieldPath;
  readonly now: FieldPath;
  readonly type: FieldType;
  /** Nothing stands in it: what follows in the text at the same depth was probably meant for it. */
  readonly isOpen: boolean;
  readonly isGuess?: boolean;
}

/** The version changes only the words of a type error, which nobody reads here. */
const LATEST_MINOR = 36;

/** How many steps up and down, list indexes not counted, a field may have strayed. */
const MAX_DISTANCE = 3;

/**
 * The fields of an object that are unknown where they stand and known elsewhere in it, in the order of the text.
 * The cause is nearly always indentation: whole blocks at the margin, or keys beside the key they belong under.
 */
export function misplacedFields(object: KubeObject): readonly MisplacedField[] {
  if (isOrdinary(object.raw)) return NONE;
  let found = known.get(object);
  if (!found) known.set(object, (found = findMisplaced(object)));
  return found;
}

const NONE: readonly MisplacedField[] = [];
const known = new WeakMap<KubeObject, readonly MisplacedField[]>();

function findMisplaced({ ref, raw }: KubeObject): readonly MisplacedField[] {
  const type = typeOfKind(ref.apiVersion, ref.kind);
  if (type && conforms(raw, type)) return NONE;
  return type ? [...withUnknownFields(raw, type, [])].flatMap((path) => misplacedIn(raw, type, path)) : [];
}

/** The paths of the structs that hold fields they do not know. Below an unknown field nothing is looked for. */
function* withUnknownFields(value: Value, type: FieldType, path: FieldPath): Iterable<FieldPath> {
  if (type.is === 'list' && isList(value)) {
    for (const [index, item] of value.entries())
      yield* withUnknownFields(item, type.element, [...path, index]);
  }
  if (!isMap(value) || type.is !== 'struct') return;
  if (Object.keys(value).some((key) => !type.fields.has(key))) yield path;
  for (const [key, item] of Object.entries(value)) {
    const field = type.fields.get(key);
    if (field && typeof item === 'object' && item !== null)
      yield* withUnknownFields(item, field.type, [...path, key]);
  }
}

/** Walks one mapping in the order of its text and remembers what stands open. */
function misplacedIn(raw: ValueMap, root: FieldType, parent: FieldPath): readonly MisplacedField[] {
  const here = valueAt(raw, parent);
  const type = typeAt(root, parent);
  if (!isMap(here) || type?.is !== 'struct') return [];
  const found: MisplacedField[] = [];
  const open: Container[] = [];
  const filled = new Set<string>();
  for (const [key, value] of Object.entries(here)) {
    const path = [...parent, key];
    const field = type.fields.get(key)?.type;
    if (field) {
      if (value === null) open.unshift({ path, now: path, type: field, isOpen: true });
      continue;
    }
    // A status is written by the cluster: nobody means to move one.
    if (isUnresolved(key) || key === 'status') continue;
    const target = targetFor(key, value, { raw, root, parent, open, filled });
    if (!target) continue;
    found.push({ from: path, belongs: target.path, into: target.now, isGuess: target.isGuess === true });
    filled.add(JSON.stringify([...target.path, key]));
    const own = target.type.is === 'struct' ? target.type.fields.get(key)?.type : undefined;
    if (own) open.unshift({ path: [...target.path, key], now: path, type: own, isOpen: value === null });
  }
  return found;
}

interface Search {
  readonly raw: ValueMap;
  readonly root: FieldType;
  readonly parent: FieldPath;
  readonly open: readonly Container[];
  /** What has found its place already: nothing else may take it. */
  readonly filled: ReadonlySet<string>;
}

/**
 * Where a field belongs:
 * 1. under a key above it in the same mapping that was left empty, the nearest first;
 * 2. elsewhere in the object, where a field of its name is known and not written yet, the nearest first;
 * 3. in a map of labels or the like that was left empty;
 * 4. as a label, in a selector that was written without `matchLabels`.
 */
function targetFor(key: string, value: Value, search: Search): Container | undefined {
  const takes = (container: Container): boolean => canTake(container, key, value, search);
  return (
    search.open.flatMap((container) => insideOf(container, search.raw)).find(takes) ??
    nearestOf(containersAround(key, search).filter(takes)) ??
    search.open.find(({ type, isOpen }) => isOpen && type.is === 'map' && isScalar(value)) ??
    labelsOf(value, search)
  );
}

function canTake(container: Container, key: string, value: Value, { raw, filled }: Search): boolean {
  const { path, now, type } = container;
  const field = type.is === 'struct' ? type.fields.get(key) : undefined;
  if (!field || filled.has(JSON.stringify([...path, key]))) return false;
  if (valueAt(raw, [...now, key]) !== undefined) return false;
  if (
    field.values.length > 0 &&
    !field.values.some((known) => typeof value === 'string' && known.toLowerCase() === value.toLowerCase())
  ) {
    return false;
  }
  const { typeError, unknownFields } = decode({ [key]: value }, type, LATEST_MINOR);
  return typeError === undefined && unknownFields.length === 0;
}

/** A struct takes fields itself, a list of structs in its last item. */
function insideOf(container: Container, raw: ValueMap): readonly Container[] {
  const { type, path, now } = container;
  if (type.is !== 'list') return [container];
  const items = valueAt(raw, now);
  if (!isList(items) || items.length === 0) return [];
  const index = items.length - 1;
  return [
    {
      path: [...path, index],
      now: [...now, index],
      type: type.element,
      isOpen: false,
      isGuess: items.length > 1,
    },
  ];
}

interface Reachable extends Container {
  /** Half a step more for what would have to be written first. */
  readonly distance: number;
}

function nearestOf(containers: readonly Reachable[]): Container | undefined {
  const [nearest, next] = [...containers].sort((a, b) => a.distance - b.distance);
  const isGuess = nearest?.isGuess === true || nearest?.distance === next?.distance;
  return nearest && { ...nearest, isGuess };
}

/** The structs within reach of a mapping that know a field. */
function containersAround(key: string, { raw, root, parent }: Search): readonly Reachable[] {
  const found: Reachable[] = [];
  const nSteps = (path: FieldPath): number => path.filter((step) => typeof step === 'string').length;
  for (let up = 0; up <= parent.length; up++) {
    const base = parent.slice(0, parent.length - up);
    const distanceUp = nSteps(parent) - nSteps(base);
    if (distanceUp > MAX_DISTANCE) break;
    const type = typeAt(root, base);
    if (!type) continue;
    for (const below of containersBelow(raw, base, type, MAX_DISTANCE - distanceUp)) {
      if (below.type.is !== 'struct' || !below.type.fields.has(key)) continue;
      const isKnown = found.some(({ path }) => JSON.stringify(path) === JSON.stringify(below.path));
      if (isKnown) continue;
      const distance = distanceUp + nSteps(below.path) - nSteps(base);
      found.push({ ...below, distance: distance + (isMap(valueAt(raw, below.path)) ? 0 : 0.5) });
    }
  }
  return found;
}

/** A struct and those below it that are written, and one step of those that could be. */
function* containersBelow(
  raw: ValueMap,
  path: FieldPath,
  type: FieldType,
  depth: number,
): Iterable<Container> {
  const value = valueAt(raw, path);
  if (type.is === 'list') {
    for (const item of insideOf({ path, now: path, type, isOpen: false }, raw)) {
      for (const below of containersBelow(raw, item.path, item.type, depth)) {
        yield item.isGuess ? { ...below, isGuess: true } : below;
      }
    }
    return;
  }
  if (type.is !== 'struct') return;
  yield { path, now: path, type, isOpen: value === null };
  if (depth === 0 || !isMap(value)) return;
  for (const [key, field] of type.fields) {
    const isSpec = key === 'spec' || key === 'metadata' || key === 'template';
    if (key === 'status' || (value[key] === undefined && !isSpec)) continue;
    yield* containersBelow(raw, [...path, key], field.type, depth - 1);
  }
}

/** `app: web` right under a LabelSelector is a label. */
function labelsOf(value: Value, { raw, root, parent }: Search): Container | undefined {
  const type = typeAt(root, parent);
  const path = [...parent, 'matchLabels'];
  const labels = valueAt(raw, path);
  if (type?.is !== 'struct' || type.struct !== 'LabelSelector' || !isScalar(value)) return undefined;
  const element = type.fields.get('matchLabels')?.type;
  const canTakeMore = labels === undefined || labels === null || isMap(labels);
  return element && canTakeMore ? { path, now: path, type: element, isOpen: false } : undefined;
}

function isScalar(value: Value): boolean {
  return value !== null && typeof value !== 'object';
}
