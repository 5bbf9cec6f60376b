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
import type { ClusterFlags } from './options.ts';
import { readWorkspace } from './read-workspace.ts';

/** The cluster after applying the files in order, everything settled. */
export function settlePaths(paths: readonly string[], flags: ClusterFlags): ClusterState {
  return settle(acceptPaths(paths, flags), { ...DEFAULT_CLUSTER, ...flags });
}

/** What the API server takes of the files, in order and with its defaults. */
export function acceptPaths(paths: readonly string[], flags: ClusterFlags): readonly KubeObject[] {
  return acceptedObjects(valuesOf(paths, flags), flags);
}

/** The objects of the PATHs in order: those written in files, and those that a kustomization builds. */
function* valuesOf(paths: readonly string[], flags: ClusterFlags): Iterable<ValueMap> {
  let plain: string[] = [];
  for (const path of paths) {
    const built = buildPath(path);
    if (!built) {
      plain.push(path);
      continue;
    }
    if (plain.length > 0) yield* writtenValues(readWorkspace(plain, flags.repository).workspace.snapshot);
    plain = [];
    yield* built;
  }
  if (plain.length > 0 || paths.length === 0)
    yield* writtenValues(readWorkspace(plain, flags.repository).workspace.snapshot);
}

function* writtenValues(snapshot: Snapshot): Iterable<ValueMap> {
  for (const file of snapshot.files()) {
    for (const { document } of file.documents) {
      if (document.role === 'manifest') for (const { raw } of document.objects) yield raw;
    }
  }
}

/** Creates every object in order, as `kubectl apply` does, and returns those that the API server takes, with its defaults. */
function acceptedObjects(values: Iterable<ValueMap>, flags: ClusterFlags): readonly KubeObject[] {
  const objects: KubeObject[] = [];
  const options = { ...DEFAULT_OPTIONS, ...flags };
  let state = emptyState();
  for (const value of values) {
    const outcome = create(value, options, state);
    state = outcome.state;
    const object = readObject(outcome.answer.object);
    if (object) objects.push(object);
  }
  return objects;
}
