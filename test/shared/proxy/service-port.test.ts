// Service ports as kube-proxy sees them, and the addresses that Services get.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assignAddresses, type ServiceAddresses } from '../../../shared/cluster/service-addresses.ts';
import { settle } from '../../../shared/cluster/settle.ts';
import { endpointsOfPort } from '../../../shared/proxy/proxy-endpoint.ts';
import { cluster, objects, podText } from '../cluster/objects.ts';
import { portsOf } from './endpoints.ts';

function serviceText(name: string, spec: string, metadata = ''): string {
  return `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}${metadata}}, spec: {${spec}}}\n`;
}

const PORT = 'ports: [{port: 80, targetPort: 8080}]';

describe('what kube-proxy takes up', () => {
  const ids = (text: string): readonly string[] => portsOf(text).map(({ id }) => id);
  const passedOver: Readonly<Record<string, string>> = {
    'a headless Service': serviceText('web', `clusterIP: None, ${PORT}`),
    'an ExternalName': serviceText('web', `type: ExternalName, externalName: a.example, ${PORT}`),
    'a Service for another proxy': serviceText(
      'web',
      PORT,
      ', labels: {service.kubernetes.io/service-proxy-name: other}',
    ),
    'a Service of the other family': serviceText('web', `ipFamilies: [IPv6], ${PORT}`),
  };
  for (const [what, text] of Object.entries(passedOver)) {
    test(`${what} is passed over`, () => assert.deepEqual(ids(text), []));
  }

  test('each port is one, named after the Service and the port', () => {
    const ports = 'ports: [{name: http, port: 80}, {name: dns, port: 53, protocol: UDP}]';
    assert.deepEqual(ids(serviceText('web', ports)), ['default/web:http', 'default/web:dns']);
    assert.deepEqual(ids(serviceText('web', PORT)), ['default/web']);
  });

  test('slices for another proxy are not looked at', () => {
    const slice =
      '---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s, labels: ' +
      '{kubernetes.io/service-name: web, service.kubernetes.io/service-proxy-name: other}}, ' +
      'addressType: IPv4, endpoints: [{addresses: [10.1.2.3]}], ports: [{port: 80}]}\n';
    assert.deepEqual(portsOf(serviceText('web', PORT) + slice)[0]?.endpoints, []);
  });

  test('addresses, ranges and endpoints are those of the family', () => {
    const spec =
      'type: LoadBalancer, ipFamilyPolicy: RequireDualStack, selector: {app: web}, ' +
      'externalIPs: [203.0.113.5, "2001:db8::5"], loadBalancerSourceRanges: [" 10.0.0.0/8", "2001:db8::/32"], ' +
      PORT;
    const text = podText('a', 'app: web') + serviceText('web', spec);
    const loadBalancerIPs = new Map([['default/web', ['198.51.100.1', '2001:db8::9']]]);
    const [port] = portsOf(text, { family: 'IPv6', loadBalancerIPs }, { ipFamilies: ['IPv4', 'IPv6'] });
    assert.deepEqual(port?.externalIPs, ['2001:db8::5']);
    assert.deepEqual(port?.sourceRanges, ['2001:db8::/32']);
    assert.deepEqual(port?.loadBalancerIPs, ['2001:db8::9']);
    assert.deepEqual(
      port?.endpoints.map(({ key }) => key),
      ['[fd00:10:244:1::1]:8080'],
    );
    assert.equal(port?.clusterIP, 'fd00:10:96::101');
  });

  test('text that is no address is left out, and addresses are spelt as usual', () => {
    const spec =
      'type: LoadBalancer, externalIPs: [nonsense, 203.0.113.5, 10.0.0.0/8], ' +
      `loadBalancerSourceRanges: [nonsense, 10.1.2.3/8, 10.1.2.3], clusterIP: nonsense, ${PORT}`;
    const [port] = portsOf(serviceText('web', spec));
    assert.deepEqual(port?.externalIPs, ['203.0.113.5']);
    assert.deepEqual(port?.sourceRanges, ['10.0.0.0/8']);
    assert.equal(port?.clusterIP, '10.96.1.1');
    const v6 = serviceText('web', `externalIPs: ["2001:DB8:0::5"], ipFamilies: [IPv6], ${PORT}`);
    assert.deepEqual(portsOf(v6, { family: 'IPv6' })[0]?.externalIPs, ['2001:db8::5']);
  });

  test('affinity lasts three hours unless it says how long', () => {
    const seconds = (spec: string): number | undefined =>
      portsOf(serviceText('web', `${spec}${PORT}`))[0]?.affinitySeconds;
    assert.equal(seconds(''), undefined);
    assert.equal(seconds('sessionAffinity: ClientIP, '), 10_800);
    const config = 'sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}, ';
    assert.equal(seconds(`sessionAffinity: ClientIP, ${config}`), 60);
    assert.equal(seconds(config), undefined);
  });

  test('a load balancer that proxies by itself gives kube-proxy no address', () => {
    const status = (mode: string): string =>
      `---\n{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: LoadBalancer, ${PORT}}, ` +
      `status: {loadBalancer: {ingress: [{ip: 198.51.100.1${mode}}]}}}\n`;
    assert.deepEqual(portsOf(status(''))[0]?.loadBalancerIPs, ['198.51.100.1']);
    assert.deepEqual(portsOf(status(', ipMode: VIP'))[0]?.loadBalancerIPs, ['198.51.100.1']);
    assert.deepEqual(portsOf(status(', ipMode: Proxy'))[0]?.loadBalancerIPs, []);
  });
});

