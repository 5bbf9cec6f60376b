// What `kubectl kustomize` builds of a directory, inside the process, every value leading back to where it is written.
// Pure over a function that reads files; nothing is fetched, and no plugin is run.
import type { FieldPath } from '../../shared/model/field-path.ts';
import { asMap, type ValueMap } from '../../shared/model/value.ts';
import { accumulateDirectory, emptyAccumulator } from './accumulate.ts';
import { BuildContext, type ReadFile } from './build-context.ts';
import type { Resource } from './ids.ts';
import { findKustomizations } from './load-kustomization.ts';
import { fixNameReferences } from './name-references.ts';
import { checkSortOptions, sortResources } from './order.ts';
import { withoutConsequences, type KustomizeProblem, type UnknownPart } from './problems.ts';
import { SourceFiles } from './source-files.ts';
import { entriesOf, nodeAt, originOf, textAt, textOf, toPlainValue, type Node, type Origin } from './tree.ts';
import { resolveVars } from './vars.ts';

/** What to build. */
export interface BuildRequest {
  /** The uri of a directory, without a trailing slash. */
  readonly directory: string;
  /** The text of a file by its uri; `undefined` when there is none. */
  readonly readFile: ReadFile;
  /** Keeps parsed files for the next build. */
  readonly sources?: SourceFiles;
}

/** One object that was built. */
export interface BuiltObject {
  readonly value: ValueMap;
  /** Where the object as a whole is written: its own document, or the generator that made it. */
  readonly document: Origin;
  /**
   * Where the value of a field was written: in the object's own document, in a patch, or in the kustomization itself.
   * Of a field that is not there, where the nearest one above it was.
   */
  readonly origin: (path: FieldPath) => Origin;
}

/** What came of a build. Problems do not keep the rest from being built, as far as that makes sense. */
export interface BuildResult {
  readonly objects: readonly BuiltObject[];
  readonly problems: readonly KustomizeProblem[];
  /** Parts of the scope that cannot be known: when there are any, what is missing may be there. */
  readonly unknown: readonly UnknownPart[];
  /** Every file that was asked for, existing or not: a change of another changes nothing here. */
  readonly files: ReadonlySet<string>;
}

/** True for a directory with a kustomization of any of the names. */
export function isKustomizationDirectory(directory: string, readFile: ReadFile): boolean {
  return findKustomizations(new BuildContext(readFile, new SourceFiles()), directory).length > 0;
}

/**
 * Builds a directory. Never throws on user text.
 * Source: kustomize api/krusty/kustomizer.go Run, v5.5, as in kubectl 1.32.
 * Differs: names carry no hashes of contents; `buildMetadata` adds nothing.
 */
export function build({ directory, readFile, sources = new SourceFiles() }: BuildRequest): BuildResult {
  const ctx = new BuildContext(readFile, sources);
  const acc = emptyAccumulator();
  // What a component changes is in the kustomizations that use it: on its own it says nothing about what is missing.
  acc.isPartlyUnknown = isComponentDirectory(ctx, directory);
  accumulateDirectory({ ctx, chain: [] }, acc, { directory, asker: undefined, as: 'base' });
  for (const { resource, node } of fixNameReferences(acc.resources, acc.config.nameReference))
    ctx.refuse('reference-ambiguous', node.from, textOf(node) ?? textAt(resource.root, ['metadata', 'name']));
  resolveVars(ctx, acc.resources, acc.vars, {
    specs: acc.config.varReference,
    isPartlyUnknown: acc.isPartlyUnknown,
  });
  const kept = acc.resources.filter((resource) => !isLocal(resource));
  const [uri] = findKustomizations(ctx, directory);
  const top = uri === undefined ? undefined : ctx.documentsOf(uri, undefined)?.[0]?.tree;
  const sortOptions = nodeAt(top, ['sortOptions']);
  checkSortOptions(ctx, sortOptions);
  return {
    objects: sortResources(kept, sortOptions).map(toBuiltObject),
    problems: withoutConsequences(ctx.problems),
    unknown: ctx.unknown,
    files: ctx.files,
  };
}

function isComponentDirectory(ctx: BuildContext, directory: string): boolean {
  const [uri] = findKustomizations(ctx, directory);
  const root = uri === undefined ? undefined : ctx.documentsOf(uri, undefined)?.[0]?.tree;
  return textAt(root, ['kind']) === 'Component';
}

/** Objects that are only there for kustomize are not written. */
function isLocal({ root }: Resource): boolean {
  const mark = nodeAt(root, ['metadata', 'annotations', 'config.kubernetes.io/local-config']);
  return mark !== undefined && textOf(mark) !== 'false';
}

function toBuiltObject({ root, from }: Resource): BuiltObject {
  // kustomize writes every annotation as a text.
  for (const [, node] of entriesOf(nodeAt(root, ['metadata', 'annotations'])))
    if (node.type === 'scalar') node.value = String(node.value);
  return {
    value: asMap(toPlainValue(root)),
    document: originOf(from),
    origin: (path) => originOf(nearest(root, path).from),
  };
}

function nearest(root: Node, path: FieldPath): Node {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(root, path.slice(0, length));
    if (node) return node;
  }
  return root;
}
