// Every rule's answers follow edits: sequences over the files of all rules' fixtures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSequence, fixtureCases } from '../fuzz/edit-sequences.ts';

const SEQUENCES = 300;

test('what is shown after edits is what a fresh reading gives, byte for byte, for every rule', () => {
  const cases = fixtureCases();
  for (let seed = 1; seed <= SEQUENCES; seed++) assert.equal(checkSequence(seed, cases), undefined);
});
