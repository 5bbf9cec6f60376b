// The PATHs of a command to the cluster they make: created in order, then settled.
import { DEFAULT_OPTIONS } from '../../shared/api/context.ts';
import { create } from '../../shared/api/create.ts';
import { emptyState } from '../../shared/api/state.ts';
import { DEFAULT_CLUSTER } from '../../shared/cluster/cluster-options.ts';
import { settle, type ClusterState } from '../../shared/cluster/settle.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { readObject } from '../../shared/model/read-object.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { ClusterFlags } from './options.ts';
import { readPaths } from './read-paths.ts';

/** The cluster after applying the files in order, everything settled. */
export function settlePaths(paths: readonly string[], flags: ClusterFlags): ClusterState {
  const { workspace } = readPaths(paths);
  return settle(acceptedObjects(workspace.snapshot, flags), { ...DEFAULT_CLUSTER, ...flags });
}

/** Creates every object in order, as `kubectl apply` does, and returns those that the API server takes, with its defaults. */
function acceptedObjects(snapshot: Snapshot, flags: ClusterFlags): readonly KubeObject[] {
  const objects: KubeObject[] = [];
  const options = { ...DEFAULT_OPTIONS, ...flags };
  let state = emptyState();
  for (const file of snapshot.files()) {
    for (const { document } of file.documents) {
      for (const { raw } of document.role === 'manifest' ? document.objects : []) {
        const outcome = create(raw, options, state);
        state = outcome.state;
        const object = readObject(outcome.answer.object);
        if (object) objects.push(object);
      }
    }
  }
  return objects;
}
