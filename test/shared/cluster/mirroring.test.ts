// Hand-made Endpoints and EndpointSlices.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { whyNotMirrored, type NotMirroredReason } from '../../../shared/cluster/mirroring.ts';
import { settle, type ClusterState } from '../../../shared/cluster/settle.ts';
import { cluster, objects, podText, service } from './objects.ts';

function endpointsText(subsets: string, metadata = ''): string {
  return `---\n{apiVersion: v1, kind: Endpoints, metadata: {name: web${metadata}}, subsets: [${subsets}]}\n`;
}

function sliceText(labels: string): string {
  return (
    `---\n{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: hand, labels: {${labels}}}, ` +
    `addressType: IPv4, endpoints: [{addresses: [10.1.2.3], hints: {forZones: [{name: a}]}}], ports: [{port: 1}]}\n`
  );
}

const PLAIN = '---\n{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}\n';
const SELECTING =
  '---\n{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}\n';

function settled(text: string): ClusterState {
  return settle(objects(text), cluster());
}

function summary(text: string): readonly string[] {
  return settled(text).endpointSlices.map(({ metadata, addressType, ports, endpoints }) => {
    const numbers = ports?.map((port) => `${port.name}=${port.port}`).join(',') ?? 'null';
    const states = endpoints.map(({ addresses, conditions }) => `${addresses.join('+')} ${conditions.ready}`);
    return `${metadata.name} ${addressType} ${numbers} ${states.join(' ')}`;
  });
}

describe('mirrored Endpoints', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    [
      'become a slice per family',
      '{addresses: [{ip: 10.0.0.1}, {ip: "fd00::1"}], ports: [{port: 1}]}',
      ['web#1 IPv4 =1 10.0.0.1 true', 'web#2 IPv6 =1 fd00::1 true'],
    ],
    [
      'are not ready where they are both',
      '{addresses: [{ip: 10.0.0.1}], notReadyAddresses: [{ip: 10.0.0.1}], ports: [{port: 1}]}',
      ['web#1 IPv4 =1 10.0.0.1 false'],
    ],
    [
      'are joined where subsets have the same addresses',
      '{addresses: [{ip: 10.0.0.1}], ports: [{port: 1, name: a}]}, {addresses: [{ip: 10.0.0.1}], ports: [{port: 2, name: b}]}',
      ['web#1 IPv4 b=2,a=1 10.0.0.1 true'],
    ],
    ['may have no ports', '{addresses: [{ip: 10.0.0.1}]}', ['web#1 IPv4 null 10.0.0.1 true']],
    ['may be empty', '', []],
  ];
  for (const [title, subsets, expected] of cases) {
    test(title, () => assert.deepEqual(summary(PLAIN + endpointsText(subsets)), expected));
  }

  test('hold 1000 addresses of a subset', () => {
    const ips = Array.from({ length: 1005 }, (_, index) => `{ip: 10.0.${index >> 8}.${index & 255}}`).join(
      ', ',
    );
    const [slice] = settled(
      PLAIN + endpointsText(`{addresses: [${ips}], ports: [{port: 1}]}`),
    ).endpointSlices;
    assert.equal(slice?.endpoints.length, 1000);
  });

  test('lend the slice their labels, and annotations but the two of tools', () => {
    const annotations = 'a: b, kubectl.kubernetes.io/last-applied-configuration: x';
    const metadata = `, labels: {team: x}, annotations: {${annotations}}`;
    const text = PLAIN + endpointsText('{addresses: [{ip: 10.0.0.1}], ports: [{port: 1}]}', metadata);
    const [slice] = settled(text).endpointSlices;
    assert.deepEqual(slice?.metadata.annotations, { a: 'b' });
    assert.deepEqual(slice.metadata.labels, {
      'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
      'kubernetes.io/service-name': 'web',
      team: 'x',
    });
    assert.equal(slice.metadata.ownerReferences?.[0]?.kind, 'Endpoints');
  });
});

test('Endpoints are not mirrored for a reason', () => {
  const cases: readonly [string, string | undefined, NotMirroredReason | undefined][] = [
    ['', 'ports: []', undefined],
    ['', undefined, 'no-service'],
    ['', 'selector: {app: web}', 'service-has-selector'],
    [', labels: {endpointslice.kubernetes.io/skip-mirror: "true"}', 'ports: []', 'skip-mirror-label'],
    [', labels: {endpointslice.kubernetes.io/skip-mirror: "no"}', 'ports: []', undefined],
    [', annotations: {control-plane.alpha.kubernetes.io/leader: x}', 'ports: []', 'leader-election'],
  ];
  for (const [metadata, spec, reason] of cases) {
    const [endpoints] = settled(endpointsText('{addresses: [{ip: 10.0.0.1}]}', metadata)).endpoints;
    assert.ok(endpoints);
    assert.equal(whyNotMirrored(endpoints, spec === undefined ? undefined : service(spec)), reason, metadata);
  }
});

test('the Endpoints of a Service with a selector are overwritten but for their annotations', () => {
  const text = endpointsText(
    '{addresses: [{ip: 10.0.0.1}], ports: [{port: 1}]}',
    ', annotations: {a: b}, labels: {c: d}',
  );
  const { endpoints } = settled(text + SELECTING);
  assert.equal(endpoints.length, 1);
  assert.equal(endpoints[0]?.subsets, undefined);
  assert.deepEqual(endpoints[0]?.metadata.annotations, { a: 'b' });
  assert.equal(endpoints[0]?.metadata.labels?.['c'], undefined);
});

describe('a hand-made slice', () => {
  const own = 'kubernetes.io/service-name: web';
  const managedBy = (controller: string): string =>
    `${own}, endpointslice.kubernetes.io/managed-by: ${controller}.k8s.io`;

  test('is stored with its defaults and hints', () => {
    const [slice] = settled(PLAIN + sliceText(own)).endpointSlices;
    assert.deepEqual(slice?.ports, [{ name: '', port: 1, protocol: 'TCP' }]);
    assert.deepEqual(slice.endpoints, [
      { addresses: ['10.1.2.3'], conditions: {}, hints: { forZones: [{ name: 'a' }] } },
    ]);
  });

  test('stands beside those of the controller', () => {
    const names = settled(podText('a', 'app: web') + SELECTING + sliceText(own)).endpointSlices;
    assert.deepEqual(
      names.map(({ metadata }) => metadata.name),
      ['hand', 'web#1'],
    );
  });

  const cases: readonly [string, string, boolean][] = [
    ['endpointslice-controller', SELECTING, false],
    ['endpointslice-controller', PLAIN, true],
    ['endpointslicemirroring-controller', PLAIN, false],
    ['me', SELECTING, true],
  ];
  for (const [controller, text, stays] of cases) {
    const kind = text === PLAIN ? 'without' : 'with';
    test(`with the label of ${controller} ${stays ? 'stays' : 'goes'} beside a Service ${kind} selector`, () => {
      const { endpointSlices } = settled(text + sliceText(managedBy(controller)));
      assert.equal(
        endpointSlices.some(({ metadata }) => metadata.name === 'hand'),
        stays,
      );
    });
  }
});
