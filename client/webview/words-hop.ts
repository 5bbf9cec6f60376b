// The steps of a request in the user's language: what happens at each hop, and which addresses change there.
import * as l10n from '@vscode/l10n';
import { joinHostPort } from '../../shared/cluster/ip-address.ts';
import { countedAnswer, type DeadEnd } from '../../shared/dns/resolve.ts';
import type { DnsHop, Hop, PodHop, ProxyHop, RouteHop, ServiceHop } from '../../shared/traffic/hop.ts';

/** An address that a hop puts in the place of another. */
export interface AddressChange {
  /** The field of the packet. */
  readonly field: 'source' | 'destination';
  readonly from: string;
  readonly to: string;
}

/** One step: its name, what happens, one sentence a line, and the addresses before and after. */
export interface StepText {
  readonly title: string;
  readonly lines: readonly string[];
  readonly changes: readonly AddressChange[];
}

/** Words a hop. */
export function stepText(hop: Hop): StepText {
  switch (hop.kind) {
    case 'dns':
      return { title: l10n.t('Name'), lines: dnsLines(hop), changes: [] };
    case 'route':
      return { title: l10n.t('Way in'), lines: routeLines(hop), changes: [] };
    case 'service':
      return { title: l10n.t('Service'), lines: serviceLines(hop), changes: [] };
    case 'proxy':
      return { title: 'kube-proxy', lines: proxyLines(hop), changes: changesOf(hop) };
    case 'pod':
      return { title: hop.ref ? l10n.t('Pod') : l10n.t('Address'), lines: podLines(hop), changes: [] };
  }
}

function dnsLines({ name, tried, addresses, outside, isAssumed, isHeadless }: DnsHop): readonly string[] {
  const answer = countedAnswer(tried);
  const lines = [];
  if (isAssumed) lines.push(l10n.t('The node does not ask the DNS of the cluster, which would have said:'));
  if (answer && answer.name !== name) lines.push(l10n.t('{0} is {1}', name, answer.name));
  if (outside !== undefined)
    lines.push(
      answer?.code === 'forwarded'
        ? l10n.t('The cluster has no such name: somebody outside answers')
        : l10n.t('The answer is another name: {0}, outside the cluster', outside),
    );
  else if (answer?.deadEnd) lines.push(deadEndText(answer.deadEnd));
  else if (addresses.length === 0)
    lines.push(l10n.t('No such name: {0}', tried.map((one) => one.name).join(', ')));
  else lines.push(l10n.t('The answer is {0}', addresses.slice(0, 6).join(', ')));
  if (isHeadless && addresses.length > 0)
    lines.push(
      addresses.length === 1
        ? l10n.t('There is no cluster IP: the client calls this address')
        : l10n.t(
            'There is no cluster IP: the client picks one of the addresses ({0}) itself',
            addresses.length,
          ),
    );
  return lines;
}

function deadEndText({ why, name }: DeadEnd): string {
  return why === 'loop'
    ? l10n.t('The answer is another name: {0}, and that leads round in a circle', name)
    : l10n.t('The answer is another name: {0}, which does not exist', name);
}

function routeLines(hop: RouteHop): readonly string[] {
  switch (hop.via) {
    case 'node-port':
      return [l10n.t('{0} listens on node port {1}, as every node does', hop.node, hop.port)];
    case 'external-ip':
      return [l10n.t('External IP {0} is routed to {1}', hop.address, hop.node)];
    case 'load-balancer': {
      const lines = [balancerText(hop)];
      if (hop.unhealthy.length > 0)
        lines.push(l10n.t('The health check leaves out {0}', hop.unhealthy.join(', ')));
      return lines;
    }
    case 'ingress':
      return ingressLines(hop);
    case 'outside':
      return [l10n.t('{0} is outside of the cluster', hop.host)];
  }
}

function balancerText({
  address,
  node,
  nodes,
}: Extract<RouteHop, { readonly via: 'load-balancer' }>): string {
  if (!node) return l10n.t('Load balancer {0} has no node to send to', address);
  return nodes.length === 1
    ? l10n.t('Load balancer {0} hands the connection to {1}, its only node', address, node)
    : l10n.t('Load balancer {0} hands the connection to {1}, one of {2}', address, node, nodes.join(', '));
}

function ingressLines(hop: Extract<RouteHop, { via: 'ingress' }>): readonly string[] {
  const request = `${hop.host}${hop.path}`;
  if (!hop.ingress) return [l10n.t('No Ingress has a rule for {0}', request)];
  const { rule } = hop;
  const lines = [
    rule
      ? l10n.t(
          '{0} matches {1} of Ingress {2}',
          request,
          `${rule.host || '*'}${rule.path} (${rule.pathType})`,
          hop.ingress.name,
        )
      : l10n.t('{0} matches no rule, so Ingress {1} takes its default backend', request, hop.ingress.name),
  ];
  if (hop.beaten.length > 0)
    lines.push(
      l10n.t('It is preferred to {0}', hop.beaten.map(({ host, path }) => `${host}${path}`).join(', ')),
    );
  lines.push(
    hop.target === 'endpoints'
      ? l10n.t('The controller goes to the endpoints itself, past kube-proxy')
      : l10n.t('The controller goes to the cluster IP'),
  );
  return lines;
}

