// The EndpointSlices and the Endpoints of Services with a selector.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EndpointSliceObject } from '../../../shared/cluster/api-objects.ts';
import type { ClusterOptions } from '../../../shared/cluster/cluster-options.ts';
import { settle } from '../../../shared/cluster/settle.ts';
import { cluster, objects, podText, workloadText } from './objects.ts';

function serviceText(spec: string, metadata = ''): string {
  return `---\n{apiVersion: v1, kind: Service, metadata: {name: web${metadata}}, spec: {selector: {app: web}, ${spec}}}\n`;
}

function slices(text: string, options: ClusterOptions = cluster()): readonly EndpointSliceObject[] {
  return settle(objects(text), options).endpointSlices;
}

function summary(text: string, options?: ClusterOptions): readonly string[] {
  return slices(text, options).map(({ addressType, ports, endpoints }) => {
    const numbers = ports?.map((port) => `${port.name}=${port.port}`).join(',') ?? 'null';
    return `${addressType} ${numbers} ${endpoints.map(({ addresses }) => addresses.join('+')).join(' ')}`;
  });
}

const NAMED = 'ports: [{name: http, port: 80, targetPort: http}]';
const http = (number: number): string => `{name: http, containerPort: ${number}}`;

test('pods that resolve a port differently are in different slices', () => {
  const pods =
    podText('a', 'app: web', http(8080)) + podText('b', 'app: web', http(9090)) + podText('c', 'app: web');
  assert.deepEqual(summary(pods + serviceText(NAMED)), [
    'IPv4 http=8080 10.244.1.1',
    'IPv4 http=9090 10.244.2.1',
    'IPv4 null 10.244.3.1',
  ]);
});

test('each family without endpoints has a placeholder', () => {
  const dual = cluster({ ipFamilies: ['IPv4', 'IPv6'] });
  assert.deepEqual(summary(serviceText(`${NAMED}, ipFamilyPolicy: RequireDualStack`), dual), [
    'IPv4 null ',
    'IPv6 null ',
  ]);
  assert.deepEqual(
    summary(podText('a', 'app: web', http(1)) + serviceText(`${NAMED}, ipFamilies: [IPv6]`), dual),
    ['IPv6 http=1 fd00:10:244:1::1'],
  );
});

test('a slice holds 100 endpoints', () => {
  const text = workloadText('Deployment', 'big', 'replicas: 205') + serviceText(NAMED);
  assert.deepEqual(
    slices(text).map(({ metadata, endpoints }) => `${metadata.name} ${endpoints.length}`),
    ['web#1 100', 'web#2 100', 'web#3 5'],
  );
});

test('ports are in the order of their hashes', () => {
  const ports = 'ports: [{name: http, port: 80, targetPort: 8080}, {name: adm, port: 90, targetPort: 9000}]';
  const text = podText('a', 'app: web') + serviceText(ports);
  assert.deepEqual(summary(text), ['IPv4 adm=9000,http=8080 10.244.1.1']);
  const [endpoints] = settle(objects(text), cluster()).endpoints;
  assert.deepEqual(
    endpoints?.subsets?.[0]?.ports?.map(({ port }) => port),
    [8080, 9000],
  );
});

test('a slice names its Service and carries its labels', () => {
  const text = podText('a', 'app: web') + serviceText(`${NAMED}, clusterIP: None`, ', labels: {team: x}');
  assert.deepEqual(slices(text)[0]?.metadata, {
    generateName: 'web-',
    labels: {
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      'kubernetes.io/service-name': 'web',
      'service.kubernetes.io/headless': '',
      team: 'x',
    },
    name: 'web#1',
    namespace: 'default',
    ownerReferences: [
      { apiVersion: 'v1', blockOwnerDeletion: true, controller: true, kind: 'Service', name: 'web' },
    ],
  });
});

test('only a pod whose subdomain is the Service has a host name', () => {
  const set = (name: string): string => workloadText('StatefulSet', 'db', `serviceName: ${name}`);
  assert.equal(slices(set('web') + serviceText(NAMED))[0]?.endpoints[0]?.hostname, 'db-0');
  assert.equal(slices(set('db') + serviceText(NAMED))[0]?.endpoints[0]?.hostname, undefined);
});

