// What the user can set about the analysis, whichever way it reaches us: editor settings, command line, `.kubereach.yaml`.

import type { IpFamily } from '../../shared/model/objects.ts';

/** How loud a finding is, or `off`. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Loudest first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** A range of node ports, both ends included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Settings of the analysis, complete: defaults are filled in. */
export interface AnalysisSettings {
  /** Rule id to severity. A rule that is not named keeps its own. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** `1.36`: the version whose behaviour is predicted. */
  readonly kubernetesVersion: string;
  readonly nodePortRange: PortRange;
  /** The address families of the cluster, the primary one first. At least one. */
  readonly ipFamilies: readonly IpFamily[];
  /** The namespace that a prediction puts objects in when their manifest names none. */
  readonly namespace: string;
  /** The domain that the cluster's DNS answers for, without dots at its ends. */
  readonly clusterDomain: string;
  /** Label keys that controllers add to pods at run time, besides the known ones. A trailing `*` matches any rest. */
  readonly controllerLabels: readonly string[];
  /** Services known to exist outside the workspace: `name` or `namespace/name`; `*` stands for any text. */
  readonly externalServices: readonly string[];
  /** Labels that pods outside the workspace are known to have: `key=value` or `key`; `*` stands for any text. */
  readonly externalLabels: readonly string[];
  /** Kinds known to make pods that no manifest shows: `Kind`, or `Kind.group` as kubectl writes it. */
  readonly customWorkloads: readonly string[];
}

/** What holds when nothing is set. */
export const DEFAULT_SETTINGS: AnalysisSettings = {
  rules: {},
  kubernetesVersion: '1.36',
  nodePortRange: { first: 30000, last: 32767 },
  ipFamilies: ['IPv4'],
  namespace: 'default',
  clusterDomain: 'cluster.local',
  controllerLabels: [],
  externalServices: [],
  externalLabels: [],
  customWorkloads: [],
};

/** Reads `30000-32767`. Returns `undefined` for anything that is not two ports in order. */
export function parsePortRange(text: string): PortRange | undefined {
  const match = /^\s*(\d{1,5})\s*-\s*(\d{1,5})\s*$/.exec(text);
  if (!match) return undefined;
  const range = { first: Number(match[1]), last: Number(match[2]) };
  return range.first >= 1 && range.last <= 65535 && range.first <= range.last ? range : undefined;
}

/** Reads `1.36`, `v1.36.2` or `1.36.2-gke.100` as `1.36`. Returns `undefined` for anything else. */
export function parseVersion(text: string): string | undefined {
  return /^v?(\d+\.\d+)(?:[.+-].*)?$/.exec(text)?.[1];
}

/** Reads `IPv4`, or `IPv6,IPv4` with the primary one first. Returns `undefined` for anything else. */
export function parseIpFamilies(text: string): readonly IpFamily[] | undefined {
  const families = text.split(',').map((family) => family.trim());
  const isKnown = families.every((family) => family === 'IPv4' || family === 'IPv6');
  return isKnown && new Set(families).size === families.length ? families : undefined;
}

/** Reads a DNS domain such as `cluster.local`, with or without a dot at its end. Returns `undefined` for anything else. */
export function parseDomain(text: string): string | undefined {
  const domain = text.replace(/\.$/, '');
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(domain)
    ? domain
    : undefined;
}
