// Random scenarios under the eyes of the checkers. KUBEREACH_SCENARIOS=10000 runs more of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { run, Simulation } from '../../../shared/traffic/simulation.ts';
import { makeCheckers } from '../../support/checkers.ts';
import { randomScenario } from '../../support/random-scenario.ts';

const numRuns = Number(process.env['KUBEREACH_SCENARIOS'] ?? 300);
const seeds = fc.nat({ max: 2 ** 31 - 1 });

/** Runs a scenario with every checker; returns how many requests there were. */
function check(seed: number): number {
  const scenario = randomScenario(seed);
  const first = new Simulation(scenario);
  const checkers = makeCheckers(scenario, first.world.state);
  let nRequests = 0;
  const simulation = new Simulation(scenario, {
    onRequest: (result) => {
      nRequests++;
      checkers.onRequest(result);
    },
    onEvent: (event, world) => checkers.onEvent(event, world.state),
  });
  simulation.send(scenario.plan.nRequests);
  const { outcomes, backends } = simulation.trace();
  const { delivered, refused, dropped, unresolved } = outcomes;
  assert.equal(delivered + refused + dropped + unresolved, scenario.plan.nRequests);
  const sent = backends.reduce((sum, { requests }) => sum + requests, 0);
  assert.ok(sent <= scenario.plan.nRequests && sent >= delivered);
  return nRequests;
}

test('every request of a random scenario keeps the rules of the checkers', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      assert.equal(check(seed), randomScenario(seed).plan.nRequests);
    }),
    { numRuns },
  );
});

test('the same scenario gives the same trace, byte for byte', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      assert.equal(JSON.stringify(run(randomScenario(seed))), JSON.stringify(run(randomScenario(seed))));
    }),
    { numRuns: 50 },
  );
});

test('sending in pieces is sending at once', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 19 }), (seed, nFirst) => {
      const scenario = randomScenario(seed);
      const pieces = new Simulation(scenario);
      pieces.send(nFirst);
      pieces.trace();
      pieces.send(scenario.plan.nRequests - nFirst);
      assert.deepEqual(pieces.trace(), run(scenario));
    }),
    { numRuns: 50 },
  );
});
