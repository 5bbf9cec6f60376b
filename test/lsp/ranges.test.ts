// Spans as ranges: what the text document says of both ends, asked once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { toRange } from '../../server/lsp/ranges.ts';
import { readManifestFile } from '../../server/workspace/read-manifest.ts';

const text = fc
  .array(fc.constantFrom('a', 'bcd', '😀', ' ', '\n', '\r\n', '\r', '\n\n'), { maxLength: 30 })
  .map((pieces) => pieces.join(''));

test('both ends of any span stand where the text document says', () => {
  fc.assert(
    fc.property(text, (text) => {
      const file = readManifestFile('file:///a.yaml', text);
      const document = TextDocument.create(file.uri, 'yaml', 0, text);
      for (let start = 0; start <= text.length; start++) {
        for (let end = start; end <= text.length; end++) {
          const expected = { start: document.positionAt(start), end: document.positionAt(end) };
          assert.deepEqual(toRange(file, { start, end }), expected);
        }
      }
    }),
    { numRuns: 300 },
  );
});