function serviceLines(hop: ServiceHop): readonly string[] {
  const port = `${hop.portName ? `${hop.portName} ` : ''}${hop.port}/${hop.protocol}`;
  const name = `${hop.namespace}/${hop.name}`;
  if (hop.address === '' && !hop.isBypassed)
    return [
      l10n.t('{0} is headless, port {1}', name, port),
      l10n.t('Its targetPort is not looked at: the client dials pods at the port it wants'),
    ];
  const type = hop.address === '' ? l10n.t('headless') : hop.type;
  const lines = [l10n.t('{0} ({1}), port {2} to targetPort {3}', name, type, port, hop.targetPort)];
  if (hop.isBypassed && hop.address !== '')
    lines.push(l10n.t('Its cluster IP, policies and affinity are not used'));
  return lines;
}

function proxyLines(hop: ProxyHop): readonly string[] {
  const { mode, scheduler = 'rr', node, nEndpoints, chosen, affinitySeconds } = hop;
  const how = mode === 'ipvs' ? `${mode} ${scheduler}` : mode;
  if (nEndpoints === 0) return [l10n.t('kube-proxy on {0} ({1}) has no endpoint to send to', node, how)];
  const lines = [
    nEndpoints === 1
      ? l10n.t('kube-proxy on {0} ({1}) has one endpoint', node, how)
      : l10n.t('kube-proxy on {0} ({1}) has {2} endpoints to choose from', node, how, nEndpoints),
  ];
  const why = narrowing(hop);
  if (why) lines.push(why);
  if (chosen) lines.push(choice(hop, chosen));
  if (affinitySeconds !== undefined)
    lines.push(l10n.t('The address of the client stays there for {0} s', affinitySeconds));
  if (hop.masquerade) lines.push(masqueradeWhy(hop.masquerade.why));
  return lines;
}

function choice({ mode, nEndpoints: n }: ProxyHop, chosen: number): string {
  if (n === 1) return l10n.t('It is the only one');
  switch (mode) {
    case 'iptables':
      return chosen === n
        ? l10n.t('Rule {0} of {1} takes what is left, which gives each endpoint 1/{1}', chosen, n)
        : l10n.t(
            'Rule {0} of {1} takes with probability 1/{2}, which gives each endpoint 1/{1}',
            chosen,
            n,
            n - chosen + 1,
          );
    case 'nftables':
      return l10n.t('numgen random mod {0} gave {1}, each as likely as the others', n, chosen - 1);
    case 'userspace':
      return l10n.t('Endpoint {0} of {1}, in turn', chosen, n);
    case 'ipvs':
      return l10n.t('The scheduler took endpoint {0} of {1}', chosen, n);
  }
}

function narrowing({ narrowedBy, node, isInsideException, isFallback }: ProxyHop): string {
  if (isInsideException)
    return l10n.t('All of the cluster, since the Local policy is not for clients inside');
  if (isFallback) return l10n.t('All of the cluster, since IPVS takes them where the node has none');
  switch (narrowedBy) {
    case 'policy':
      return l10n.t('Only those on {0}: the traffic policy is Local', node);
    case 'same-zone':
      return l10n.t('Only those hinted for this zone');
    case 'same-node':
      return l10n.t('Only those hinted for this node');
    case 'terminating':
      return l10n.t('Those that still serve while they terminate, since none is ready');
    default:
      return '';
  }
}

function masqueradeWhy(why: 'external' | 'hairpin' | 'off-cluster'): string {
  switch (why) {
    case 'external':
      return l10n.t('The source address is changed so that the answer comes back this way');
    case 'hairpin':
      return l10n.t('The source address is changed since the pod calls itself');
    case 'off-cluster':
      return l10n.t('The source address is changed since the client is no pod');
  }
}

function changesOf({ dnat, masquerade }: ProxyHop): readonly AddressChange[] {
  return [
    ...(dnat ? [{ field: 'destination', from: dnat.from, to: dnat.to } as const] : []),
    ...(masquerade ? [{ field: 'source', from: masquerade.from, to: masquerade.to } as const] : []),
  ];
}

function podLines({ pod, ref, node, address, port, container, portName }: PodHop): readonly string[] {
  const at = joinHostPort(address, port);
  if (!ref) return [pod === address ? at : `${pod}:${port}`];
  const where =
    node === undefined ? l10n.t('{0} at {1}', pod, at) : l10n.t('{0} on {1}, at {2}', pod, node, at);
  return [
    where,
    container
      ? l10n.t('Container {0} declares the port', portName ? `${container} (${portName})` : container)
      : l10n.t('No container declares the port'),
  ];
}
