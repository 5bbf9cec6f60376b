// The patches of a kustomization: aimed and applied.
import { currentId, describeId, equalIds, idOf, storeId, withAnyId, type Resource } from './ids.ts';
import { applyJsonPatch } from './json-patch.ts';
import { mergePatch } from './merge.ts';
import { readJsonPatch, readMergePatches, readPatch, type Patch, type PatchReader } from './read-patch.ts';
import { select } from './select.ts';
import {
  cloneNode,
  emptyMap,
  isNullish,
  itemsOf,
  nodeAt,
  replaceEntries,
  setText,
  textAt,
  textOf,
  type ListNode,
  type MapNode,
  type Node,
} from './tree.ts';

/** What patches work on. */
export interface PatchScope extends PatchReader {
  resources: Resource[];
  /** Something below could not be built: a patch that finds nothing may be meant for that. */
  readonly isPartlyUnknown: boolean;
}

/**
 * Applies `patches` in order.
 * Source: kustomize api/internal/builtins/PatchTransformer.go Transform, v5.5.
 */
export function applyPatches(scope: PatchScope, patches: Node | undefined): void {
  for (const entry of itemsOf(patches)) {
    const patch = entry.type === 'map' ? readPatch(scope, entry) : undefined;
    if (entry.type === 'map' && patch) applyPatch(scope, entry, patch);
    dropDeleted(scope);
  }
}

/**
 * Applies `patchesJson6902` in order, which kustomize runs after the changes of names. What an object was called before
 * such a patch is not remembered.
 * Source: kustomize api/internal/builtins/PatchJson6902Transformer.go Transform, v5.5.
 */
export function applyJsonPatches(scope: PatchScope, patches: Node | undefined): void {
  for (const entry of itemsOf(patches)) {
    const patch = entry.type === 'map' ? readJsonPatch(scope, entry) : undefined;
    if (entry.type !== 'map' || !patch?.json) continue;
    const { text, json } = patch;
    const target = targetOf(entry);
    if (!target) scope.ctx.refuse('patch-needs-target', text.from, textOf(text) ?? '');
    else applyToSelected(scope, entry, target, (resource) => applyJson(scope, resource, json, text));
  }
}

/** Applies `patchesStrategicMerge`: each entry is a file, or a patch itself. */
export function applyStrategicMergePatches(scope: PatchScope, patches: Node | undefined): void {
  for (const entry of itemsOf(patches)) {
    for (const patch of readMergePatches(scope, entry)) mergeIntoNamed(scope, cloneNode(patch), entry);
    dropDeleted(scope);
  }
}

function targetOf(entry: MapNode): Node | undefined {
  const target = entry.entries.get('target');
  return isNullish(target) ? undefined : target;
}

function applyPatch(scope: PatchScope, entry: MapNode, { text, json, merges }: Patch): void {
  const { ctx } = scope;
  const target = targetOf(entry);
  if (json) {
    if (!target) ctx.refuse('patch-needs-target', text.from, textOf(text) ?? '');
    else
      applyToSelected(scope, entry, target, (resource) => {
        storeId(resource);
        applyJson(scope, resource, json, text);
      });
    return;
  }
  const [patch] = merges;
  if (!target) for (const one of merges) mergeIntoNamed(scope, cloneNode(one), text, entry);
  else if (merges.length > 1) ctx.refuse('patch-several-documents', text.from, textOf(text) ?? '');
  else if (patch)
    applyToSelected(scope, entry, target, (resource) =>
      merge(scope, resource, cloneNode(patch), text, entry),
    );
}

function applyToSelected(
  { ctx, resources, isPartlyUnknown }: PatchScope,
  entry: MapNode,
  target: Node,
  apply: (resource: Resource) => void,
): void {
  const selected = select(resources, target);
  if ('badPattern' in selected) {
    ctx.refuse('bad-regex', nodeAt(target, [selected.field])?.from ?? target.from, selected.badPattern);
    return;
  }
  if (selected.resources.length === 0 && !isPartlyUnknown)
    ctx.warn('patch-target-no-match', (entry.entries.get('target') ?? entry).from, describeTarget(target));
  for (const resource of selected.resources) apply(resource);
}

function describeTarget(target: Node): string {
  const kind = textAt(target, ['kind']);
  const name = textAt(target, ['name']);
  const labels = textAt(target, ['labelSelector']);
  return [kind, name && `"${name}"`, labels].filter(Boolean).join(' ');
}

