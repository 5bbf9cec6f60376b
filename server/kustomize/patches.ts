// The patches of a kustomization: read from files or inline text, aimed, applied.
import type { BuildContext } from './build-context.ts';
import { currentId, describeId, equalIds, idOf, storeId, withAnyId, type Resource } from './ids.ts';
import { applyJsonPatch, isJsonPatch } from './json-patch.ts';
import { mergePatch } from './merge.ts';
import { select } from './select.ts';
import { readInlineSources, type SourceDocument } from './source-files.ts';
import {
  cloneNode,
  emptyMap,
  isNullish,
  itemsOf,
  nodeAt,
  setText,
  textAt,
  textOf,
  type ListNode,
  type MapNode,
  type Node,
} from './tree.ts';
import { resolveEntry } from './uri-path.ts';

/** What patches work on. */
export interface PatchScope {
  readonly ctx: BuildContext;
  /** The directory of the kustomization. */
  readonly directory: string;
  resources: Resource[];
  /** Something below could not be built: a patch that finds nothing may be meant for that. */
  readonly isPartlyUnknown: boolean;
}

/**
 * Applies `patches`, or `patchesJson6902`, which kustomize runs later; in order.
 * Source: kustomize api/internal/builtins/PatchTransformer.go, v5.5.
 */
export function applyPatches(scope: PatchScope, patches: Node | undefined): void {
  for (const entry of itemsOf(patches)) {
    if (entry.type !== 'map') continue;
    const target = nodeAt(entry, ['target']);
    const text = entry.entries.get('patch') ?? entry.entries.get('path');
    if (!text) scope.ctx.refuse('patch-empty', entry.from, '');
    else applyPatch(scope, entry, text, isNullish(target) ? undefined : target);
    dropDeleted(scope);
  }
}

/** Applies `patchesStrategicMerge`: each entry is a file, or a patch itself. */
export function applyStrategicMergePatches(scope: PatchScope, patches: Node | undefined): void {
  for (const entry of itemsOf(patches)) {
    const documents = readPatch(scope, entry, !(textOf(entry) ?? '').includes('\n'));
    for (const { tree } of documents) if (tree?.type === 'map') mergeIntoNamed(scope, cloneNode(tree), entry);
    dropDeleted(scope);
  }
}

function applyPatch(scope: PatchScope, entry: MapNode, text: Node, target: Node | undefined): void {
  const { ctx } = scope;
  const documents = readPatch(scope, text, !entry.entries.has('patch'));
  const json = documents.map(({ tree }) => tree).find(isJsonPatch);
  if (json) {
    if (target) applyToSelected(scope, entry, target, (resource) => applyJson(scope, resource, json, text));
    else ctx.refuse('patch-needs-target', text.from, textOf(text) ?? '');
    return;
  }
  const patches = documents.flatMap(({ tree }) => (tree?.type === 'map' ? [tree] : []));
  if (!target) {
    for (const patch of patches) mergeIntoNamed(scope, cloneNode(patch), text, entry);
  } else if (patches.length > 1) ctx.refuse('patch-several-documents', text.from, textOf(text) ?? '');
  else if (patches[0]) {
    const [patch] = patches;
    applyToSelected(scope, entry, target, (resource) =>
      merge(scope, resource, cloneNode(patch), text, entry),
    );
  }
}

function readPatch(scope: PatchScope, text: Node, isPath: boolean): readonly SourceDocument[] {
  const { ctx, directory } = scope;
  const written = textOf(text);
  if (written === undefined) return [];
  const uri = resolveEntry(directory, written);
  if (isPath && !ctx.mayLoad(uri, directory, text.from, written)) return [];
  const documents = isPath ? ctx.documentsOf(uri) : readInlineSources(written, text.from);
  if (!documents) {
    ctx.miss('missing-file', text.from, { what: written, target: uri });
    return [];
  }
  if (documents.some(({ hasSyntaxProblem }) => hasSyntaxProblem)) {
    ctx.refuse('unreadable', text.from, isPath ? written : '');
    return [];
  }
  if (documents.length === 0) ctx.refuse('patch-empty', text.from, written);
  return documents;
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
  storeId(resource);
  const failure = applyJsonPatch(resource.root, patch);
  if (!failure) return;
  const operation = patch.items[failure.index] ?? patch;
  const isInline = operation.from.source.host !== undefined;
  ctx.refuse(
    'patch-failed',
    isInline ? text.from : (nodeAt(operation, ['path']) ?? operation).from,
    failure.path,
  );
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

function replaceEntries(root: MapNode, by: MapNode): void {
  root.entries.clear();
  for (const [key, value] of by.entries) root.entries.set(key, value);
}

function dropDeleted(scope: PatchScope): void {
  if (scope.resources.some(({ isDeleted }) => isDeleted))
    scope.resources = scope.resources.filter(({ isDeleted }) => !isDeleted);
}
