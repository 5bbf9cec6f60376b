// Options that every command takes, and what they mean to the analysis.
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { IpFamily } from '../../shared/model/objects.ts';
import {
  DEFAULT_SETTINGS,
  parsePortRange,
  type AnalysisSettings,
  type PortRange,
} from '../analysis/settings.ts';

/** The options as parsed. */
export interface ClusterFlags {
  readonly kubernetesVersion: string;
  readonly namespace: string;
  readonly nodePortRange: PortRange;
  readonly ipFamilies: readonly IpFamily[];
}

/** Adds the options that describe the cluster. */
export function withClusterOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--kubernetes-version <version>', 'the version to predict for, such as 1.36')
        .argParser(parseVersion)
        .default(DEFAULT_SETTINGS.kubernetesVersion),
    )
    .option('-n, --namespace <namespace>', 'where objects without a namespace go', DEFAULT_SETTINGS.namespace)
    .addOption(
      new Option('--node-port-range <range>', 'the node ports of the cluster')
        .argParser(parseRange)
        .default(DEFAULT_SETTINGS.nodePortRange, '30000-32767'),
    )
    .addOption(
      new Option('--ip-families <families>', 'the address families of the cluster, the primary one first')
        .argParser(parseFamilies)
        .default(['IPv4'], 'IPv4'),
    );
}

/** The settings that the options give. */
export function settingsFrom(flags: ClusterFlags): AnalysisSettings {
  return {
    ...DEFAULT_SETTINGS,
    kubernetesVersion: flags.kubernetesVersion,
    namespace: flags.namespace,
    nodePortRange: flags.nodePortRange,
    ipFamilies: flags.ipFamilies,
  };
}

function parseVersion(text: string): string {
  const match = /^v?(\d+\.\d+)/.exec(text);
  if (!match?.[1]) throw new InvalidArgumentError('A version looks like 1.36.');
  return match[1];
}

function parseRange(text: string): PortRange {
  const range = parsePortRange(text);
  if (!range) throw new InvalidArgumentError('A range looks like 30000-32767.');
  return range;
}

function parseFamilies(text: string): readonly IpFamily[] {
  const families = text
    .split(',')
    .filter((family): family is IpFamily => family === 'IPv4' || family === 'IPv6');
  if (families.length === 0 || families.join(',') !== text)
    throw new InvalidArgumentError('Name IPv4, IPv6 or both, parted by a comma.');
  return families;
}
