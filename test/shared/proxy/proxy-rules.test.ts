// Rules for what the captured cases do not have. Derived from kubernetes pkg/proxy/iptables/proxier.go and
// pkg/proxy/nftables/proxier.go, v1.36; names with hashes are those of their tests.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { iptablesRulesOf } from '../../../shared/proxy/iptables-rules.ts';
import { ipvsServersOf } from '../../../shared/proxy/ipvs-servers.ts';
import { nftRulesOf } from '../../../shared/proxy/nftables-rules.ts';
import { networkOf } from '../../../shared/proxy/proxy-network.ts';
import type { ProxyServicePort, ProxyView } from '../../../shared/proxy/service-port.ts';
import { shortHash } from '../../../shared/proxy/short-hash.ts';
import { formatIptables } from '../../../shared/render/proxy-iptables.ts';
import { formatIpvs } from '../../../shared/render/proxy-ipvs.ts';
import { formatNftables } from '../../../shared/render/proxy-nftables.ts';
import { NODE, portsOf } from './endpoints.ts';

const HEAD =
  '{apiVersion: v1, kind: Service, metadata: {name: svc2, namespace: ns2}, spec: {clusterIP: 10.96.0.42';

/** ns2/svc2:p80 with one endpoint 10.180.0.2:80, which is on the node given, if any. */
function ports(spec: string, node?: string, view: Partial<ProxyView> = {}): readonly ProxyServicePort[] {
  const nodeName = node === undefined ? '' : `, nodeName: ${node}`;
  return portsOf(
    `---\n${HEAD}, ports: [{name: p80, port: 80, nodePort: 30001}], ${spec}}}\n---\n` +
      '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s, namespace: ns2, labels: ' +
      '{kubernetes.io/service-name: svc2}}, addressType: IPv4, ' +
      `endpoints: [{addresses: [10.180.0.2]${nodeName}}], ports: [{name: p80, port: 80}]}\n`,
    view,
  );
}

function iptablesLines(list: readonly ProxyServicePort[], chain: string): readonly string[] {
  const text = formatIptables(iptablesRulesOf(list, networkOf(NODE, 'IPv4')));
  return text.split('\n').filter((line) => line.startsWith(`-A ${chain}`));
}

function nftBlock(list: readonly ProxyServicePort[], head: string): readonly string[] {
  const text = formatNftables(nftRulesOf(list, networkOf(NODE, 'IPv4')));
  const [, block = ''] = text.split(`\t${head} {\n`);
  return block
    .slice(0, block.indexOf('\n\t}'))
    .split('\n')
    .map((line) => line.trim());
}

const VIEW = { loadBalancerIPs: new Map([['ns2/svc2', ['1.2.3.4']]]) };
const NODE_PORT_LOCAL = 'type: NodePort, externalTrafficPolicy: Local';

test('names are the first letters of a SHA-256 in base32', () => {
  assert.equal(shortHash('ns2/svc2:p80tcp', 16), 'GNZBNJ2PO5MGZ6GT');
  assert.equal(shortHash('ns2/svc2:p80tcp10.180.0.2:80', 16), 'RS4RBKLTHTF2IUXJ');
  assert.equal(shortHash('ns1/svc1/tcp/p80', 8), 'ULMVA6XW');
  assert.equal(shortHash('ns1/svc1/tcp/p80__10.180.0.1/80', 8), '5OJB2KTY');
  assert.equal(shortHash('', 51).length, 51);
});

