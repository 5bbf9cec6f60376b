// `kubereach describe service NAME PATH...`: what kubectl would say of a Service once the files are applied.
import type { Command } from 'commander';
import { SERVICE_NAME_LABEL } from '../../shared/cluster/api-objects.ts';
import { describeService } from '../../shared/render/describe-service.ts';
import { endpointsOfPort } from '../../shared/render/endpoint-lists.ts';
import { withClusterOptions, type ClusterFlags } from './options.ts';
import { settlePaths } from './settle-paths.ts';
import { UsageError } from './usage-error.ts';

/** Adds the command. */
export function addDescribe(program: Command): void {
  const command = program
    .command('describe')
    .description('describe a Service as kubectl would')
    .argument('<kind>', 'service')
    .argument('<name>', 'the name of the Service')
    .argument('<path...>', 'files, folders, or - for standard input');
  withClusterOptions(command).action((kind: string, name: string, paths: string[], flags: ClusterFlags) => {
    if (!/^(svc|services?)$/.test(kind)) throw new UsageError(`describe knows services, not ${kind}`);
    process.stdout.write(describe(name, paths, flags));
  });
}

/** The namespace that was given is where the Service is looked for; objects that name none go to `default`, as kubectl's would. */
function describe(name: string, paths: readonly string[], flags: ClusterFlags): string {
  const state = settlePaths(paths, { ...flags, namespace: 'default' });
  const found = state.services.find(
    ({ service, namespace }) => service.ref.name === name && namespace === flags.namespace,
  );
  if (!found) throw new UsageError(`no Service "${name}" in namespace "${flags.namespace}"`);
  const slices = state.endpointSlices.filter(
    ({ metadata }) =>
      metadata.namespace === flags.namespace && metadata.labels?.[SERVICE_NAME_LABEL] === name,
  );
  const text = describeService(found.service, {
    namespace: found.namespace,
    endpointsOf: (port) => endpointsOfPort(slices, port.name ?? ''),
  });
  return `${text}\nEvents:                   <none>\n`;
}
