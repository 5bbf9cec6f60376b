// From a directory to its objects: resources, then generators, components and transformers, bases first.
// Source: kustomize api/internal/target/kusttarget.go accumulateTarget, v5.5.
import type { BuildContext } from './build-context.ts';
import { addConfigurations, defaultConfig, mergeConfigs } from './configurations.ts';
import type { SpecConfig } from './default-specs.ts';
import { runGenerators } from './generate.ts';
import { currentId, describeId, hasId, newResource, type Resource } from './ids.ts';
import { findKustomizations, loadKustomization, type Kustomization } from './load-kustomization.ts';
import { runPlugins, runTransformers } from './run-transformers.ts';
import { readInlineSources, type SourceDocument } from './source-files.ts';
import {
  cloneNode,
  isNullish,
  itemsOf,
  textAt,
  textOf,
  type MapNode,
  type Node,
  type Place,
} from './tree.ts';
import { isRemote, resolveEntry } from './uri-path.ts';

/** What has been gathered so far. */
export interface Accumulator {
  resources: Resource[];
  config: SpecConfig;
  /** Entries of `vars`, the innermost first. */
  vars: readonly Node[];
  /** A part of what belongs here could not be built. */
  isPartlyUnknown: boolean;
}

/** Nothing yet. */
export function emptyAccumulator(): Accumulator {
  return { resources: [], config: defaultConfig(), vars: [], isPartlyUnknown: false };
}

/** Where in the tree of kustomizations a build stands. */
export interface Step {
  readonly ctx: BuildContext;
  /** The directories on the way from the top, this one last. */
  readonly chain: readonly string[];
}

/** Bases deeper than this are refused: links to directories can make a cycle that has no end of names. */
const MAX_DEPTH = 100;

/**
 * Builds one directory into an accumulator: a fresh one for a kustomization, that of the parent for a component.
 * `asker` is the entry that names the directory; `undefined` at the top.
 */
export function accumulateDirectory(
  { ctx, chain }: Step,
  acc: Accumulator,
  { directory, asker, as }: DirectoryEntry,
): void {
  if (chain.includes(directory) || chain.length > MAX_DEPTH) {
    if (asker) ctx.refuse('cycle', asker, directory);
    return;
  }
  const kustomization = loadKustomization(ctx, directory, asker);
  if (!kustomization) {
    acc.isPartlyUnknown = true;
    return;
  }
  if (asker && kustomization.isComponent !== (as === 'component'))
    ctx.refuse(as === 'component' ? 'not-a-component' : 'component-as-resource', asker, directory);
  accumulateKustomization({ ctx, chain: [...chain, directory] }, acc, kustomization);
}

/** A directory, the entry that names it, and what it is to be. */
interface DirectoryEntry {
  readonly directory: string;
  readonly asker: Place | undefined;
  readonly as: 'base' | 'component';
}

function accumulateKustomization(step: Step, acc: Accumulator, kustomization: Kustomization): void {
  const { ctx } = step;
  const { root, directory } = kustomization;
  accumulateResources(step, acc, [
    ...itemsOf(root.entries.get('resources')),
    ...itemsOf(root.entries.get('bases')),
  ]);
  const config = addConfigurations(ctx, acc.config, {
    directory,
    entries: root.entries.get('configurations'),
  });
  if (config) acc.config = config;
  else acc.isPartlyUnknown = true;
  noteUnknown(ctx, acc, root);
  const scope = {
    ctx,
    directory,
    resources: acc.resources,
    isPartlyUnknown: acc.isPartlyUnknown,
    config: acc.config,
  };
  runGenerators(scope, root);
  // Asked for notes of where things come from, kustomize writes those of its own as well.
  if (itemsOf(root.entries.get('buildMetadata')).length > 0)
    for (const resource of acc.resources) resource.hasNotes = true;
  for (const entry of itemsOf(root.entries.get('components'))) accumulateComponent(step, acc, entry);
  scope.resources = acc.resources;
  scope.config = acc.config;
  scope.isPartlyUnknown = acc.isPartlyUnknown;
  runTransformers(scope, root);
  const plugins = emptyAccumulator();
  accumulateResources(step, plugins, itemsOf(root.entries.get('transformers')));
  if (!runPlugins(scope, plugins.resources)) acc.isPartlyUnknown = true;
  acc.resources = scope.resources;
  acc.vars = [...acc.vars, ...itemsOf(root.entries.get('vars'))];
}

