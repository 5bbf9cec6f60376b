// `kubereach proxy-rules`: the rules that kube-proxy would write on one node.
import { Option, type Command } from 'commander';
import { DEFAULT_CLUSTER, type ClusterOptions } from '../../shared/cluster/cluster-options.ts';
import { assignAddresses, DEFAULT_RANGES } from '../../shared/cluster/service-addresses.ts';
import type { ClusterState } from '../../shared/cluster/settle.ts';
import { iptablesRulesOf } from '../../shared/proxy/iptables-rules.ts';
import { ipvsServersOf } from '../../shared/proxy/ipvs-servers.ts';
import { nftRulesOf } from '../../shared/proxy/nftables-rules.ts';
import { networkOf } from '../../shared/proxy/proxy-network.ts';
import { servicePortsOf } from '../../shared/proxy/service-port.ts';
import { formatIptables } from '../../shared/render/proxy-iptables.ts';
import { formatIpvs } from '../../shared/render/proxy-ipvs.ts';
import { formatNftables } from '../../shared/render/proxy-nftables.ts';
import { withClusterOptions, type ClusterFlags } from './options.ts';
import { settlePaths } from './settle-paths.ts';
import { UsageError } from './usage-error.ts';

interface ProxyFlags extends ClusterFlags {
  readonly proxyMode: 'iptables' | 'nftables' | 'ipvs';
  readonly node: string;
}

/** Adds the command. */
export function addProxyRules(program: Command): void {
  const command = program
    .command('proxy-rules')
    .description('print the rules that kube-proxy would write on a node')
    .argument('<path...>', 'files, folders, or - for standard input')
    .addOption(
      new Option('--proxy-mode <mode>', 'how kube-proxy runs')
        .choices(['iptables', 'nftables', 'ipvs'])
        .default('iptables'),
    )
    .option('--node <node>', 'the node that kube-proxy runs on', 'node-1');
  withClusterOptions(command).action((paths: string[], flags: ProxyFlags) => {
    process.stdout.write(formatRules(settlePaths(paths, flags), flags));
  });
}

/** The rules for IPv4, or for IPv6 in a cluster without IPv4. */
function formatRules(state: ClusterState, flags: ProxyFlags): string {
  const options: ClusterOptions = { ...DEFAULT_CLUSTER, ...flags };
  const node = options.nodes.find(({ name }) => name === flags.node);
  if (!node) {
    const names = options.nodes.map(({ name }) => name).join(', ');
    throw new UsageError(`no node is called ${flags.node}: there are ${names}`);
  }
  const family = options.ipFamilies.includes('IPv4') ? 'IPv4' : 'IPv6';
  const addresses = assignAddresses(state.services, options, {
    ...DEFAULT_RANGES,
    nodePorts: flags.nodePortRange,
  });
  const ports = servicePortsOf(state, options, { node, family, addresses });
  const network = networkOf(node, family);
  switch (flags.proxyMode) {
    case 'iptables':
      return formatIptables(iptablesRulesOf(ports, network));
    case 'nftables':
      return formatNftables(nftRulesOf(ports, network));
    case 'ipvs':
      return formatIpvs(ipvsServersOf(ports, network));
  }
}