describe('iptables mode', () => {
  test('external Local lets pods and the node past the policy, and drops the rest without a local endpoint', () => {
    const list = ports(NODE_PORT_LOCAL);
    assert.deepEqual(iptablesLines(list, 'KUBE-EXT-'), [
      '-A KUBE-EXT-GNZBNJ2PO5MGZ6GT -s 10.244.0.0/16 -m comment --comment "pod traffic for ns2/svc2:p80 external destinations" -j KUBE-SVC-GNZBNJ2PO5MGZ6GT',
      '-A KUBE-EXT-GNZBNJ2PO5MGZ6GT -m comment --comment "masquerade LOCAL traffic for ns2/svc2:p80 external destinations" -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ',
      '-A KUBE-EXT-GNZBNJ2PO5MGZ6GT -m comment --comment "route LOCAL traffic for ns2/svc2:p80 external destinations" -m addrtype --src-type LOCAL -j KUBE-SVC-GNZBNJ2PO5MGZ6GT',
    ]);
    assert.deepEqual(iptablesLines(list, 'KUBE-EXTERNAL-SERVICES'), [
      '-A KUBE-EXTERNAL-SERVICES -p tcp -m comment --comment "ns2/svc2:p80 has no local endpoints" -m addrtype --dst-type LOCAL -m tcp --dport 30001 -j DROP',
    ]);
  });

  test('external Local goes to local endpoints where there are any', () => {
    const list = ports(NODE_PORT_LOCAL, 'node-1');
    assert.equal(
      iptablesLines(list, 'KUBE-EXT-').at(-1),
      '-A KUBE-EXT-GNZBNJ2PO5MGZ6GT -j KUBE-SVL-GNZBNJ2PO5MGZ6GT',
    );
    assert.deepEqual(iptablesLines(list, 'KUBE-EXTERNAL-SERVICES'), []);
    assert.deepEqual(iptablesLines(list, 'KUBE-SVL-'), [
      '-A KUBE-SVL-GNZBNJ2PO5MGZ6GT -m comment --comment "ns2/svc2:p80 -> 10.180.0.2:80" -j KUBE-SEP-RS4RBKLTHTF2IUXJ',
    ]);
  });

  test('internal Local without a local endpoint drops traffic to the cluster IP', () => {
    assert.deepEqual(
      iptablesLines(ports('internalTrafficPolicy: Local', 'node-2'), 'KUBE-SERVICES')[0],
      '-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS',
    );
    assert.deepEqual(
      iptablesLines(ports('internalTrafficPolicy: Local', 'node-2'), 'KUBE-SERVICES')[1],
      '-A KUBE-SERVICES -d 10.96.0.42/32 -p tcp -m comment --comment "ns2/svc2:p80 has no local endpoints" -m tcp --dport 80 -j DROP',
    );
  });

  test('source ranges stand between a load balancer and its endpoints, and the node itself is let in', () => {
    const spec = 'type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/25, 192.168.0.9/24]';
    const list = ports(spec, undefined, VIEW);
    assert.deepEqual(iptablesLines(list, 'KUBE-FW-'), [
      '-A KUBE-FW-GNZBNJ2PO5MGZ6GT -s 203.0.113.0/25 -m comment --comment "ns2/svc2:p80 loadbalancer IP" -j KUBE-EXT-GNZBNJ2PO5MGZ6GT',
      '-A KUBE-FW-GNZBNJ2PO5MGZ6GT -s 192.168.0.0/24 -m comment --comment "ns2/svc2:p80 loadbalancer IP" -j KUBE-EXT-GNZBNJ2PO5MGZ6GT',
      '-A KUBE-FW-GNZBNJ2PO5MGZ6GT -s 1.2.3.4/32 -m comment --comment "ns2/svc2:p80 loadbalancer IP" -j KUBE-EXT-GNZBNJ2PO5MGZ6GT',
      '-A KUBE-FW-GNZBNJ2PO5MGZ6GT -m comment --comment "other traffic to ns2/svc2:p80 will be dropped by KUBE-PROXY-FIREWALL"',
    ]);
    assert.deepEqual(iptablesLines(list, 'KUBE-PROXY-FIREWALL'), [
      '-A KUBE-PROXY-FIREWALL -d 1.2.3.4/32 -p tcp -m comment --comment "ns2/svc2:p80 traffic not accepted by KUBE-FW-GNZBNJ2PO5MGZ6GT" -m tcp --dport 80 -j DROP',
    ]);
    assert.ok(
      iptablesLines(list, 'KUBE-SERVICES').includes(
        '-A KUBE-SERVICES -d 1.2.3.4/32 -p tcp -m comment --comment "ns2/svc2:p80 loadbalancer IP" -m tcp --dport 80 -j KUBE-FW-GNZBNJ2PO5MGZ6GT',
      ),
    );
  });

  test('a health check port is let in', () => {
    const spec = 'type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30500';
    assert.equal(
      iptablesLines(ports(spec), 'KUBE-NODEPORTS').at(-1),
      '-A KUBE-NODEPORTS -p tcp -m comment --comment "ns2/svc2:p80 health check node port" -m tcp --dport 30500 -j ACCEPT',
    );
  });

  test('IPv6 has its own masks, brackets and refusals', () => {
    const text = `---\n${HEAD.replace('10.96.0.42', '"fd00:10:96::42"')}, ports: [{port: 53, protocol: UDP}], sessionAffinity: ClientIP}}\n---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s, namespace: ns2, labels: {kubernetes.io/service-name: svc2}}, addressType: IPv6, endpoints: [{addresses: ["fd00::2"]}], ports: [{port: 53, protocol: UDP}]}\n`;
    const list = portsOf(text, { family: 'IPv6' }, { ipFamilies: ['IPv6'] });
    const printed = formatIptables(iptablesRulesOf(list, networkOf(NODE, 'IPv6')));
    assert.match(
      printed,
      /-A KUBE-SEP-\w+ -p udp -m comment --comment "ns2\/svc2" -m recent --set --name KUBE-SEP-\w+ --mask ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff --rsource -m udp -j DNAT --to-destination \[fd00::2\]:53\n/,
    );
    assert.match(
      printed,
      /-A KUBE-SVC-\w+ -m comment .* --rcheck --seconds 10800 --reap --name KUBE-SEP-\w+ --mask ffff/,
    );
    assert.match(printed, /! -s fd00:10:244::\/48 -d fd00:10:96::42\/128 -p udp/);
    assert.doesNotMatch(printed, /KUBE-FIREWALL|255\.255/);
    const none = portsOf(text.split('---\n')[1] ?? '', { family: 'IPv6' }, { ipFamilies: ['IPv6'] });
    assert.match(
      formatIptables(iptablesRulesOf(none, networkOf(NODE, 'IPv6'))),
      /--reject-with icmp6-port-unreachable/,
    );
  });

  test('with more than a thousand endpoints their chains go without comments', () => {
    const [port] = ports('');
    assert.ok(port);
    const many = { ...port, endpoints: Array.from({ length: 1001 }, () => port.endpoints).flat() };
    assert.deepEqual(iptablesLines([many], 'KUBE-SEP-'), [
      '-A KUBE-SEP-RS4RBKLTHTF2IUXJ -s 10.180.0.2/32 -j KUBE-MARK-MASQ',
      '-A KUBE-SEP-RS4RBKLTHTF2IUXJ -p tcp -m tcp -j DNAT --to-destination 10.180.0.2:80',
    ]);
  });
});

