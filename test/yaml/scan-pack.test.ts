import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDocument } from '../../server/yaml/read-documents.ts';
import { ScanPacker, ScanUnpacker } from '../../server/yaml/scan-pack.ts';
import { valueOfScan } from '../../server/yaml/scan-value.ts';
import { splitDocuments } from '../../server/yaml/split.ts';

/** Documents that the scanner reads, that it leaves to the parser, and texts that hold none. */
const TEXTS: readonly string[] = [
  '',
  '# nothing but a comment\n',
  'kind: Service\n',
  'kind: Service\nspec:\n  ports:\n    - port: 80\n      name: http\n---\nkind: Pod\n',
  'kind: {a: [1, "two", three]}\n',
  'broken: [\n---\nkind: Service\n',
  'name: {{ .Release.Name }}\n---\nkind: Service\n',
  'data:\n  text: |\n    one\n\n    two\n',
  'a: &anchor\n  b: 1\nc: *anchor\n',
  'a: 1\na: 2\n',
  '{"kind":"Service"}{"kind":"Pod"}',
];

test('what is unpacked is what each text says, in the order in which texts were packed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TEXTS), { maxLength: 12 }), (texts) => {
      const packer = new ScanPacker();
      for (const text of texts) packer.add(text);
      const unpacker = new ScanUnpacker(packer.take());
      for (const text of texts) {
        const documents = unpacker.next(text);
        assert.deepEqual(
          documents.map(({ start, end }) => ({ start, end })),
          splitDocuments(text),
        );
        assert.deepEqual(
          documents.map(({ isTemplate }) => isTemplate),
          documents.map(({ start, end }) => text.slice(start, end).includes('{{')),
        );
        for (const { start, end, table } of documents)
          if (table) assert.deepEqual(valueOfScan(table), readDocument(text.slice(start, end)).value);
      }
    }),
  );
});

test('a document that the scanner refuses has no scan, its neighbours have theirs', () => {
  const packer = new ScanPacker();
  packer.add('broken: [\n---\nkind: Service\n');
  const tables = new ScanUnpacker(packer.take()).next('broken: [\n---\nkind: Service\n');
  assert.deepEqual(
    tables.map(({ table }) => table !== undefined),
    [false, true],
  );
});

test('a packer that was emptied begins anew, also after texts larger than it first had room for', () => {
  const packer = new ScanPacker();
  const large = Array.from({ length: 20_000 }, (_, index) => `key-${index}: ${index}`).join('\n');
  packer.add(large);
  const [first] = new ScanUnpacker(packer.take()).next(large);
  assert.equal(Object.keys(valueOfScan(first?.table ?? assert.fail()) as object).length, 20_000);
  packer.add('kind: Pod\n');
  const numbers = packer.take();
  const [second] = new ScanUnpacker(numbers).next('kind: Pod\n');
  assert.deepEqual(valueOfScan(second?.table ?? assert.fail()), { kind: 'Pod' });
  assert.ok(numbers.length < 50);
});
