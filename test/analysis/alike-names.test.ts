// When two names are taken for one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areAlikeNames, isSlip, stemOf } from '../../server/analysis/alike-names.ts';

const SLIPS: readonly (readonly [a: string, b: string, isOne: boolean])[] = [
  ['jordy', 'jrody', false], // two keystrokes are too many for five letters
  ['jordy-svc', 'jrody-svc', true],
  ['storefront', 'storefornt', true],
  ['frontend', 'front-end', true],
  ['orders', 'order', true],
  ['api', 'app', false],
  ['web-1', 'web-2', false],
  ['redis6', 'redis7', false],
  ['web', 'web', false],
  ['cart', 'shop', false],
];

for (const [a, b, isOne] of SLIPS) {
  test(`"${a}" ${isOne ? 'is a slip of the pen for' : 'is another name than'} "${b}"`, () => {
    assert.equal(isSlip(a, b), isOne);
    assert.equal(isSlip(b, a), isOne);
  });
}

test('a word that says what an object is makes no other name', () => {
  for (const name of ['api-svc', 'api-service', 'api-headless', 'svc-api', 'service-api']) {
    assert.equal(stemOf(name), 'api');
    assert.ok(areAlikeNames('api', name));
  }
  assert.equal(areAlikeNames('api-canary', 'api'), false);
});
