// The API server's answer to one create with strict field validation: decode, default, allocate, validate, in this order.
import { groupOf } from '../model/object-ref.ts';
import { formatFieldPath, type FieldPath } from '../model/field-path.ts';
import { isMap, valueAt, type Value, type ValueMap } from '../model/value.ts';
import { allocate } from './allocate.ts';
import type { Cause, Warning } from './cause.ts';
import { contextOf, type ApiOptions, type Context } from './context.ts';
import { badRequest, decode, type Decoded } from './decode.ts';
import { describeJson } from './decode-scalar.ts';
import { isClusterScoped, kindExists, resourceOf } from './kinds.ts';
import { isOrdinary } from './ordinary.ts';
import { struct, text, withFields } from './read.ts';
import { typeOfKind } from './schema.ts';
import { afterCreate, objectKey, type ApiServerState, type Taken } from './state.ts';
import { hasResourceVersion, missingNamespace } from './validate-meta.ts';
import { rulesOf } from './validate-kinds.ts';
import { kindWarning, warningsOf } from './warnings.ts';

/** HTTP status of an answer. */
export type Code = 201 | 400 | 404 | 409 | 422 | 500;

const NOTHING: Taken = { clusterIPs: [], nodePorts: [] };

/** What the server answers. */
export interface Answer {
  readonly code: Code;
  /** In the server's order. Empty with code 201 only. */
  readonly causes: readonly Cause[];
  readonly warnings: readonly Warning[];
  /**
   * The object as a lenient create stores it: without unknown fields, defaulted, with what it was given; `undefined`
   * when even a lenient create is refused. Addresses and ports that the server would choose are missing.
   */
  readonly object: ValueMap | undefined;
}

/** A mapping key that stands twice, which only the text can tell. `line` is 1-based in the posted document. */
export interface DuplicateKey {
  readonly path: FieldPath;
  readonly line: number;
}

/** An answer with the state that later creates meet. After a refusal it is the state before. */
export interface Outcome {
  readonly answer: Answer;
  readonly state: ApiServerState;
}

/**
 * Answers a create. Custom resources and kinds of which nothing is known are accepted as they are.
 * An object that strict decoding refuses is created leniently all the same, so that `object` and the state are those of
 * `--validate=warn`. Text that a template engine has yet to fill in is judged like any other. Never throws.
 *
 * Source: kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/endpoints/handlers/create.go, v1.36.
 */
export function create(
  value: Value,
  options: ApiOptions,
  state: ApiServerState,
  duplicateKeys: readonly DuplicateKey[] = [],
): Outcome {
  const ctx = contextOf(options);
  const unreadable = readKindProblem(value);
  if (unreadable || !isMap(value)) return refuse(state, value, 400, unreadable ? [unreadable] : []);
  const [apiVersion, kind] = [text(value, 'apiVersion'), text(value, 'kind')];
  if (kindExists(apiVersion, kind, ctx.minor) === 'no')
    return refuse(state, value, 404, [noMatch(apiVersion, kind)]);
  const outcome = createKnownKind(ctx, value, state, duplicateKeys);
  const warning = kindWarning(ctx, apiVersion, kind);
  if (!warning) return outcome;
  const { answer } = outcome;
  const { code, causes } = answer;
  const warnings = [warning, ...answer.warnings];
  return new StoredOutcome(
    new LazyAnswer({ code, causes, warnings }, () => answer.object),
    () => outcome.state,
  );
}

function createKnownKind(
  ctx: Context,
  value: ValueMap,
  state: ApiServerState,
  duplicateKeys: readonly DuplicateKey[],
): Outcome {
  if (duplicateKeys.length === 0 && isOrdinary(value)) return createOrdinary(ctx, value, state);
  const type = typeOfKind(text(value, 'apiVersion'), text(value, 'kind'));
  if (!type) return store(ctx, value, value, NOTHING, state);
  const decoded = decode(value, type, ctx.minor);
  if (decoded.typeError) return refuse(state, value, 400, [decoded.typeError]);
  const strict = strictCauses(decoded, duplicateKeys);
  const goOn = (): Outcome => createDecoded(ctx, value, decoded.object ?? {}, state);
  return strict.length === 0 ? goOn() : refuseStrict(goOn, strict);
}

