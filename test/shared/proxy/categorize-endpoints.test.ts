// Which endpoints each traffic policy may use. Derived from kubernetes pkg/proxy/topology.go and the situations of its tests.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { categorizeEndpoints, type TrafficPolicies } from '../../../shared/proxy/categorize-endpoints.ts';
import type { ProxyEndpoint } from '../../../shared/proxy/proxy-endpoint.ts';
import { endpoint, NODE } from './endpoints.ts';

const CLUSTER: TrafficPolicies = {
  internalPolicyLocal: false,
  externalPolicyLocal: false,
  externallyAccessible: false,
};
const INTERNAL_LOCAL: TrafficPolicies = { ...CLUSTER, internalPolicyLocal: true };
const EXTERNAL_LOCAL: TrafficPolicies = { ...CLUSTER, externalPolicyLocal: true, externallyAccessible: true };
const BOTH_LOCAL: TrafficPolicies = { ...EXTERNAL_LOCAL, internalPolicyLocal: true };

const LOCAL = { isLocal: true, nodeName: 'node-1' };
const TERMINATING = { ready: false, serving: true, terminating: true };
const NOT_READY = { ready: false, serving: false };
const inZone = (zone: string): Partial<ProxyEndpoint> => ({ zoneHints: [zone] });
const onNode = (node: string, zone: string): Partial<ProxyEndpoint> => ({
  nodeHints: [node],
  zoneHints: [zone],
});

interface Situation {
  readonly policies: TrafficPolicies;
  /** By number, which is also the last part of the address. */
  readonly endpoints: readonly Partial<ProxyEndpoint>[];
  /** Numbers of endpoints; `undefined` when the port never follows that policy. */
  readonly cluster: readonly number[] | undefined;
  readonly local: readonly number[] | undefined;
  readonly reachable: readonly number[];
  readonly hasAny: boolean;
}

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'without endpoints there is nothing': {
    policies: BOTH_LOCAL,
    endpoints: [],
    cluster: [],
    local: [],
    reachable: [],
    hasAny: false,
  },
  'all ready endpoints under the Cluster policy': {
    policies: CLUSTER,
    endpoints: [{}, NOT_READY, LOCAL],
    cluster: [1, 3],
    local: undefined,
    reachable: [1, 3],
    hasAny: true,
  },
  'terminating endpoints only if there is no ready one': {
    policies: CLUSTER,
    endpoints: [TERMINATING, {}],
    cluster: [2],
    local: undefined,
    reachable: [2],
    hasAny: true,
  },
  'terminating endpoints if nothing else is left, but only those that serve': {
    policies: CLUSTER,
    endpoints: [TERMINATING, { ...TERMINATING, serving: false }, NOT_READY],
    cluster: [1],
    local: undefined,
    reachable: [1],
    hasAny: true,
  },
  'an endpoint that serves but is neither ready nor terminating is of no use': {
    policies: CLUSTER,
    endpoints: [{ ready: false, serving: true }],
    cluster: [],
    local: undefined,
    reachable: [],
    hasAny: false,
  },
  'hints narrow the endpoints to the zone of the node': {
    policies: CLUSTER,
    endpoints: [inZone('a'), inZone('b'), { zoneHints: ['b', 'a'] }],
    cluster: [1, 3],
    local: undefined,
    reachable: [1, 3],
    hasAny: true,
  },
  'hints do not count when one ready endpoint has none': {
    policies: CLUSTER,
    endpoints: [inZone('a'), inZone('b'), {}],
    cluster: [1, 2, 3],
    local: undefined,
    reachable: [1, 2, 3],
    hasAny: true,
  },
  'an endpoint that is not ready needs no hint': {
    policies: CLUSTER,
    endpoints: [inZone('a'), inZone('b'), NOT_READY, TERMINATING],
    cluster: [1],
    local: undefined,
    reachable: [1],
    hasAny: true,
  },
  'hints do not count when none names the zone': {
    policies: CLUSTER,
    endpoints: [inZone('b'), inZone('c')],
    cluster: [1, 2],
    local: undefined,
    reachable: [1, 2],
    hasAny: true,
  },
  'node hints go before zone hints': {
    policies: CLUSTER,
    endpoints: [onNode('node-1', 'a'), onNode('node-2', 'a')],
    cluster: [1],
    local: undefined,
    reachable: [1],
    hasAny: true,
  },
  'without a node hint for this node its zone counts': {
    policies: CLUSTER,
    endpoints: [onNode('node-4', 'a'), onNode('node-2', 'b')],
    cluster: [1],
    local: undefined,
    reachable: [1],
    hasAny: true,
  },
  'internal Local uses local endpoints alone': {
    policies: INTERNAL_LOCAL,
    endpoints: [LOCAL, {}, { ...LOCAL, ...NOT_READY }],
    cluster: undefined,
    local: [1],
    reachable: [1],
    hasAny: true,
  },
  'internal Local without a local endpoint has some, but reaches none': {
    policies: INTERNAL_LOCAL,
    endpoints: [{}, {}],
    cluster: undefined,
    local: [],
    reachable: [],
    hasAny: true,
  },
  'a Local policy does not look at hints': {
    policies: INTERNAL_LOCAL,
    endpoints: [{ ...LOCAL, ...inZone('b') }, inZone('a')],
    cluster: undefined,
    local: [1],
    reachable: [1],
    hasAny: true,
  },
  'external Local needs the Cluster endpoints as well': {
    policies: EXTERNAL_LOCAL,
    endpoints: [LOCAL, {}],
    cluster: [1, 2],
    local: [1],
    reachable: [1, 2],
    hasAny: true,
  },
  'external Local counts only for a Service that is reachable from outside': {
    policies: { ...EXTERNAL_LOCAL, externallyAccessible: false },
    endpoints: [LOCAL, {}],
    cluster: [1, 2],
    local: undefined,
    reachable: [1, 2],
    hasAny: true,
  },
  'each policy falls back to terminating endpoints alone': {
    policies: EXTERNAL_LOCAL,
    endpoints: [{ ...LOCAL, ...TERMINATING }, {}],
    cluster: [2],
    local: [1],
    reachable: [1, 2],
    hasAny: true,
  },
  'hints keep a local endpoint from the Cluster policy, not from the Local one': {
    policies: BOTH_LOCAL,
    endpoints: [{ ...LOCAL, ...inZone('b') }, inZone('a')],
    cluster: [2],
    local: [1],
    reachable: [1, 2],
    hasAny: true,
  },
};

