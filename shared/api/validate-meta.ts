// The metadata of every object: names, namespaces, labels, annotations, owners, finalizers.
import { formatFieldPath } from '../model/field-path.ts';
import type { ValueMap } from '../model/value.ts';
import {
  child,
  invalid,
  invalidEach,
  item,
  required,
  tooLong,
  within,
  type Cause,
  type Place,
} from './cause.ts';
import type { Context } from './context.ts';
import { byteLength, sortedEntries } from './go-text.ts';
import { dns1123Label, labelValue, maskTrailingDash, qualifiedName, type Check } from './names.ts';
import { isSet, number, structs, text, textMap, texts } from './read.ts';

const MAX_ANNOTATION_BYTES = 256 * 1024;
const STANDARD_FINALIZERS: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** How a kind names its objects. */
export interface NameRule {
  readonly check: Check;
  readonly isNamespaced: boolean;
}

/**
 * What is wrong with `metadata`. A namespace that is missing is not judged, because a request always has one.
 * Source: apimachinery pkg/api/validation/objectmeta.go ValidateObjectMetaAccessor, v1.36.
 */
export function validateMeta(ctx: Context, meta: ValueMap, rule: NameRule, at: Place): readonly Cause[] {
  const [name, generateName, namespace] = [
    text(meta, 'name'),
    text(meta, 'generateName'),
    text(meta, 'namespace'),
  ];
  const causes: Cause[] = [];
  if (generateName !== '') {
    causes.push(
      ...invalidEach(child(at, 'generateName'), generateName, rule.check(maskTrailingDash(generateName))),
    );
  }
  if (name !== '') causes.push(...invalidEach(child(at, 'name'), name, rule.check(name)));
  else if (generateName === '') causes.push(required(child(at, 'name'), 'name or generateName is required'));
  if (rule.isNamespaced && namespace !== '') {
    causes.push(...invalidEach(child(at, 'namespace'), namespace, dns1123Label(namespace)));
  }
  if (number(meta, 'generation') < 0)
    causes.push(notNegative(child(at, 'generation'), number(meta, 'generation')));
  causes.push(...validateLabels(ctx, textMap(meta, 'labels'), child(at, 'labels')));
  causes.push(...validateAnnotations(ctx, textMap(meta, 'annotations'), child(at, 'annotations')));
  structs(meta, 'ownerReferences').forEach((owner, index) => {
    causes.push(...validateOwner(owner, within(child(at, 'ownerReferences'), index)));
  });
  causes.push(...validateFinalizers(ctx, texts(meta, 'finalizers'), child(at, 'finalizers')));
  return causes;
}

/** `must be greater than or equal to 0`. */
export function notNegative(at: Place, value: number): Cause {
  return invalid(at, value, 'must be greater than or equal to 0');
}

/**
 * Label keys and values. The server names the map and not the key; the place points at the key or the value.
 * Source: apimachinery pkg/apis/meta/v1/validation ValidateLabels, v1.36.
 */
export function validateLabels(
  ctx: Context,
  labels: Readonly<Record<string, string>> | undefined,
  at: Place,
): readonly Cause[] {
  if (!labels || areGoodLabels(labels, ctx.minor)) return [];
  return sortedEntries(labels).flatMap(([key, value]) => [
    ...invalidEach(within(at, key, 'key'), key, qualifiedName(key, ctx.minor)),
    ...invalidEach(within(at, key), value, labelValue(value, ctx.minor)),
  ]);
}

function areGoodLabels(labels: Readonly<Record<string, string>>, minor: number): boolean {
  for (const key in labels) {
    if (qualifiedName(key, minor).length > 0 || labelValue(labels[key] ?? '', minor).length > 0) return false;
  }
  return true;
}

/** Annotation keys, in which case does not matter, and the size of them all. */
export function validateAnnotations(
  ctx: Context,
  annotations: Readonly<Record<string, string>> | undefined,
  at: Place,
): readonly Cause[] {
  if (!annotations) return [];
  const entries = sortedEntries(annotations);
  const causes = entries.flatMap(([key]) =>
    invalidEach(within(at, key, 'key'), key, qualifiedName(key.toLowerCase(), ctx.minor)),
  );
  const bytes = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return bytes > MAX_ANNOTATION_BYTES ? [...causes, tooLong(at, MAX_ANNOTATION_BYTES)] : causes;
}

/** The server gives no index for owners: its field is `metadata.ownerReferences.uid`. */
function validateOwner(owner: ValueMap, at: Place): readonly Cause[] {
  const causes: Cause[] = [];
  const version = text(owner, 'apiVersion');
  if (version.slice(version.indexOf('/') + 1) === '') {
    causes.push(invalid(child(at, 'apiVersion'), version, 'version must not be empty'));
  }
  for (const key of ['kind', 'name', 'uid']) {
    if (text(owner, key) === '') causes.push(invalid(child(at, key), '', 'must not be empty'));
  }
  return causes;
}

function validateFinalizers(ctx: Context, finalizers: readonly string[], at: Place): readonly Cause[] {
  const causes = finalizers.flatMap((name, index) =>
    invalidEach(within(at, index), name, qualifiedName(name, ctx.minor)),
  );
  finalizers.forEach((name, index) => {
    if (name.includes('/') || STANDARD_FINALIZERS.has(name)) return;
    causes.push(
      invalid(item(at, index), name, 'name is neither a standard finalizer name nor is it fully qualified'),
    );
  });
  return causes;
}

/** Metadata that a create refuses only when everything else is right, with status 500. */
export function hasResourceVersion(meta: ValueMap): boolean {
  return isSet(meta, 'resourceVersion') && text(meta, 'resourceVersion') !== '';
}

/** A namespace that cannot exist because of its name. It is looked for before anything is validated. */
export function missingNamespace(namespace: string): Cause | undefined {
  if (namespace === '' || dns1123Label(namespace).length === 0) return undefined;
  const path = ['metadata', 'namespace'];
  return {
    reason: 'NotFound',
    field: formatFieldPath(path),
    message: `namespaces "${namespace}" not found`,
    path,
    on: 'value',
  };
}
