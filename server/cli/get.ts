// `kubereach get services|endpoints|endpointslices|pods PATH...`: kubectl's tables, from files.
import type { Command } from 'commander';
import type { ClusterState } from '../../shared/cluster/settle.ts';
import { getColumns, type GetKind } from '../../shared/render/get-tables.ts';
import { withClusterOptions, type ClusterFlags } from './options.ts';
import { settlePaths } from './settle-paths.ts';
import { table } from './table.ts';
import { UsageError } from './usage-error.ts';

interface GetFlags extends ClusterFlags {
  readonly allNamespaces?: boolean;
}

const KINDS: readonly (readonly [RegExp, GetKind])[] = [
  [/^(svc|services?)$/, 'services'],
  [/^(ep|endpoints)$/, 'endpoints'],
  [/^endpointslices?$/, 'endpointslices'],
  [/^(po|pods?)$/, 'pods'],
];

/** Adds the command. */
export function addGet(program: Command): void {
  const command = program
    .command('get')
    .description('list Services, Endpoints, EndpointSlices or pods as kubectl would')
    .argument('<kind>', 'services, endpoints, endpointslices or pods')
    .argument('<path...>', 'files, folders, or - for standard input')
    .option('-A, --all-namespaces', 'list those of every namespace');
  withClusterOptions(command).action((name: string, paths: string[], flags: GetFlags) => {
    const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1];
    if (!kind) throw new UsageError(`get knows services, endpoints, endpointslices and pods, not ${name}`);
    process.stdout.write(list(kind, settlePaths(paths, { ...flags, namespace: 'default' }), flags));
  });
}

function list(kind: GetKind, state: ClusterState, { allNamespaces, namespace }: GetFlags): string {
  const { header, rows } = getColumns(kind, state);
  const shown = rows.filter((row) => allNamespaces || row.namespace === namespace);
  if (shown.length === 0)
    return allNamespaces ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`;
  const withNamespace = (cells: readonly string[], first: string): readonly string[] =>
    allNamespaces ? [first, ...cells] : cells;
  return table([
    withNamespace(header, 'NAMESPACE'),
    ...shown.map((row) => withNamespace(row.cells, row.namespace)),
  ]);
}