describe('nftables mode', () => {
  const BASE = '42NFTM6N-ns2/svc2/tcp/p80';

  test('external Local lets pods and the node past the policy, and drops the rest without a local endpoint', () => {
    const list = ports(NODE_PORT_LOCAL);
    assert.deepEqual(nftBlock(list, `chain external-${BASE}`), [
      `ip saddr 10.244.0.0/16 goto service-${BASE} comment "short-circuit pod traffic"`,
      'fib saddr type local meta mark set meta mark | 0x00004000 comment "masquerade local traffic"',
      `fib saddr type local goto service-${BASE} comment "short-circuit local traffic"`,
    ]);
    assert.deepEqual(
      nftBlock(list, 'map no-endpoint-nodeports').at(-1),
      'elements = { tcp . 30001 comment "ns2/svc2:p80" : drop }',
    );
    assert.equal(
      nftBlock(ports(NODE_PORT_LOCAL, 'node-1'), `chain external-${BASE}`).at(-1),
      `goto local-${BASE}`,
    );
  });

  test('source ranges are a chain of their own', () => {
    const one = ports('type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/25]', undefined, VIEW);
    assert.deepEqual(nftBlock(one, `chain firewall-${BASE}`), ['ip saddr != 203.0.113.0/25 drop']);
    assert.equal(
      nftBlock(one, 'map firewall-ips').at(-1),
      `elements = { 1.2.3.4 . tcp . 80 : goto firewall-${BASE} }`,
    );
    const spec =
      'type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/25, 192.168.0.0/24, 203.0.113.7/32]';
    assert.deepEqual(nftBlock(ports(spec, undefined, VIEW), `chain firewall-${BASE}`), [
      'ip saddr != { 1.2.3.4, 192.168.0.0/24, 203.0.113.0/25 } drop',
    ]);
  });

  test('timeouts are told in days, hours, minutes and seconds', () => {
    const timeout = (seconds: number): string | undefined => {
      const list = ports(
        `sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: ${seconds}}}`,
      );
      const text = formatNftables(nftRulesOf(list, networkOf(NODE, 'IPv4')));
      return /timeout (\w+)\n/.exec(text)?.[1];
    };
    assert.deepEqual([1, 60, 90, 10_800, 3661, 86_400].map(timeout), [
      '1s',
      '1m',
      '1m30s',
      '3h',
      '1h1m1s',
      '1d',
    ]);
  });

  test('a name that the kernel would find too long is cut off', () => {
    const [port] = ports('sessionAffinity: ClientIP');
    assert.ok(port);
    const long = { ...port, namespace: 'n'.repeat(100), name: 's'.repeat(130) };
    const { chains } = nftRulesOf([long], networkOf(NODE, 'IPv4'));
    const [name = ''] = [...chains.keys()];
    assert.equal(name.length, 'endpoint-'.length + 240);
    assert.ok(name.endsWith('...'));
  });

  test('of two Services that claim one address and port, one gets it', () => {
    const text = ['a', 'b']
      .map(
        (name) =>
          `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {externalIPs: [203.0.113.5], ports: [{port: 80}]}}\n`,
      )
      .join('');
    const { maps } = nftRulesOf(portsOf(text), networkOf(NODE, 'IPv4'));
    const claims = maps['no-endpoint-services'].filter(({ key }) => key[0] === '203.0.113.5');
    assert.deepEqual(
      claims.map(({ comment }) => comment),
      ['default/a'],
    );
  });
});

