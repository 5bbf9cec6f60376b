// The whole way of the first request, from the hops of its route and the endpoint that was chosen for it.
import { joinHostPort } from '../cluster/ip-address.ts';
import type { Hop, ProxyHop, ServiceHop } from './hop.ts';
import type { Pick as Picked, Route } from './route.ts';
import type { World } from './world.ts';

/** The choice that was made; `index` is -1 when nobody was chosen. */
export interface Choice {
  readonly pick: Picked;
  readonly index: number;
}

/** The hops in order; the last one is the pod, where one was chosen. */
export function firstHops({ hops }: Route, choice: Choice | undefined, world: World): readonly Hop[] {
  const arrival = choice?.pick.arrivals[choice.index];
  if (!choice || !arrival) return hops;
  const service = hops.findLast((hop): hop is ServiceHop => hop.kind === 'service');
  const complete = hops.map((hop): Hop => {
    if (hop.kind !== 'proxy' || choice.pick.by !== 'proxy') return hop;
    const dialed = choice.pick.virtualAddress;
    const port = nodePortOf(hops, dialed) ?? service?.port ?? arrival.port;
    const hairpin =
      choice.pick.clientAddress === arrival.address ? hairpinOf(hop, arrival.address, world) : {};
    const dnat = { from: joinHostPort(dialed, port), to: arrival.key };
    return { ...hop, chosen: choice.index + 1, dnat, ...hairpin };
  });
  return [...complete, arrival.hop];
}

function nodePortOf(hops: readonly Hop[], address: string): number | undefined {
  for (const hop of hops) {
    if (hop.kind === 'route' && hop.via === 'node-port' && hop.address === address) return hop.port;
  }
  return undefined;
}

/**
 * A pod that is sent to itself would answer itself past the proxy, and not know the answer. The same rule is there for
 * an address of a node and changes nothing: on that node it is the source already, and others masquerade anyway.
 *
 * Source: kubernetes pkg/proxy/iptables/proxier.go syncProxyRules, v1.36, chain KUBE-SEP.
 */
function hairpinOf(hop: ProxyHop, from: string, { options }: World): Pick<ProxyHop, 'masquerade'> {
  if (options.nodes.some(({ ips }) => ips.includes(from))) return {};
  const node = options.nodes.find(({ name }) => name === hop.node);
  const to = node?.ips.find((ip) => ip.includes(':') === from.includes(':')) ?? '';
  return { masquerade: { why: 'hairpin', from, to } };
}