describe('hints', () => {
  const deployment = (replicas: number): string => workloadText('Deployment', 'web', `replicas: ${replicas}`);
  const hints = (text: string, options?: ClusterOptions): readonly string[] =>
    slices(text, options).flatMap(({ endpoints }) =>
      endpoints.map(({ zone, hints: { forZones = [], forNodes = [] } = {} }) => {
        const names = [...forZones, ...forNodes].map(({ name }) => name);
        return `${zone}>${names.join('+')}`;
      }),
    );
  const distribution = (value: string): string => serviceText(`${NAMED}, trafficDistribution: ${value}`);
  const auto = serviceText(NAMED, ', annotations: {service.kubernetes.io/topology-mode: Auto}');

  test('come from the traffic distribution', () => {
    assert.deepEqual(hints(deployment(2) + distribution('PreferClose')), ['a>a', 'b>b']);
    assert.deepEqual(hints(deployment(1) + distribution('PreferSameNode')), ['a>a+node-1']);
    assert.deepEqual(hints(deployment(1) + distribution('PreferSameZone')), ['a>a']);
  });

  test('know the newer distributions since 1.34', () => {
    assert.deepEqual(
      hints(deployment(1) + distribution('PreferSameZone'), cluster({ kubernetesVersion: '1.33' })),
      ['a>'],
    );
  });

  test('are for ready endpoints only', () => {
    const text = workloadText('Deployment', 'web', 'replicas: 2', 'sim/notReady: "1"');
    assert.deepEqual(hints(text + distribution('PreferClose')), ['a>', 'b>b']);
  });

  test('of the topology mode need an endpoint per zone', () => {
    assert.deepEqual(hints(deployment(2) + auto), ['a>', 'b>']);
    assert.deepEqual(hints(deployment(3) + auto), ['a>a', 'b>b', 'c>c']);
    assert.deepEqual(hints(deployment(4) + auto), ['a>', 'b>', 'c>', 'a>']);
  });

  test('of the topology mode move endpoints from full zones to empty ones', () => {
    const [first, second] = cluster().nodes;
    assert.ok(first && second);
    const nodes = [first, { ...second, zone: 'a' }, ...cluster().nodes.slice(2)];
    const pinned = deployment(6).replace(
      'containers:',
      'nodeSelector: {kubernetes.io/hostname: node-3}, containers:',
    );
    assert.deepEqual(hints(pinned + auto, cluster({ nodes })), ['c>a', 'c>a', 'c>a', 'c>a', 'c>c', 'c>c']);
  });
});

describe('Endpoints', () => {
  const subsets = (text: string): readonly string[] =>
    (settle(objects(text), cluster()).endpoints[0]?.subsets ?? []).map(
      ({ addresses = [], notReadyAddresses = [], ports = [] }) =>
        `${addresses.length}+${notReadyAddresses.length} ${ports.map(({ port }) => port).join(',')}`,
    );

  test('exist without subsets when nothing is selected or nothing has the port', () => {
    assert.deepEqual(subsets(serviceText(NAMED)), []);
    assert.deepEqual(subsets(podText('a', 'app: web') + serviceText(NAMED)), []);
  });

  test('leave terminating pods out', () => {
    const text = workloadText('Deployment', 'web', 'replicas: 2', 'sim/terminating: "true"');
    assert.deepEqual(subsets(text + serviceText(NAMED)), ['2+0 8080']);
    assert.deepEqual(subsets(text + serviceText(`${NAMED}, publishNotReadyAddresses: true`)), ['4+0 8080']);
  });

  test('of a headless Service may have no ports', () => {
    assert.deepEqual(subsets(podText('a', 'app: web') + serviceText('clusterIP: None')), ['1+0 ']);
  });

  test('hold 1000 addresses, ready ones first', () => {
    const big = (annotations: string): string =>
      workloadText('Deployment', 'big', 'replicas: 1010', annotations);
    assert.deepEqual(subsets(big('') + serviceText(NAMED)), ['1000+0 8080']);
    assert.deepEqual(subsets(big('sim/notReady: "900"') + serviceText(NAMED)), ['110+890 8080']);
    assert.deepEqual(subsets(big('sim/notReady: "5"') + serviceText(NAMED)), ['1000+0 8080']);
    const [endpoints] = settle(objects(big('') + serviceText(NAMED)), cluster()).endpoints;
    assert.deepEqual(endpoints?.metadata.annotations, {
      'endpoints.kubernetes.io/over-capacity': 'truncated',
    });
  });

  test('say since 1.33 who keeps them', () => {
    const labels = (kubernetesVersion: string): unknown =>
      settle(objects(serviceText(NAMED)), cluster({ kubernetesVersion })).endpoints[0]?.metadata.labels;
    assert.deepEqual(labels('1.33'), { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' });
    assert.equal(labels('1.32'), undefined);
  });
});
