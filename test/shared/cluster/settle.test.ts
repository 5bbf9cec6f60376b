// The whole cluster: what comes first, and what holds for any objects.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ClusterOptions } from '../../../shared/cluster/cluster-options.ts';
import { isListed, type PodOutcome } from '../../../shared/cluster/endpoints-of-service.ts';
import { settle } from '../../../shared/cluster/settle.ts';
import type { KubeObject } from '../../../shared/model/objects.ts';
import { readObject } from '../../../shared/model/read-object.ts';
import type { Value, ValueMap } from '../../../shared/model/value.ts';
import { deepFreeze } from '../../support/deep-freeze.ts';
import { cluster, objects, podText } from './objects.ts';

test('the second object of a name is refused', () => {
  const { pods } = settle(objects(podText('a', 'app: web') + podText('a', 'app: api')), cluster());
  assert.deepEqual(
    pods.map((pod) => pod.labels['app']),
    ['web'],
  );
});

test('objects of one name in several namespaces and kinds are told apart', () => {
  const text = podText('a', 'app: web') + podText('a', 'app: web', '', ', namespace: prod');
  const { pods } = settle(objects(text), cluster({ namespace: 'dev' }));
  assert.deepEqual(
    pods.map((pod) => pod.namespace),
    ['dev', 'prod'],
  );
});

test('nothing settles to nothing', () => {
  const { services, pods, endpoints, endpointSlices } = settle([], cluster());
  assert.deepEqual([services, pods, endpoints, endpointSlices], [[], [], [], []]);
});

const label = fc.constantFrom('web', 'api');
const labels = fc
  .record({ app: label }, { requiredKeys: [] })
  .chain((first) =>
    fc
      .record({ tier: fc.constantFrom('fe', 'be') }, { requiredKeys: [] })
      .map((second) => ({ ...first, ...second })),
  );
const protocol = fc.constantFrom('TCP', 'UDP');
const portName = fc.constantFrom('http', 'dns');
const annotations = fc.constantFrom(
  {},
  { 'sim/ready': 'false' },
  { 'sim/phase': 'Succeeded' },
  { 'sim/phase': 'Pending' },
  { 'sim/terminating': 'true' },
);
const podSpec = fc.record({
  hostNetwork: fc.constant(false),
  containers: fc.array(
    fc.record({
      ports: fc.array(fc.record({ name: portName, containerPort: fc.nat({ max: 9 }), protocol })),
    }),
    { maxLength: 2 },
  ),
});
const namespace = fc.constantFrom('default', 'prod');
const pod = fc
  .record({ name: fc.constantFrom('a', 'b', 'c', 'web-0'), namespace, labels, annotations, spec: podSpec })
  .map(({ spec, ...metadata }): ValueMap => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec }));
const workload = fc
  .record({
    kind: fc.constantFrom('Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'),
    name: fc.constantFrom('web', 'api'),
    namespace,
    app: label,
    annotations,
    replicas: fc.nat({ max: 3 }),
    spec: podSpec,
  })
  .map(({ kind, name, namespace: space, app, annotations: notes, replicas, spec }): ValueMap => {
    const template = { metadata: { labels: { app }, annotations: notes }, spec };
    const metadata = { name, namespace: space };
    return {
      apiVersion: 'apps/v1',
      kind,
      metadata,
      spec: { replicas, selector: { matchLabels: { app } }, template },
    };
  });
const serviceSpec = fc.record({
  selector: labels,
  publishNotReadyAddresses: fc.boolean(),
  ports: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('p', 'q'),
      port: fc.constant(80),
      targetPort: fc.oneof(portName, fc.nat({ max: 9 })),
      protocol,
    }),
    { selector: (port) => port.name, maxLength: 2 },
  ),
});
const serviceObject = fc
  .record({ name: fc.constantFrom('s', 't'), namespace, spec: serviceSpec })
  .map(({ spec, ...metadata }): ValueMap => ({ apiVersion: 'v1', kind: 'Service', metadata, spec }));

/** Objects of which no two have the same kind, namespace and name. */
const anyObjects = fc.uniqueArray(fc.oneof(pod, workload, serviceObject), {
  selector: (value) =>
    JSON.stringify([
      value['kind'],
      (value['metadata'] as ValueMap)['namespace'],
      (value['metadata'] as ValueMap)['name'],
    ]),
  maxLength: 10,
});
const anyCluster: fc.Arbitrary<ClusterOptions> = fc
  .record({
    kubernetesVersion: fc.constantFrom('1.32', '1.36'),
    ipFamilies: fc.constantFrom(['IPv4'] as const, ['IPv6', 'IPv4'] as const),
    unlisted: fc.constantFrom('absent' as const, 'assumed' as const),
  })
  .map(cluster);

function read(values: readonly Value[]): readonly KubeObject[] {
  return values.flatMap((value) => {
    const object = readObject(deepFreeze(value));
    return object ? [deepFreeze(object)] : [];
  });
}

test('the order of objects makes no difference', () => {
  const shuffled = anyObjects.chain((values) =>
    fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
  );
  fc.assert(
    fc.property(shuffled, anyCluster, ([values, others], options) => {
      const one = settle(read(values), options);
      const two = settle(read(others), options);
      assert.deepEqual(two.endpointSlices, one.endpointSlices);
      assert.deepEqual(two.endpoints, one.endpoints);
      assert.deepEqual(two.pods, one.pods);
    }),
  );
});

test('endpoints are selected pods, and ready ones serve unless not-ready addresses are published', () => {
  fc.assert(
    fc.property(anyObjects, anyCluster, (values, options) => {
      const state = settle(read(values), options);
      for (const { service, namespace: space, pods } of state.services) {
        const own = state.endpointSlices.filter(
          ({ metadata }) =>
            metadata.namespace === space &&
            metadata.labels?.['kubernetes.io/service-name'] === service.ref.name,
        );
        const selected = new Set(pods.filter(isListed).map((outcome: PodOutcome) => outcome.pod.name));
        for (const { targetRef, conditions } of own.flatMap(({ endpoints }) => endpoints)) {
          assert.ok(selected.has(targetRef?.name ?? ''));
          if (!service.publishNotReadyAddresses && conditions.ready) {
            assert.ok(conditions.serving && !conditions.terminating);
          }
        }
      }
    }),
  );
});

test('one more label in a selector never adds an endpoint', () => {
  const selectors = fc.record({ app: label });
  fc.assert(
    fc.property(
      anyObjects,
      selectors,
      fc.constantFrom('fe', 'be'),
      anyCluster,
      (values, selector, tier, options) => {
        const names = (wanted: ValueMap): readonly string[] => {
          const spec = { selector: wanted, ports: [{ port: 80 }] };
          const added = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'added' }, spec };
          const { services } = settle(read([...values, added]), options);
          const outcome = services.find(({ service }) => service.ref.name === 'added');
          return (outcome?.pods ?? []).filter(isListed).map((podOutcome) => podOutcome.pod.name);
        };
        const more = new Set(names(selector));
        for (const name of names({ ...selector, tier })) assert.ok(more.has(name));
      },
    ),
  );
});

test('every pod has a name of its own and sits on a node with an address of its own', () => {
  fc.assert(
    fc.property(anyObjects, anyCluster, (values, options) => {
      const { pods } = settle(read(values), options);
      assert.equal(new Set(pods.map((item) => `${item.namespace}/${item.name}`)).size, pods.length);
      const ips = pods.flatMap((item) => item.ips);
      assert.equal(new Set(ips).size, ips.length);
      for (const item of pods) assert.ok(item.ips.length === 0 || item.node !== undefined);
    }),
  );
});
