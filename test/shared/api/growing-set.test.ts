// A growing set against a plain one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GrowingSet } from '../../../shared/api/growing-set.ts';

test('every state of a growing set stays as it was, whichever state is added to', () => {
  const item = fc.integer({ min: 0, max: 9 });
  const step = fc.record({ from: fc.nat(), items: fc.array(item, { maxLength: 3 }) });
  fc.assert(
    fc.property(fc.array(item), fc.array(step), (first, steps) => {
      const states = [{ grown: GrowingSet.of(first), plain: new Set(first) }];
      for (const { from, items } of steps) {
        const state = states[from % states.length];
        assert.ok(state);
        states.push({ grown: state.grown.with(items), plain: new Set([...state.plain, ...items]) });
      }
      for (const { grown, plain } of states) {
        for (let value = 0; value <= 9; value++) assert.equal(grown.has(value), plain.has(value));
      }
    }),
  );
});

test('adding what is there gives the same state', () => {
  const set = GrowingSet.of(['a', 'b']);
  assert.equal(set.with(['b', 'a']), set);
  assert.notEqual(set.with(['c']), set);
});
