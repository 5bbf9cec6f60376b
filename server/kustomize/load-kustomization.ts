// Finding and reading the kustomization of a directory, with what is wrong in it as a file.
import type { BuildContext } from './build-context.ts';
import { faultsOf, withCanonicalNames } from './check-shape.ts';
import { KUSTOMIZATION } from './kustomization-shape.ts';
import { isNullish, rootPlace, textAt, textOf, type MapNode, type Place } from './tree.ts';
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
  const [document] = ctx.documentsOf(uri, asker) ?? [];
  const here = rootPlace({ uri, document: 0, host: undefined });
  if (!document || (isNullish(document.tree) && !document.hasSyntaxProblem)) {
    ctx.refuse('kustomization-empty', here, '');
    return undefined;
  }
  const root = document.tree && withCanonicalNames(document.tree, KUSTOMIZATION);
  if (document.hasSyntaxProblem || root?.type !== 'map') {
    ctx.refuse('unreadable', here, uri.slice(uri.lastIndexOf('/') + 1));
    return undefined;
  }
  if (isEmpty(root)) {
    ctx.refuse('kustomization-empty', here, '');
    return undefined;
  }
  checkFields(ctx, root);
  return { uri, directory, isComponent: textAt(root, ['kind']) === 'Component', root };
}

/**
 * True when nothing is set but what sort of file it is.
 * Source: kustomize api/types/kustomization.go CheckEmpty, v5.5, for which an empty list is something, except in `bases`.
 */
function isEmpty(root: MapNode): boolean {
  return [...root.entries].every(
    ([key, node]) =>
      key === 'apiVersion' ||
      key === 'kind' ||
      isNullish(node) ||
      textOf(node) === '' ||
      (key === 'bases' && node.type === 'list' && node.items.length === 0),
  );
}

function checkFields(ctx: BuildContext, root: MapNode): void {
  for (const { kind, node, field } of faultsOf(root, KUSTOMIZATION, '')) ctx.refuse(kind, node.from, field);
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