describe('endpoints out of slices', () => {
  const slice = {
    addressType: 'IPv4',
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 's', namespace: 'default' },
    ports: [{ name: '', port: 80, protocol: 'TCP' }],
    endpoints: [],
  } as const;
  const query = { portName: '', protocol: 'TCP', family: 'IPv4', nodeName: 'node-1' } as const;

  test('of the same address the local one wins, else the first', () => {
    const endpoints = [
      { addresses: ['10.1.2.3'], conditions: {}, nodeName: 'node-2' },
      { addresses: ['10.1.2.3'], conditions: {}, nodeName: 'node-1' },
      { addresses: ['10.1.2.3'], conditions: {}, nodeName: 'node-3' },
    ];
    const found = endpointsOfPort([{ ...slice, endpoints }], query);
    assert.deepEqual(
      found.map(({ nodeName }) => nodeName),
      ['node-1'],
    );
  });

  test('names are no endpoints, and neither are slices of the other family', () => {
    const named = {
      ...slice,
      addressType: 'FQDN',
      endpoints: [{ addresses: ['a.example'], conditions: {} }],
    };
    const other = { ...slice, addressType: 'IPv6', endpoints: [{ addresses: ['fd00::1'], conditions: {} }] };
    assert.deepEqual(endpointsOfPort([named, { ...named, addressType: 'IPv4' }, other], query), []);
  });

  test('they are sorted as text', () => {
    const endpoints = ['10.0.0.2', '10.0.0.10', '10.0.0.1'].map((ip) => ({
      addresses: [ip],
      conditions: {},
    }));
    const found = endpointsOfPort([{ ...slice, endpoints }], query);
    assert.deepEqual(
      found.map(({ address }) => address),
      ['10.0.0.10', '10.0.0.1', '10.0.0.2'],
    );
  });

  test('ports join by name and protocol, and a port without number reaches nothing', () => {
    const ports = [
      { name: '', protocol: 'TCP' },
      { name: 'http', port: 80, protocol: 'TCP' },
      { name: '', port: 80, protocol: 'UDP' },
      { name: '', port: 0, protocol: 'TCP' },
    ];
    const endpoints = [{ addresses: ['10.1.2.3'], conditions: {} }];
    assert.deepEqual(endpointsOfPort([{ ...slice, ports, endpoints }], query), []);
    assert.equal(endpointsOfPort([{ ...slice, endpoints }], query).length, 1);
  });
});

describe('addresses of Services', () => {
  function given(text: string, name = 'web'): ServiceAddresses | undefined {
    const options = cluster();
    return assignAddresses(settle(objects(text), options).services, options).get(`default/${name}`);
  }

  test('one that names none gets the first free one behind the static part of the range', () => {
    const text = serviceText('api', `clusterIP: 10.96.1.1, ${PORT}`) + serviceText('web', PORT);
    assert.deepEqual(given(text)?.clusterIPs, ['10.96.1.2']);
    assert.deepEqual(given(serviceText('web', PORT))?.clusterIPs, ['10.96.1.1']);
  });

  test('node ports that are named stay, the others come behind the static part and leave those out', () => {
    const text =
      serviceText('api', 'type: NodePort, ports: [{port: 80, nodePort: 30086}]') +
      serviceText(
        'web',
        'type: NodePort, ports: [{name: a, port: 80}, {name: b, port: 81, nodePort: 31000}]',
      );
    assert.deepEqual(given(text)?.nodePorts, [30_087, 31_000]);
  });

  test('one port number has one node port, whatever the protocol', () => {
    const ports = 'ports: [{name: a, port: 53}, {name: b, port: 53, protocol: UDP}]';
    assert.deepEqual(given(serviceText('web', `type: NodePort, ${ports}`))?.nodePorts, [30_086, 30_086]);
  });

  test('a load balancer may do without node ports, but not without a health check under the Local policy', () => {
    const spec = 'type: LoadBalancer, externalTrafficPolicy: Local, allocateLoadBalancerNodePorts: false';
    const addresses = given(serviceText('web', `${spec}, ${PORT}`));
    assert.deepEqual(addresses?.nodePorts, [0]);
    assert.equal(addresses?.healthCheckNodePort, 30_086);
    assert.equal(
      given(serviceText('web', `${spec}, healthCheckNodePort: 30500, ${PORT}`))?.healthCheckNodePort,
      30_500,
    );
  });

  test('a Service of type ClusterIP has no node port even if it names one', () => {
    assert.deepEqual(given(serviceText('web', 'ports: [{port: 80, nodePort: 30080}]'))?.nodePorts, [0]);
  });
});