/** What keeps even apiVersion and kind from being read. */
function readKindProblem(value: Value): Cause | undefined {
  const prefix = "couldn't get version/kind; json parse error: json: cannot unmarshal";
  if (!isMap(value)) {
    const target =
      'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
    return badRequest([], `${prefix} ${describeJson(value)} into Go value of type ${target}`);
  }
  for (const key of ['apiVersion', 'kind']) {
    const item = value[key] ?? null;
    if (item === null || typeof item === 'string') continue;
    return badRequest([key], `${prefix} ${describeJson(item)} into Go struct field .${key} of type string`);
  }
  if ((value['kind'] ?? null) === null) return badRequest(['kind'], "Object 'Kind' is missing");
  return (value['apiVersion'] ?? null) === null
    ? badRequest(['apiVersion'], "Object 'apiVersion' is missing")
    : undefined;
}

function noMatch(apiVersion: string, kind: string): Cause {
  const message = `no matches for kind "${kind}" in version "${apiVersion}"`;
  return about(['kind'], 'NoMatch', message);
}

function strictCauses(decoded: Decoded, duplicateKeys: readonly DuplicateKey[]): readonly Cause[] {
  const duplicates = duplicateKeys.map(({ path, line }) => {
    const key = String(path.at(-1) ?? '');
    return badRequest(path, `line ${line}: key "${key}" already set in map`, 'key', formatFieldPath(path));
  });
  return [...duplicates, ...decoded.unknownFields];
}

/** Of an object that would pass everything else, only what it asks for by name is looked at. */
function createOrdinary(ctx: Context, value: ValueMap, state: ApiServerState): Outcome {
  const missing = lacksNamespace(value);
  if (missing) return refuse(state, value, 404, [missing]);
  const outcome = store(ctx, value, value, NOTHING, state);
  if (outcome.answer.object === undefined) return outcome;
  // Few ask for the object, and to fill in what the server would takes longer than all the rest.
  const fillIn = (): ValueMap | undefined => createDecoded(ctx, value, value, state).answer.object;
  return new StoredOutcome(new LazyAnswer(outcome.answer, fillIn), () => outcome.state);
}

/** What follows decoding: the namespace, defaults, allocation, validation, and the name that may be taken. */
function createDecoded(ctx: Context, value: ValueMap, decoded: ValueMap, state: ApiServerState): Outcome {
  const [apiVersion, kind] = [text(value, 'apiVersion'), text(value, 'kind')];
  const rules = rulesOf(apiVersion, kind);
  const missing = lacksNamespace(decoded);
  if (missing) return refuse(state, value, 404, [missing]);
  let object = withFields(rules?.default(decoded) ?? decoded, { status: undefined });
  let taken = NOTHING;
  const isService = apiVersion === 'v1' && kind === 'Service';
  if (isService) {
    const allocation = allocate(ctx, object, state);
    if ('causes' in allocation) return refuse(state, value, allocation.code, allocation.causes);
    object = allocation.service;
    taken = allocation.taken;
  }
  const causes = rules?.validate(ctx, object) ?? [];
  if (causes.length > 0) return refuse(state, value, 422, causes);
  const outcome = store(ctx, value, object, taken, state);
  const warnings = warningsOf(ctx, apiVersion, kind, object).map((warning) => nearest(value, warning));
  return new StoredOutcome({ ...outcome.answer, warnings }, () => outcome.state);
}

function lacksNamespace(object: ValueMap): Cause | undefined {
  if (isClusterScoped(text(object, 'apiVersion'), text(object, 'kind'))) return undefined;
  return missingNamespace(text(struct(object, 'metadata'), 'namespace'));
}

