import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { VersionedMap } from '../../server/workspace/versioned-map.ts';

const change = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.option(fc.nat(), { nil: undefined }));

test('every version stays what it was, whatever comes after it', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 8 }), (steps) => {
      const expected = new Map<number, number>();
      let version = new VersionedMap<number, number>();
      const kept: [VersionedMap<number, number>, Map<number, number>][] = [[version, new Map()]];
      for (const step of steps) {
        version = version.with(new Map(step));
        for (const [key, value] of new Map(step)) {
          if (value === undefined) expected.delete(key);
          else expected.set(key, value);
        }
        kept.push([version, new Map(expected)]);
      }
      for (const [one, values] of kept) {
        assert.equal(one.size, values.size);
        assert.deepEqual(new Map(one.entries()), values);
        for (let key = 0; key < 10; key++) assert.equal(one.get(key), values.get(key));
      }
    }),
  );
});

test('an old version may branch off: each branch has its own', () => {
  const first = new VersionedMap(new Map([['a', 1]]));
  const second = first.with(new Map([['a', 2]]));
  const other = first.with(new Map([['b', 3]]));
  assert.deepEqual(
    [first.get('a'), second.get('a'), other.get('a'), other.get('b'), second.get('b')],
    [1, 2, 1, 3, undefined],
  );
});
