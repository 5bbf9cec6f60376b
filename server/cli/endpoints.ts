// `kubereach endpoints`: what the cluster would hold once the files are applied and all is settled.
import { Option, type Command } from 'commander';
import { DEFAULT_CLUSTER } from '../../shared/cluster/cluster-options.ts';
import type { EndpointSliceObject } from '../../shared/cluster/api-objects.ts';
import { SERVICE_NAME_LABEL } from '../../shared/cluster/api-objects.ts';
import { settle, type ClusterState } from '../../shared/cluster/settle.ts';
import { create } from '../../shared/api/create.ts';
import { emptyState } from '../../shared/api/state.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { readObject } from '../../shared/model/read-object.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { withClusterOptions, type ClusterFlags } from './options.ts';
import { readPaths } from './read-paths.ts';

interface EndpointsFlags extends ClusterFlags {
  readonly format: 'text' | 'json';
}

/** Adds the command. */
export function addEndpoints(program: Command): void {
  const command = program
    .command('endpoints')
    .description('print the EndpointSlices and Endpoints that the cluster would hold')
    .argument('<path...>', 'files, folders, or - for standard input')
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['text', 'json']).default('text'));
  withClusterOptions(command).action((paths: string[], flags: EndpointsFlags) => {
    const { workspace } = readPaths(paths);
    const state = settle(acceptedObjects(workspace.snapshot, flags), { ...DEFAULT_CLUSTER, ...flags });
    process.stdout.write(flags.format === 'json' ? formatJson(state) : formatText(state));
  });
}

/** Creates every object in order, as `kubectl apply` does, and returns those that the API server takes, with its defaults. */
function acceptedObjects(snapshot: Snapshot, flags: ClusterFlags): readonly KubeObject[] {
  const objects: KubeObject[] = [];
  let state = emptyState();
  for (const file of snapshot.files()) {
    for (const { document } of file.documents) {
      for (const { raw } of document.role === 'manifest' ? document.objects : []) {
        const outcome = create(raw, flags, state);
        state = outcome.state;
        const object = readObject(outcome.answer.object);
        if (object) objects.push(object);
      }
    }
  }
  return objects;
}

/** A `v1` List as `kubectl get endpointslices,endpoints -A -o json` prints it. */
function formatJson({ endpointSlices, endpoints }: ClusterState): string {
  const list = { apiVersion: 'v1', items: [...endpointSlices, ...endpoints], kind: 'List' };
  return `${JSON.stringify(list, undefined, 4)}\n`;
}

function formatText({ endpointSlices }: ClusterState): string {
  const rows = endpointSlices.map((slice) => [
    slice.metadata.namespace,
    slice.metadata.labels?.[SERVICE_NAME_LABEL] ?? '<none>',
    slice.addressType,
    (slice.ports ?? [])
      .map(({ name, port, protocol }) => `${name ? `${name}:` : ''}${port ?? '*'}/${protocol}`)
      .join(',') || '<unset>',
    endpointsText(slice),
  ]);
  return table([['NAMESPACE', 'SERVICE', 'ADDRESSTYPE', 'PORTS', 'ENDPOINTS'], ...rows]);
}

function endpointsText({ endpoints }: EndpointSliceObject): string {
  const names = endpoints.map(({ targetRef, addresses, conditions }) => {
    const name = targetRef?.name ?? addresses[0] ?? '';
    return conditions.ready === false ? `${name} (not ready)` : name;
  });
  return names.join(',') || '<unset>';
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('   ')
          .trimEnd()}\n`,
    )
    .join('');
}
