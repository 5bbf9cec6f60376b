// What controllers make of accepted objects, compared with what a real control plane made of them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_CLUSTER, type ClusterOptions } from '../../shared/cluster/cluster-options.ts';
import { settle } from '../../shared/cluster/settle.ts';
import {
  expectedEndpoints,
  expectedPods,
  expectedReach,
  expectedSlices,
  predictedEndpoints,
  predictedPods,
  predictedReach,
  predictedSlices,
} from '../support/compare-golden.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { loadGoldenCases, type GoldenCase } from '../support/load-golden.ts';

for (const version of ['1.36', '1.32'] as const) {
  const cases = loadGoldenCases(version);
  describe(`Kubernetes ${version}`, () => {
    for (const golden of cases) {
      test(`${golden.name} settles as it did in the cluster`, () => checkCase(golden, version));
    }
  });
}

function checkCase({ objects, expected }: GoldenCase, kubernetesVersion: string): void {
  const ipFamilies: ClusterOptions['ipFamilies'] = expected.mode === 'dual' ? ['IPv4', 'IPv6'] : ['IPv4'];
  const state = settle(objects, deepFreeze({ ...DEFAULT_CLUSTER, kubernetesVersion, ipFamilies }));
  const pods = expected.pods ?? [];
  if (!pods.some((pod) => pod.truncated)) assert.deepEqual(predictedPods(state.pods), expectedPods(pods));
  assert.deepEqual(predictedSlices(state.endpointSlices), expectedSlices(expected.endpointSlices ?? []));
  assert.deepEqual(predictedEndpoints(state.endpoints), expectedEndpoints(expected.endpoints ?? []));
  assert.deepEqual(predictedReach(expected, state.endpointSlices), expectedReach(expected));
}
