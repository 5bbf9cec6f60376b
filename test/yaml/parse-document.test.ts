// The bounds of the parser: what aliases repeat, and how deep a text nests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument } from '../../server/yaml/parse-document.ts';

const ITEM = '  - [x, x, x, x, x, x, x, x]\n';

/** Each anchor repeats the one before it ten times. */
function bomb(nLevels: number): string {
  const levels = Array.from({ length: nLevels }, (_, i) =>
    i === 0 ? 'a0: &a0 [x, x, x, x]\n' : `a${i}: &a${i} [${`*a${i - 1}, `.repeat(10)}]\n`,
  );
  return levels.join('');
}

function repeating(nNodes: number, nAliases: number): string {
  return `a: &a [${'x, '.repeat(nNodes)}]\n${Array.from({ length: nAliases }, (_, i) => `b${i}: *a\n`).join('')}`;
}

const CASES: readonly (readonly [name: string, text: string, limit: string | undefined])[] = [
  ['half a million nodes without an alias', `a:\n${ITEM.repeat(55_000)}`, undefined],
  ['one alias among half a million nodes', `x: &x [1, 2]\ny: *x\na:\n${ITEM.repeat(55_000)}`, undefined],
  ['aliases that repeat 97 nodes of 100', repeating(100, 60), undefined],
  ['aliases that repeat more than 99 nodes of 100', repeating(1000, 1000), 'aliases'],
  ['a few nodes, nearly all repeated', bomb(3), undefined],
  ['aliases of aliases of aliases', bomb(9), 'aliases'],
  ['aliases of aliases under merge keys', `${bomb(6)}m:\n  <<: {k: *a5}\n  l: *a5\n`, 'aliases'],
  ['a hundred and fifty levels', `${'{a: '.repeat(150)}1${'}'.repeat(150)}`, undefined],
  ['more levels than are checked', `${'{a: '.repeat(300)}1${'}'.repeat(300)}`, 'depth'],
  [
    'so many levels that the stack ends',
    Array.from({ length: 6000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
    'depth',
  ],
];

for (const [name, text, limit] of CASES) {
  test(`${name}: ${limit ?? 'read'}`, () => {
    const { root, problems } = parseDocument(text);
    assert.equal(problems[0]?.limit, limit);
    assert.equal(problems.length > 0, limit !== undefined);
    assert.equal(root === undefined, limit !== undefined);
  });
}