describe('endpoints by policy', () => {
  for (const [name, situation] of Object.entries(SITUATIONS)) {
    test(name, () => {
      const { policies, endpoints, ...expected } = situation;
      const all = endpoints.map((changes, index) => endpoint(index + 1, changes));
      const found = categorizeEndpoints(all, policies, NODE);
      const numbers = (list: readonly ProxyEndpoint[]): readonly number[] =>
        list.map((item) => all.indexOf(item) + 1);
      assert.deepEqual(
        {
          cluster: found.cluster && numbers(found.cluster),
          local: found.local && numbers(found.local),
          reachable: numbers(found.reachable),
          hasAny: found.hasAny,
        },
        expected,
      );
    });
  }
});

test('what is usable is taken from the endpoints, and the local part of it lies on the node', () => {
  const anyEndpoint = fc.record({
    isLocal: fc.boolean(),
    ready: fc.boolean(),
    serving: fc.boolean(),
    terminating: fc.boolean(),
    zoneHints: fc.subarray(['a', 'b']),
    nodeHints: fc.subarray(['node-1', 'node-2']),
  });
  const anyPolicies = fc.record({
    internalPolicyLocal: fc.boolean(),
    externalPolicyLocal: fc.boolean(),
    externallyAccessible: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyEndpoint, { maxLength: 6 }), anyPolicies, (list, policies) => {
      const all = list.map((changes, index) => endpoint(index + 1, changes));
      const { cluster = [], hasAny, local = [], reachable } = categorizeEndpoints(all, policies, NODE);
      assert.deepEqual(new Set(reachable), new Set([...cluster, ...local]));
      for (const item of reachable) assert.ok(all.includes(item));
      for (const item of local) assert.ok(item.isLocal);
      for (const item of reachable) assert.ok(item.ready || (item.serving && item.terminating));
      if (reachable.length > 0) assert.ok(hasAny);
      // Nobody gets a terminating endpoint while a ready one is to be had under the same policy.
      for (const used of [cluster, local]) {
        assert.ok(used.every(({ ready }) => ready) || used.every(({ ready }) => !ready));
      }
      if (all.some(({ ready }) => ready)) assert.ok(cluster.every(({ ready }) => ready));
    }),
  );
});
