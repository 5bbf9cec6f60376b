// What the user can set about the analysis, whichever way it reaches us: editor settings, command line, later a file.

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
  /** Label keys that controllers add to pods at run time, besides the known ones. A trailing `*` matches any rest. */
  readonly controllerLabels: readonly string[];
}

/** What holds when nothing is set. */
export const DEFAULT_SETTINGS: AnalysisSettings = {
  rules: {},
  kubernetesVersion: '1.36',
  nodePortRange: { first: 30000, last: 32767 },
  ipFamilies: ['IPv4'],
  namespace: 'default',
  controllerLabels: [],
};

/** Reads `30000-32767`. Returns `undefined` for anything that is not two ports in order. */
export function parsePortRange(text: string): PortRange | undefined {
  const match = /^\s*(\d{1,5})\s*-\s*(\d{1,5})\s*$/.exec(text);
  if (!match) return undefined;
  const range = { first: Number(match[1]), last: Number(match[2]) };
  return range.first >= 1 && range.last <= 65535 && range.first <= range.last ? range : undefined;
}