/** Charts, generators and schemas of one's own cannot be built here. */
function noteUnknown(ctx: BuildContext, acc: Accumulator, root: MapNode): void {
  const note = (field: string, kind: 'helm' | 'generator', nameOf: (entry: Node) => string): void => {
    for (const entry of itemsOf(root.entries.get(field))) {
      ctx.leaveUnknown(kind, entry.from, nameOf(entry));
      acc.isPartlyUnknown = true;
    }
  };
  note('helmCharts', 'helm', (entry) => textAt(entry, ['name']));
  note('helmChartInflationGenerator', 'helm', (entry) => textAt(entry, ['chartName']));
  note('generators', 'generator', (entry) => textOf(entry)?.split('\n', 1)[0] ?? '');
  const schema = root.entries.get('openapi');
  if (schema && textAt(schema, ['path'])) ctx.leaveUnknown('openapi', schema.from, textAt(schema, ['path']));
}

function accumulateComponent(step: Step, acc: Accumulator, entry: Node): void {
  const { ctx, chain } = step;
  const written = textOf(entry);
  if (!written) return;
  if (isRemote(written)) {
    leaveRemote(ctx, acc, entry.from, written);
    return;
  }
  const directory = resolveEntry(chain.at(-1) ?? '', written);
  if (findKustomizations(ctx, directory).length === 0) {
    ctx.miss('missing-file', entry.from, { what: written, target: directory });
    acc.isPartlyUnknown = true;
    return;
  }
  accumulateDirectory(step, acc, { directory, asker: entry.from, as: 'component' });
}

function accumulateResources(step: Step, acc: Accumulator, entries: readonly Node[]): void {
  for (const entry of entries) accumulateEntry(step, acc, entry);
}

/** One entry: an inline text, an address, a file or a directory. */
function accumulateEntry(step: Step, acc: Accumulator, entry: Node): void {
  const { ctx, chain } = step;
  const written = textOf(entry);
  if (!written) return;
  const here = chain.at(-1) ?? '';
  if (written.includes('\n')) {
    addDocuments(ctx, acc, readInlineSources(written, entry.from), entry.from);
    return;
  }
  if (isRemote(written)) {
    leaveRemote(ctx, acc, entry.from, written);
    return;
  }
  const uri = resolveEntry(here, written);
  const documents = ctx.documentsOf(uri, entry.from);
  if (documents) {
    if (ctx.mayLoad(uri, here, entry.from, written)) addDocuments(ctx, acc, documents, entry.from);
    return;
  }
  if (findKustomizations(ctx, uri).length === 0) {
    ctx.miss('missing-file', entry.from, { what: written, target: uri });
    acc.isPartlyUnknown = true;
    return;
  }
  const base = emptyAccumulator();
  accumulateDirectory(step, base, { directory: uri, asker: entry.from, as: 'base' });
  for (const resource of base.resources) addResource(ctx, acc, resource, entry.from);
  acc.config = mergeConfigs(acc.config, base.config);
  acc.vars = [...acc.vars, ...base.vars];
  acc.isPartlyUnknown ||= base.isPartlyUnknown;
}

function leaveRemote(ctx: BuildContext, acc: Accumulator, from: Place, written: string): void {
  ctx.leaveUnknown('remote', from, written);
  acc.isPartlyUnknown = true;
}

function addDocuments(
  ctx: BuildContext,
  acc: Accumulator,
  documents: readonly SourceDocument[],
  asker: Place,
): void {
  for (const { tree, hasSyntaxProblem } of documents) {
    if (hasSyntaxProblem) {
      ctx.refuse('unreadable', asker, tree?.from.source.uri.replace(/^.*\//, '') ?? '');
      acc.isPartlyUnknown = true;
    } else if (!isNullish(tree)) addObjects(ctx, acc, tree, asker);
  }
}

/** An object, or all items of a List. */
function addObjects(ctx: BuildContext, acc: Accumulator, tree: Node, asker: Place): void {
  const kind = textAt(tree, ['kind']);
  const items = tree.type === 'map' ? tree.entries.get('items') : undefined;
  if (kind.endsWith('List') && items?.type === 'list') {
    for (const item of items.items) addObjects(ctx, acc, item, asker);
    return;
  }
  if (tree.type !== 'map' || !kind) {
    ctx.refuse('no-objects', asker, '');
    return;
  }
  if (!textAt(tree, ['metadata', 'name'])) ctx.refuse('no-name', asker, kind);
  addResource(ctx, acc, newResource(cloneNode(tree)), asker);
}

function addResource(ctx: BuildContext, acc: Accumulator, resource: Resource, asker: Place): void {
  const id = currentId(resource);
  if (id.name && acc.resources.some((other) => hasId(other, id)))
    ctx.refuse('duplicate-id', asker, describeId(id));
  else acc.resources.push(resource);
}
