// Options that every command takes, and what they mean to the analysis.
import { pathToFileURL } from 'node:url';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { IpFamily } from '../../shared/model/objects.ts';
import { settingsFromAll } from '../analysis/config/config.ts';
import {
  DEFAULT_SETTINGS,
  parseDomain,
  parseIpFamilies,
  parsePortRange,
  parseVersion,
  type AnalysisSettings,
  type PortRange,
} from '../analysis/settings.ts';
import { loadConfig, type LoadedConfig } from './load-config.ts';
import { displayName } from './read-paths.ts';
import { tell } from './tell.ts';

/** The options as parsed, those that were not given filled in from the configuration file. */
export interface ClusterFlags {
  readonly kubernetesVersion: string;
  readonly namespace: string;
  readonly nodePortRange: PortRange;
  readonly ipFamilies: readonly IpFamily[];
  readonly clusterDomain: string;
  /** The configuration file. */
  readonly repository: LoadedConfig;
}

/** The options that the configuration file may set as well, under the same names. */
const CONFIGURABLE = [
  'kubernetesVersion',
  'namespace',
  'nodePortRange',
  'ipFamilies',
  'clusterDomain',
] as const satisfies readonly (keyof ClusterFlags & keyof AnalysisSettings)[];

/** Adds the options that describe the cluster. The configuration file is read before the command's action runs. */
export function withClusterOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--kubernetes-version <version>', 'the version to predict for, such as 1.36')
        .argParser(readAs(parseVersion, 'A version looks like 1.36.'))
        .default(DEFAULT_SETTINGS.kubernetesVersion),
    )
    .option('-n, --namespace <namespace>', 'where objects without a namespace go', DEFAULT_SETTINGS.namespace)
    .addOption(
      new Option('--node-port-range <range>', 'the node ports of the cluster')
        .argParser(readAs(parsePortRange, 'A range looks like 30000-32767.'))
        .default(DEFAULT_SETTINGS.nodePortRange, '30000-32767'),
    )
    .addOption(
      new Option('--ip-families <families>', 'the address families of the cluster, the primary one first')
        .argParser(readAs(parseIpFamilies, 'Name IPv4, IPv6 or both, parted by a comma.'))
        .default(DEFAULT_SETTINGS.ipFamilies, 'IPv4'),
    )
    .addOption(
      new Option('--cluster-domain <domain>', "the domain that the cluster's DNS answers for")
        .argParser(readAs(parseDomain, 'A domain looks like cluster.local.'))
        .default(DEFAULT_SETTINGS.clusterDomain),
    )
    .option(
      '--config <file>',
      'the configuration file (default: the nearest .kubereach.yaml from here upwards)',
    )
    .hook('preAction', (_, active) => applyConfig(active));
}

/** The settings that the options and the configuration file give. */
export function settingsFrom(flags: ClusterFlags): AnalysisSettings {
  const given = Object.fromEntries(CONFIGURABLE.map((key) => [key, flags[key]]));
  return settingsFromAll(flags.repository.config, given);
}

/** Fills in from the configuration file what was not given on the command line. */
function applyConfig(command: Command): void {
  const loaded = loadConfig(command.getOptionValue('config') as string | undefined);
  command.setOptionValue('repository', loaded);
  for (const key of CONFIGURABLE) {
    const value = loaded.config[key];
    if (value !== undefined && command.getOptionValueSource(key) === 'default')
      command.setOptionValueWithSource(key, value, 'config');
  }
  const { file, isFaulty } = loaded;
  if (file && isFaulty && command.name() !== 'lint')
    tell(`${displayName(pathToFileURL(file.path).href)} has mistakes, which are ignored: see kubereach lint`);
}

function readAs<T>(parse: (text: string) => T | undefined, hint: string): (text: string) => T {
  return (text) => {
    const value = parse(text);
    if (value === undefined) throw new InvalidArgumentError(hint);
    return value;
  };
}
