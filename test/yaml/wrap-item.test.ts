// A value becomes the one item of a list, and everything else stays as it was written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrapItem } from '../../server/yaml/wrap-item.ts';

const CASES: readonly [string, string, string | undefined][] = [
  [
    'a block',
    'a:\n  # why\n  b: 1\n\n  c: |\n    x\nd: 2\n',
    'a:\n  # why\n  - b: 1\n\n    c: |\n      x\nd: 2\n',
  ],
  ['a block with Windows line ends', 'a:\r\n  b: 1\r\n  c: 2\r\n', 'a:\r\n  - b: 1\r\n    c: 2\r\n'],
  ['a mapping between braces', 'a: { b: 1 } # one\n', 'a: [{ b: 1 }] # one\n'],
  ['JSON', '{"a": {"b": 1}}', '{"a": [{"b": 1}]}'],
  ['a plain scalar', 'a: --x=1 # one\n', 'a: [--x=1] # one\n'],
  ['a quoted scalar', "a: 'x, y'\n", "a: ['x, y']\n"],
  ['a plain scalar that ends in brackets', 'a: x,y\n', 'a: ["x,y"]\n'],
  ['no list again', 'a: [1]\n', undefined],
  ['no block scalar', 'a: |\n  x\n', undefined],
  ['no anchor, whose name would stay behind', 'a: &x\n  b: 1\n', undefined],
  ['no alias', 'b: &x { c: 1 }\na: *x\n', undefined],
  ['nothing that is empty or not there', 'a:\n', undefined],
];

for (const [name, before, after] of CASES) {
  test(`wrapping: ${name}`, () => assert.equal(wrapItem(before, ['a']), after));
}