function applyJson({ ctx }: PatchScope, resource: Resource, patch: ListNode, text: Node): void {
  const failure = withNotes(resource, () => applyJsonPatch(resource.root, patch));
  if (!failure) return;
  const operation = patch.items[failure.index] ?? patch;
  const isInline = operation.from.source.host !== undefined;
  ctx.refuse(
    'patch-failed',
    isInline ? text.from : (nodeAt(operation, ['path']) ?? operation).from,
    failure.path,
  );
}

/** Stands for the notes that kustomize keeps among the annotations of an object. */
const NOTE = 'internal.config.kubernetes.io/previousNames';

/**
 * Changes an object that has its annotations where kustomize keeps notes in them, even if it has none of its own.
 * Source: kustomize api/resource/resource.go StorePreviousId and kyaml/kio/kioutil GetInternalAnnotations, v5.5.
 */
function withNotes<T>({ root, hasNotes }: Resource, change: () => T): T {
  const metadata = nodeAt(root, ['metadata']);
  if (!hasNotes || metadata?.type !== 'map') return change();
  if (nodeAt(metadata, ['annotations'])?.type !== 'map')
    metadata.entries.set('annotations', emptyMap(metadata.from));
  const before = nodeAt(metadata, ['annotations']);
  if (before?.type === 'map') setText(before, NOTE, '', metadata.from);
  const result = change();
  const after = nodeAt(root, ['metadata', 'annotations']);
  if (after?.type === 'map' && after.entries.delete(NOTE) && after.entries.size === 0)
    metadata.entries.delete('annotations');
  return result;
}

/** A patch without a target is for the one object that has, or once had, its id. */
function mergeIntoNamed(scope: PatchScope, patch: MapNode, text: Node, entry?: MapNode): void {
  const { ctx, resources, isPartlyUnknown } = scope;
  const id = idOf(patch);
  const found = withAnyId(resources, (other) => equalIds(other, id));
  const [resource] = found;
  if (found.length > 1) ctx.refuse('patch-many-matches', text.from, describeId(id));
  else if (resource) merge(scope, resource, patch, text, entry);
  else if (!isPartlyUnknown) ctx.refuse('patch-no-match', text.from, describeId(id));
}

/**
 * Merges a patch into one object, which keeps its name, namespace and kind unless the options say otherwise.
 * Source: kustomize api/resource/resource.go ApplySmPatch, v5.5.
 */
function merge(
  { ctx }: PatchScope,
  resource: Resource,
  patch: MapNode,
  text: Node,
  entry: MapNode | undefined,
): void {
  const { root } = resource;
  const mayRename = textAt(entry, ['options', 'allowNameChange']) === 'true';
  const mayChangeKind = textAt(entry, ['options', 'allowKindChange']) === 'true';
  if (mayRename || mayChangeKind) storeId(resource);
  const before = new Map(['apiVersion', 'kind'].map((key) => [key, root.entries.get(key)]));
  const metadata = nodeAt(root, ['metadata']);
  const names = new Map(['name', 'namespace'].map((key) => [key, nodeAt(metadata, [key])]));
  restore(patch, 'apiVersion', before.get('apiVersion'));
  const merged = mergePatch(root, patch);
  if (merged.hasMismatch) ctx.refuse('patch-failed', text.from, describeId(currentId(resource)));
  if (!merged.root) {
    resource.isDeleted = true;
    return;
  }
  if (merged.root !== root) replaceEntries(root, merged.root);
  if (!mayChangeKind) restore(root, 'kind', before.get('kind'));
  restore(root, 'apiVersion', before.get('apiVersion'));
  let after = root.entries.get('metadata');
  if (after?.type !== 'map') root.entries.set('metadata', (after = emptyMap(root.from)));
  if (!mayRename) restore(after, 'name', names.get('name'));
  else if (!textAt(after, ['name'])) setText(after, 'name', textOf(names.get('name')) ?? '', root.from);
  restore(after, 'namespace', names.get('namespace'));
}

function restore(map: MapNode, key: string, node: Node | undefined): void {
  if (node) map.entries.set(key, node);
  else map.entries.delete(key);
}

function dropDeleted(scope: PatchScope): void {
  if (scope.resources.some(({ isDeleted }) => isDeleted))
    scope.resources = scope.resources.filter(({ isDeleted }) => !isDeleted);
}
