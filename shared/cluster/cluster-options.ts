// The cluster that a prediction is made for: its version, its address families and its nodes.
import type { IpFamily } from '../model/objects.ts';

/** One node. `ips` has at most one address per family, in any order. */
export interface ClusterNode {
  readonly name: string;
  readonly zone: string;
  readonly region: string;
  readonly ips: readonly string[];
}

/** What the files do not say about the cluster they are applied to. */
export interface ClusterOptions {
  /** Where objects without a namespace go. */
  readonly namespace: string;
  /** Major and minor, `1.36`; a patch level is ignored. */
  readonly kubernetesVersion: string;
  /** The families of the cluster's Service addresses, the primary one first. */
  readonly ipFamilies: readonly IpFamily[];
  readonly nodes: readonly ClusterNode[];
  /**
   * What holds for ServiceAccounts and node labels that no file makes: `absent` keeps the pods that need them from being
   * created or scheduled, as a fresh cluster does; `assumed` takes them to be there.
   */
  readonly unlisted: 'absent' | 'assumed';
}

function makeNode(index: number): ClusterNode {
  return {
    name: `node-${index}`,
    zone: 'abc'.charAt(index - 1),
    region: 'r1',
    ips: [`192.168.0.${index}`, `fd00:192:168::${index}`],
  };
}

/** Three nodes in three zones of one region, IPv4 Services, the newest version that is known. */
export const DEFAULT_CLUSTER: ClusterOptions = {
  namespace: 'default',
  kubernetesVersion: '1.36',
  ipFamilies: ['IPv4'],
  nodes: [makeNode(1), makeNode(2), makeNode(3)],
  unlisted: 'absent',
};

/** Whether a cluster of this version has what came with `since` (both like `1.36`). Text that is no version counts as newest. */
export function isAtLeast(version: string, since: string): boolean {
  const have = readMinor(version);
  const need = readMinor(since);
  return have === undefined || need === undefined || have >= need;
}

const VERSION = /^v?(\d+)\.(\d+)/;

function readMinor(version: string): number | undefined {
  const match = VERSION.exec(version);
  return match ? Number(match[1]) * 1000 + Number(match[2]) : undefined;
}

/**
 * The labels of a node that a nodeSelector can ask for.
 * Differs: a real node has more of them, which cannot be known.
 */
export function nodeLabels(node: ClusterNode): Readonly<Record<string, string>> {
  return {
    'kubernetes.io/hostname': node.name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'topology.kubernetes.io/zone': node.zone,
    'topology.kubernetes.io/region': node.region,
  };
}
