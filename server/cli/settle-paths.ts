// The PATHs of a command to the cluster they make: created in order, then settled.
import { DEFAULT_OPTIONS } from '../../shared/api/context.ts';
import { create } from '../../shared/api/create.ts';
import { emptyState } from '../../shared/api/state.ts';
import { DEFAULT_CLUSTER } from '../../shared/cluster/cluster-options.ts';
import { settle, type ClusterState } from '../../shared/cluster/settle.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { readObject } from '../../shared/model/read-object.ts';
import type { ValueMap } from '../../shared/model/value.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { buildPath } from './build-path.ts';
import { LeftOut } from './left-out.ts';
import type { ClusterFlags } from './options.ts';
import { displayName } from './read-paths.ts';
import { readWorkspace } from './read-workspace.ts';

/** The cluster after applying the files in order, everything settled. */
export function settlePaths(paths: readonly string[], flags: ClusterFlags): ClusterState {
  return settle(acceptPaths(paths, flags), { ...DEFAULT_CLUSTER, ...flags });
}

/** What the API server takes of the files, in order and with its defaults. What is left out is told on standard error. */
export function acceptPaths(paths: readonly string[], flags: ClusterFlags): readonly KubeObject[] {
  const leftOut = new LeftOut();
  const objects = acceptedObjects(manifestsOf(paths, flags, leftOut), flags, leftOut);
  leftOut.tell();
  return objects;
}

/** An object as it is sent to the API server. */
interface Manifest {
  readonly value: ValueMap;
  /** Its file and line, or the directory that builds it: asked for when it is refused. `undefined` for what is left of broken YAML. */
  readonly where: (() => string) | undefined;
}

/** The objects of the PATHs in order: those written in files, and those that a kustomization builds. */
function* manifestsOf(
  paths: readonly string[],
  { repository }: ClusterFlags,
  leftOut: LeftOut,
): Iterable<Manifest> {
  let plain: string[] = [];
  for (const path of new Set(paths)) {
    const built = buildPath(path);
    if (!built) {
      plain.push(path);
      continue;
    }
    if (plain.length > 0)
      yield* writtenManifests(readWorkspace(plain, repository).workspace.snapshot, leftOut);
    plain = [];
    for (const value of built) yield { value, where: () => path };
  }
  if (plain.length > 0 || paths.length === 0)
    yield* writtenManifests(readWorkspace(plain, repository).workspace.snapshot, leftOut);
}

function* writtenManifests(snapshot: Snapshot, leftOut: LeftOut): Iterable<Manifest> {
  for (const { uri, documents } of snapshot.files()) {
    for (const { document } of documents) {
      if (document.role !== 'manifest') continue;
      const isBroken = document.problems.some(({ kind }) => kind === 'syntax');
      if (isBroken) leftOut.addBroken(displayName(uri));
      const where = isBroken
        ? undefined
        : (): string => `${displayName(uri)}:${snapshot.lineOf(document) ?? 1}`;
      for (const { raw } of document.objects) yield { value: raw, where };
    }
  }
}

/** Creates every object in order, as `kubectl apply` does, and returns those that the API server takes, with its defaults. */
function acceptedObjects(
  manifests: Iterable<Manifest>,
  flags: ClusterFlags,
  leftOut: LeftOut,
): readonly KubeObject[] {
  const objects: KubeObject[] = [];
  const options = { ...DEFAULT_OPTIONS, ...flags };
  let state = emptyState();
  for (const { value, where } of manifests) {
    const { answer, state: next } = create(value, options, state);
    state = next;
    if (!answer.object && where) leftOut.addRefused(value, where(), answer);
    const object = readObject(answer.object);
    if (object) objects.push(object);
  }
  return objects;
}