/**
 * The last hurdles: a built-in object does not claim to have been stored before, and the name is free.
 * Of kinds without known fields nothing else is looked at.
 */
function store(
  ctx: Context,
  value: ValueMap,
  object: ValueMap,
  taken: Taken,
  state: ApiServerState,
): Outcome {
  const [apiVersion, kind] = [text(value, 'apiVersion'), text(value, 'kind')];
  const meta = struct(object, 'metadata');
  if (hasResourceVersion(meta) && typeOfKind(apiVersion, kind)) {
    const message = 'resourceVersion should not be set on objects to be created';
    return refuse(state, value, 500, [about(['metadata', 'resourceVersion'], 'InternalError', message)]);
  }
  const name = text(meta, 'name');
  const namespace = isClusterScoped(apiVersion, kind) ? '' : text(meta, 'namespace') || ctx.options.namespace;
  const key = name === '' ? undefined : objectKey(groupOf(apiVersion), kind, namespace, name);
  if (key !== undefined && state.names.has(key)) {
    const message = `${resourceOf(apiVersion, kind)} "${name}" already exists`;
    return refuse(state, value, 409, [about(['metadata', 'name'], 'AlreadyExists', message)]);
  }
  return new StoredOutcome({ code: 201, causes: [], warnings: [], object }, () =>
    afterCreate(state, taken, key),
  );
}

/** An answer whose object is made when someone asks for it. */
class LazyAnswer implements Answer {
  readonly code: Code;
  readonly causes: readonly Cause[];
  readonly warnings: readonly Warning[];
  #make: (() => ValueMap | undefined) | undefined;
  #object: ValueMap | undefined;

  constructor({ code, causes, warnings }: Omit<Answer, 'object'>, make: () => ValueMap | undefined) {
    this.code = code;
    this.causes = causes;
    this.warnings = warnings;
    this.#make = make;
  }

  get object(): ValueMap | undefined {
    if (this.#make) this.#object = this.#make();
    this.#make = undefined;
    return this.#object;
  }
}

/** An outcome whose state is made when someone asks for it: most creates are the only one. */
class StoredOutcome implements Outcome {
  readonly answer: Answer;
  readonly #make: () => ApiServerState;
  #state: ApiServerState | undefined;

  constructor(answer: Answer, make: () => ApiServerState) {
    this.answer = answer;
    this.#make = make;
  }

  get state(): ApiServerState {
    return (this.#state ??= this.#make());
  }
}

/** A refusal for which the server names no field; ours is the one that it is about. */
function about(path: FieldPath, reason: string, message: string): Cause {
  return { reason, field: formatFieldPath(path), message, path, on: 'value' };
}

function refuse(state: ApiServerState, value: Value, code: Code, causes: readonly Cause[]): Outcome {
  return {
    answer: { code, causes: causes.map((cause) => nearest(value, cause)), warnings: [], object: undefined },
    state,
  };
}

/**
 * What strict decoding refuses goes on leniently: the answer is the refusal, object and state are those of the lenient
 * create, which is only made when someone asks for them.
 */
function refuseStrict(goOn: () => Outcome, causes: readonly Cause[]): Outcome {
  let outcome: Outcome | undefined;
  const lenient = (): Outcome => (outcome ??= goOn());
  const answer = new LazyAnswer({ code: 400, causes, warnings: [] }, () => lenient().answer.object);
  return new StoredOutcome(answer, () => lenient().state);
}

/** Moves a place up to where something stands in the manifest; what is missing is told at the key of what is there. */
function nearest<T extends { readonly path: FieldPath; readonly on?: 'key' | 'value' }>(
  value: Value,
  place: T,
): T {
  let path = place.path;
  while (path.length > 0 && valueAt(value, path) === undefined) path = path.slice(0, -1);
  if (path.length === place.path.length) return place;
  return { ...place, path, ...(place.on ? { on: 'key' } : {}) };
}
