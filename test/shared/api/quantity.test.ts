import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatQuantity, parseQuantity } from '../../../shared/api/quantity.ts';

const TABLE: readonly (readonly [written: string | number, canonical: string])[] = [
  ['0.5', '500m'],
  ['1000m', '1'],
  ['1500m', '1500m'],
  [2, '2'],
  ['1024Mi', '1Gi'],
  ['0.5Gi', '512Mi'],
  ['1000Ki', '1000Ki'],
  ['512', '512'],
  ['1000k', '1M'],
  ['1e3', '1e3'],
  ['-5', '-5'],
  ['0', '0'],
];

for (const [written, canonical] of TABLE) {
  test(`${written} is printed as ${canonical}`, () =>
    assert.equal(formatQuantity(parseQuantity(written)), canonical));
}

test('quantities of different suffixes compare by value', () => {
  assert.ok(parseQuantity('1Gi').nanos > parseQuantity('1G').nanos);
  assert.equal(parseQuantity('1').nanos, parseQuantity('1000m').nanos);
});