describe('ipvs mode', () => {
  test('every address is a virtual server, and the node port one on the node', () => {
    const spec = 'type: LoadBalancer, externalIPs: [203.0.113.5], sessionAffinity: ClientIP';
    const servers = ipvsServersOf(ports(spec, undefined, VIEW), networkOf(NODE, 'IPv4'), 'mh');
    assert.equal(
      formatIpvs(servers),
      [
        'IP Virtual Server version 1.2.1 (size=4096)',
        'Prot LocalAddress:Port Scheduler Flags',
        '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
        ...['10.96.0.42:80', '203.0.113.5:80', '1.2.3.4:80', '192.168.0.1:30001'].flatMap((address) => [
          `TCP  ${address} mh (mh-port) persistent 10800`,
          '  -> 10.180.0.2:80                Masq    1      0          0',
        ]),
        '',
      ].join('\n'),
    );
  });

  test('external Local falls back to the endpoints of other nodes', () => {
    const servers = ipvsServersOf(ports(NODE_PORT_LOCAL, 'node-2'), networkOf(NODE, 'IPv4'));
    assert.deepEqual(
      servers.map(({ realServers }) => realServers.length),
      [1, 1],
    );
  });

  test('internal Local without a local endpoint leaves a virtual server without real ones', () => {
    const servers = ipvsServersOf(ports('internalTrafficPolicy: Local', 'node-2'), networkOf(NODE, 'IPv4'));
    assert.deepEqual(
      servers.map(({ realServers }) => realServers.length),
      [0],
    );
  });
});
