import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  byteLength,
  compareBytes,
  goJson,
  quote,
  stringList,
  stringMap,
} from '../../../shared/api/go-text.ts';

const QUOTED: readonly (readonly [text: string, quoted: string])[] = [
  ['a "b" \\', '"a \\"b\\" \\\\"'],
  ['web\n', '"web\\n"'],
  ['ümetrics', '"ümetrics"'],
  ['\u00a0', '"\\u00a0"'],
  ['\x01', '"\\x01"'],
  ['\u{1f600}', '"\u{1f600}"'],
  ['\u{e0001}', '"\\U000e0001"'],
];

for (const [text, quoted] of QUOTED) {
  test(`${JSON.stringify(text)} is quoted as Go does`, () => assert.equal(quote(text), quoted));
}

test('composite values are printed as JSON and in Go syntax, maps by sorted key', () => {
  assert.deepEqual(stringList(['a', 'b']), { json: '["a","b"]', go: '[]string{"a", "b"}' });
  assert.deepEqual(stringMap({ b: '2', a: '1' }), {
    json: '{"a":"1","b":"2"}',
    go: 'map[string]string{"a":"1", "b":"2"}',
  });
  assert.deepEqual(stringMap(undefined), { json: 'null', go: 'map[string]string(nil)' });
  assert.equal(goJson({ a: '<&>' }), '{"a":"\\u003c\\u0026\\u003e"}');
});

test('texts are measured and ordered by their bytes', () => {
  assert.equal(byteLength('aé€😀'), 10);
  assert.ok(compareBytes('Z', 'a') < 0);
  assert.ok(compareBytes('a', 'ab') < 0);
  assert.ok(compareBytes('\uffff', '\u{10000}') < 0);
});
