// The hops of a trace in words: one sentence each. Together with trace-reasons.ts the only place that words traces.
import { joinHostPort } from '../cluster/ip-address.ts';
import { countedAnswer, type DnsAnswer } from '../dns/resolve.ts';
import type { DnsHop, Hop, Masquerade, PodHop, ProxyHop, RouteHop, ServiceHop } from '../traffic/hop.ts';

/** What happens at a hop, in one sentence without a dot at its end. */
export function summarizeHop(hop: Hop): string {
  switch (hop.kind) {
    case 'dns':
      return summarizeDns(hop);
    case 'route':
      return summarizeRoute(hop);
    case 'service':
      return summarizeService(hop);
    case 'proxy':
      return summarizeProxy(hop);
    case 'pod':
      return summarizePod(hop);
  }
}

function summarizeDns({ name, tried, addresses, outside, isAssumed, isHeadless }: DnsHop): string {
  const answer = countedAnswer(tried);
  const elsewhere = isAssumed ? "the node does not ask the cluster's DNS, which would have said: " : '';
  const asked = `${elsewhere}${answer && answer.name !== name ? `${name} is ${answer.name}` : name}`;
  const after = afterFailed(tried, answer);
  if (outside !== undefined) {
    const said = answer?.code === 'forwarded' ? 'somebody outside answers' : `CNAME ${outside}`;
    return `${asked}: ${said}${after}; the name leads out of the cluster`;
  }
  if (answer?.deadEnd) {
    const { why, name: end } = answer.deadEnd;
    return `${asked}: CNAME ${end}, ${why === 'loop' ? 'which leads round in a circle' : 'which does not exist'}`;
  }
  if (addresses.length === 0)
    return `${elsewhere}${name}: NXDOMAIN, tried ${tried.map((one) => one.name).join(', ')}`;
  if (!isHeadless) return `${asked}: ${addresses.join(', ')}${after}`;
  const shown = addresses.slice(0, 3).join(', ');
  const more = addresses.length > 3 ? ` and ${addresses.length - 3} more` : '';
  const choice =
    addresses.length === 1 ? 'calls that one' : `picks one of ${addresses.length} addresses itself`;
  return `${asked}: ${shown}${more}${after}; there is no cluster IP, the client ${choice}`;
}

/** How many names the client asked for in vain before the answer. */
function afterFailed(tried: readonly DnsAnswer[], answer: DnsAnswer | undefined): string {
  const failed = tried.filter((one) => one !== answer && one.code !== 'NOERROR').length;
  if (failed === 0 || !answer) return '';
  return failed === 1 ? ', after a name that does not exist' : `, after ${failed} names that do not exist`;
}

function summarizeRoute(hop: RouteHop): string {
  switch (hop.via) {
    case 'node-port':
      return `${hop.node} listens on node port ${hop.port}, as every node does`;
    case 'external-ip':
      return `external IP ${hop.address} is routed to ${hop.node}`;
    case 'load-balancer': {
      const whose = hop.unhealthy.length === 1 ? 'its health check' : 'their health checks';
      const check = hop.healthCheckNodePort > 0 ? `, by ${whose} on port ${hop.healthCheckNodePort}` : '';
      const without = hop.unhealthy.length > 0 ? `; ${hop.unhealthy.join(', ')} left out${check}` : '';
      const chosen = hop.node
        ? `hands the connection to ${hop.node}, ${hop.nodes.length === 1 ? 'its only node' : `one of ${hop.nodes.length} nodes`}`
        : 'has no node to send to';
      return `load balancer ${joinHostPort(hop.address, hop.port)} ${chosen}${without}`;
    }
    case 'ingress':
      return summarizeIngress(hop);
    case 'outside':
      return `${hop.host} is outside of the cluster`;
  }
}

function summarizeIngress(hop: Extract<RouteHop, { via: 'ingress' }>): string {
  const request = `${hop.host}${hop.path}`;
  if (!hop.ingress) return `no Ingress has a rule for ${request}`;
  const name = `Ingress ${hop.ingress.name}`;
  const { rule } = hop;
  const matched = rule
    ? `rule ${rule.host || '(any host)'}${rule.path} (${rule.pathType})`
    : 'no rule matches, its default backend';
  const over = hop.beaten.map(({ by, host, path }) => `${host}${path} (${BEATEN[by]})`).join(', ');
  const way =
    hop.target === 'endpoints'
      ? 'the controller goes to endpoints itself, past kube-proxy'
      : 'the controller goes to the cluster IP';
  return `${request}: ${name}, ${matched}${over ? `; preferred to ${over}` : ''}; ${way}`;
}

