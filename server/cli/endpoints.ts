// `kubereach endpoints`: what the cluster would hold once the files are applied and all is settled.
import { Option, type Command } from 'commander';
import type { EndpointSliceObject } from '../../shared/cluster/api-objects.ts';
import { SERVICE_NAME_LABEL } from '../../shared/cluster/api-objects.ts';
import type { ClusterState } from '../../shared/cluster/settle.ts';
import { settlePaths } from './settle-paths.ts';
import { table } from './table.ts';
import { withClusterOptions, type ClusterFlags } from './options.ts';

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
    const state = settlePaths(paths, flags);
    process.stdout.write(flags.format === 'json' ? formatJson(state) : formatText(state));
  });
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
