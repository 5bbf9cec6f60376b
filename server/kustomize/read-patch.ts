// Reading the patches of a kustomization, from files or inline text, and telling the two sorts of them apart.
import type { BuildContext } from './build-context.ts';
import { isJsonPatch } from './json-patch.ts';
import { readInlineSources, type SourceDocument } from './source-files.ts';
import {
  isNullish,
  itemsOf,
  nodeAt,
  textAt,
  textOf,
  type ListNode,
  type MapNode,
  type Node,
} from './tree.ts';
import { resolveEntry } from './uri-path.ts';

/** Where patches are read. */
export interface PatchReader {
  readonly ctx: BuildContext;
  /** The directory of the kustomization. */
  readonly directory: string;
}

/** A patch that was read: a JSON patch, or objects to be merged. The nodes are shared and must not be changed. */
export interface Patch {
  /** The field of the kustomization that holds the patch or names its file. */
  readonly text: Node;
  readonly json: ListNode | undefined;
  readonly merges: readonly MapNode[];
}

/**
 * Reads an entry of `patches`; `undefined` when kustomize refuses it, which is noted.
 * Source: kustomize api/internal/builtins/PatchTransformer.go Config, v5.5.
 */
export function readPatch(reader: PatchReader, entry: MapNode): Patch | undefined {
  const { ctx } = reader;
  const read = readDocumentsOf(reader, entry);
  if (!read) return undefined;
  const { text, trees } = read;
  const json = trees.find(isJsonPatch);
  if (trees.some((tree) => tree.type !== 'map' && !isJsonPatch(tree)) || (json && trees[0]?.type === 'map')) {
    ctx.refuse('patch-unreadable', text.from, '');
    return undefined;
  }
  const merges = json ? [] : trees.flatMap(objectsIn);
  if (merges.every(isIdentified)) return { text, json, merges };
  ctx.refuse('patch-incomplete', text.from, '');
  return undefined;
}

/**
 * Reads an entry of `patchesJson6902`; `undefined` when kustomize refuses it, which is noted.
 * Source: kustomize api/internal/builtins/PatchJson6902Transformer.go Config, v5.5.
 */
export function readJsonPatch(reader: PatchReader, entry: MapNode): Patch | undefined {
  const { ctx } = reader;
  const target = entry.entries.get('target');
  if (target && !isNullish(target) && !textAt(target, ['name'])) {
    ctx.refuse('patch-needs-name', target.from, '');
    return undefined;
  }
  const read = readDocumentsOf(reader, entry);
  if (!read) return undefined;
  const json = read.trees.find(isJsonPatch);
  if (!json) ctx.refuse('patch-not-json', read.text.from, '');
  return json && { text: read.text, json, merges: [] };
}

/**
 * Reads an entry of `patchesStrategicMerge`, which is taken for a patch where it reads as one, and for a path otherwise.
 * Source: kustomize api/internal/builtins/PatchStrategicMergeTransformer.go Config, v5.5.
 */
export function readMergePatches(reader: PatchReader, entry: Node): readonly MapNode[] {
  const inline = readInlineSources(textOf(entry) ?? '', entry.from);
  const isPath = !(textOf(entry) ?? '').includes('\n') && !inline.some(({ tree }) => tree?.type === 'map');
  const patches = readDocuments(reader, entry, isPath).flatMap(({ tree }) => (tree ? objectsIn(tree) : []));
  if (patches.every(isIdentified)) return patches;
  reader.ctx.refuse('patch-incomplete', entry.from, '');
  return [];
}

/** The documents of an entry with `patch` or `path`, those without content left out; `undefined` when there are none. */
function readDocumentsOf(
  reader: PatchReader,
  entry: MapNode,
): { readonly text: Node; readonly trees: readonly Node[] } | undefined {
  const { ctx } = reader;
  const [patch, path] = ['patch', 'path'].map((field) => entry.entries.get(field));
  const isInline = (textOf(patch) ?? '').trim() !== '';
  const text = isInline ? patch : path;
  if (!text || !textOf(text)) {
    ctx.refuse('patch-empty', (patch ?? path ?? entry).from, '');
    return undefined;
  }
  if (isInline && textOf(path)) {
    ctx.refuse('patch-and-path', (path ?? text).from, '');
    return undefined;
  }
  const documents = readDocuments(reader, text, !isInline);
  const trees = documents.flatMap(({ tree }) => (tree && !isNullish(tree) ? [tree] : []));
  const isEmpty = trees.every((tree) => tree.type === 'list' && tree.items.length === 0);
  if (documents.length > 0 && isEmpty) ctx.refuse('patch-empty', text.from, '');
  return isEmpty ? undefined : { text, trees };
}

/** None when the file is not there or cannot be read, which is noted. */
function readDocuments(
  { ctx, directory }: PatchReader,
  text: Node,
  isPath: boolean,
): readonly SourceDocument[] {
  const written = textOf(text);
  if (written === undefined) return [];
  const uri = resolveEntry(directory, written);
  if (isPath && !ctx.mayLoad(uri, directory, text.from, written)) return [];
  const documents = isPath ? ctx.documentsOf(uri, text.from) : readInlineSources(written, text.from);
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

/** The object, or the items of a List. */
function objectsIn(tree: Node): readonly MapNode[] {
  const items = nodeAt(tree, ['items']);
  if (textAt(tree, ['kind']).endsWith('List') && items?.type === 'list')
    return itemsOf(items).flatMap(objectsIn);
  return tree.type === 'map' ? [tree] : [];
}

/** Source: kustomize api/resource/factory.go SliceFromBytes, v5.5, which takes no object without a kind and a name. */
function isIdentified(patch: MapNode): boolean {
  return textAt(patch, ['kind']) !== '' && textAt(patch, ['metadata', 'name']) !== '';
}
