// Finding and reading the kustomization of a directory, with what is wrong in it as a file.
import type { BuildContext } from './build-context.ts';
import { fieldNamed, hasShape, KUSTOMIZATION_FIELDS } from './kustomization.ts';
import { rootPlace, textAt, textOf, toPlainValue, type MapNode, type Place } from './tree.ts';
import { KUSTOMIZATION_NAMES } from './uri-path.ts';

/** A kustomization that was read. Its tree is shared and must not be changed. */
export interface Kustomization {
  readonly uri: string;
  readonly directory: string;
  readonly isComponent: boolean;
  readonly root: MapNode;
}

/** The uris of the kustomizations in a directory: one, unless something is wrong. */
export function findKustomizations(ctx: BuildContext, directory: string): readonly string[] {
  return KUSTOMIZATION_NAMES.map((name) => `${directory}/${name}`).filter(
    (uri) => ctx.textOf(uri) !== undefined,
  );
}

/**
 * Reads the kustomization of a directory. `undefined` when there is none that can be read, which is noted at `asker`,
 * or at the file when there is one.
 */
export function loadKustomization(
  ctx: BuildContext,
  directory: string,
  asker: Place | undefined,
): Kustomization | undefined {
  const uris = findKustomizations(ctx, directory);
  const [uri] = uris;
  const place = asker ?? rootPlace({ uri: uri ?? directory, document: 0, host: undefined });
  if (uri === undefined) {
    ctx.refuse('no-kustomization', place, directory);
    return undefined;
  }
  if (uris.length > 1) ctx.refuse('several-kustomizations', place, directory);
  const [document] = ctx.documentsOf(uri) ?? [];
  const here = rootPlace({ uri, document: 0, host: undefined });
  if (document?.hasSyntaxProblem || document?.tree?.type !== 'map') {
    ctx.refuse('unreadable', here, uri.slice(uri.lastIndexOf('/') + 1));
    return undefined;
  }
  const root = withCanonicalNames(document.tree);
  checkFields(ctx, root);
  return { uri, directory, isComponent: textAt(root, ['kind']) === 'Component', root };
}

function withCanonicalNames(root: MapNode): MapNode {
  const entries = [...root.entries].map(([key, node]) => [fieldNamed(key) ?? key, node] as const);
  return { ...root, entries: new Map(entries) };
}

function checkFields(ctx: BuildContext, root: MapNode): void {
  for (const [key, node] of root.entries) {
    const shape = Object.hasOwn(KUSTOMIZATION_FIELDS, key) ? KUSTOMIZATION_FIELDS[key] : undefined;
    if (!shape) ctx.refuse('unknown-field', node.from, key);
    else if (!hasShape(toPlainValue(node), shape)) ctx.refuse('wrong-type', node.from, key);
  }
  const kind = root.entries.get('kind');
  const kindText = textOf(kind);
  if (kind && kindText && kindText !== 'Kustomization' && kindText !== 'Component')
    ctx.refuse('wrong-kind', kind.from, kindText);
  const version = root.entries.get('apiVersion');
  const expected =
    kindText === 'Component' ? 'kustomize.config.k8s.io/v1alpha1' : 'kustomize.config.k8s.io/v1beta1';
  if (version && textOf(version) && textOf(version) !== expected)
    ctx.refuse('wrong-kind', version.from, textOf(version) ?? '');
}
