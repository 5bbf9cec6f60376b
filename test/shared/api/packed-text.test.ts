// The short form of the field tree.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { packText } from '../../../scripts/pack-text.ts';
import { FIELD_TABLE } from '../../../shared/api/field-table.ts';
import { unpackText } from '../../../shared/api/packed-text.ts';
import { typeOfKind } from '../../../shared/api/schema.ts';

test('unpacking is the inverse of packing', () => {
  const piece = fc.oneof(
    fc.constantFrom('metadata', 'spec.template.', ' []@core.Container|', ';', ' '),
    fc.stringMatching(/^[ !#-&(-[\]-_a-}]*$/),
    fc.tuple(fc.constantFrom('a', 'ab|'), fc.nat(300)).map(([text, n]) => text.repeat(n)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      assert.equal(unpackText(packText(text)), text);
    }),
  );
});

test('a repetition may be as far back as two digits say and no farther', () => {
  for (const distance of [8098, 8099, 8100, 20_000]) {
    const text = `spec.selector${'.'.repeat(distance - 13)}spec.selector`;
    assert.equal(unpackText(packText(text)), text);
  }
});

test('text that the short form could not hold is no text to pack', () => {
  for (const text of ['a~b', "it's", 'é', 'a\nb']) assert.throws(() => packText(text), RangeError);
});

test('the packed tree is less than half of the file, and has its kinds', () => {
  const file = readFileSync(new URL('../../../shared/api/fields.json', import.meta.url), 'utf8');
  assert.ok(FIELD_TABLE.length < file.length / 2);
  const { kinds } = JSON.parse(file) as { kinds: Record<string, string> };
  for (const [key, struct] of Object.entries(kinds)) {
    const slash = key.lastIndexOf('/');
    const type = typeOfKind(key.slice(0, slash), key.slice(slash + 1));
    assert.ok(
      type?.is === 'struct' && struct.endsWith(`.${type.struct}`) && type.fields.has('metadata'),
      key,
    );
  }
});