const BEATEN: Readonly<Record<Extract<RouteHop, { via: 'ingress' }>['beaten'][number]['by'], string>> = {
  'exact-host': 'the host is closer',
  'longer-path': 'the path is longer',
  'exact-path': 'Exact comes before Prefix',
  'earlier-rule': 'it is earlier',
};

function summarizeService({
  namespace,
  name,
  type,
  portName,
  port,
  protocol,
  targetPort,
  address,
  isBypassed,
}: ServiceHop): string {
  const named = portName ? ` (${portName})` : '';
  const base = `Service ${namespace}/${name}, ${address === '' ? 'headless' : type}, port ${port}/${protocol}${named}`;
  if (address === '' && !isBypassed)
    return `${base}: its targetPort is not looked at, the client dials pods at the port it wants`;
  if (address === '') return `${base} to targetPort ${targetPort}`;
  return `${base} to targetPort ${targetPort}${isBypassed ? '; its cluster IP, policies and affinity are not used' : ''}`;
}

function summarizeProxy(hop: ProxyHop): string {
  const { mode, scheduler, node, nEndpoints, chosen, affinitySeconds } = hop;
  const how = mode === 'ipvs' ? `${mode} ${scheduler ?? 'rr'}` : mode;
  if (nEndpoints === 0) return `kube-proxy on ${node}, ${how}: no endpoint to send to`;
  const why = narrowing(hop);
  const choice = chosen ? `: ${choiceOf(hop, chosen)}` : '';
  const affinity =
    affinitySeconds === undefined ? '' : `; the client's address stays there for ${affinitySeconds} s`;
  const dnat = hop.dnat
    ? `; ${mode === 'userspace' ? 'a process on the node dials' : `DNAT ${hop.dnat.from} to`} ${hop.dnat.to}`
    : '';
  const snat = hop.masquerade ? `; ${explainMasquerade(hop.masquerade)}` : '';
  return `kube-proxy on ${node}, ${how}${choice}${why}${affinity}${dnat}${snat}`;
}

function choiceOf({ mode, scheduler = 'rr', nEndpoints: n }: ProxyHop, chosen: number): string {
  if (n === 1) return 'the only endpoint';
  switch (mode) {
    case 'iptables':
      return `rule ${chosen} of ${n}, ${chosen === n ? 'taken by what is left' : `taken with probability 1/${n - chosen + 1}`}, which gives each endpoint 1/${n}`;
    case 'nftables':
      return `numgen random mod ${n} gave ${chosen - 1}, each as likely as the others`;
    case 'userspace':
      return `endpoint ${chosen} of ${n}, in turn`;
    case 'ipvs':
      return `endpoint ${chosen} of ${n}, ${SCHEDULERS[scheduler] ?? 'by its scheduler'}`;
  }
}

const SCHEDULERS: Readonly<Record<string, string>> = {
  rr: 'in turn, in an order that kube-proxy leaves open',
  wrr: 'in turn, since all weights are 1',
  lc: 'the one with the fewest connections',
  wlc: 'the one with the fewest connections, since all weights are 1',
  sed: 'the one with the fewest open connections, since all weights are 1',
  nq: 'the first idle one',
  dh: 'by the hash of the destination, which is the same for everyone',
  sh: "by the hash of the client's address",
  mh: "by the hash of the client's address and port",
  lblc: 'the one that the destination is bound to',
  lblcr: 'one of those that the destination is bound to',
};

function narrowing({ narrowedBy, node, isInsideException, isFallback }: ProxyHop): string {
  if (isInsideException) return ', of all in the cluster, since the Local policy is not for clients inside';
  if (isFallback) return ', of all in the cluster, since IPVS takes them where the node has none';
  switch (narrowedBy) {
    case 'policy':
      return `, of those on ${node} (traffic policy Local)`;
    case 'same-zone':
      return ', of those hinted for this zone';
    case 'same-node':
      return ', of those hinted for this node';
    case 'terminating':
      return ', of those that still serve while they terminate, since none is ready';
    default:
      return '';
  }
}

/** Why and how the source address is changed. */
function explainMasquerade({ why, from, to }: Masquerade): string {
  const reason = {
    external: 'so that the answer comes back this way',
    hairpin: 'since the pod calls itself',
    'off-cluster': 'since the client is no pod',
  }[why];
  return `SNAT ${from} to ${to}, ${reason}`;
}

function summarizePod({ pod, ref, node, address, port, container, portName }: PodHop): string {
  const where = node === undefined ? '' : ` on ${node}`;
  const at = joinHostPort(address, port);
  if (!ref) return pod === address ? `${at}, an address without a pod${where}` : `${pod}:${port}`;
  const name = portName ? ` (${portName})` : '';
  const declared = container ? `, container ${container}${name}` : ', a port that no container declares';
  return `pod ${pod}${where}, ${at}${declared}`;
}
