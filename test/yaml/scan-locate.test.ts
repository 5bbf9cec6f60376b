// Places without a tree: where the scan says a field stands, its tree says so too.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatFieldPath, type FieldPath } from '../../shared/model/field-path.ts';
import { spanOfField, type FieldPart } from '../../server/yaml/locate.ts';
import type { SourceNode } from '../../server/yaml/nodes.ts';
import { parseDocument } from '../../server/yaml/parse-document.ts';
import { scanDocument } from '../../server/yaml/scan.ts';
import { ScanPlaces } from '../../server/yaml/scan-locate.ts';
import { NASTY } from '../fuzz/scan-grammar.ts';
import { ownDocuments } from '../support/own-documents.ts';

const PARTS: readonly FieldPart[] = ['key', 'value'];
/** Steps that lead nowhere from most nodes, and somewhere from a few. */
const ODD_STEPS = ['missing', '', '0', '__proto__', 0, 1, -1, 0.5];
/** Aliases of aliases have more paths than anyone can follow. */
const MAX_PATHS = 2000;

/** The paths of all nodes, parents first. */
function pathsIn(root: SourceNode): readonly FieldPath[] {
  const found: { path: FieldPath; node: SourceNode }[] = [{ path: [], node: root }];
  for (const { path, node } of found) {
    if (found.length > MAX_PATHS) break;
    if (node.type === 'map')
      for (const { key, value } of node.entries) found.push({ path: [...path, key], node: value });
    if (node.type === 'list')
      node.items.forEach((item, index) => found.push({ path: [...path, index], node: item }));
  }
  return found.map(({ path }) => path);
}

const places = new ScanPlaces();

function assertSame(text: string, root: SourceNode, path: FieldPath): void {
  for (const part of PARTS) {
    const [span, expected] = [places.spanOf(text, path, part), spanOfField(root, path, part)];
    if (span?.start !== expected.start || span.end !== expected.end)
      assert.deepEqual(span, expected, `${part} of ${formatFieldPath(path)} in ${JSON.stringify(text)}`);
  }
}

/** True when the scan reads the text; then it knows every place that the tree knows. */
function agrees(text: string): boolean {
  if (!scanDocument(text)) {
    assert.equal(places.spanOf(text, [], 'value'), undefined);
    return false;
  }
  const { root } = parseDocument(text);
  assert.ok(root);
  for (const path of pathsIn(root)) {
    assertSame(text, root, path);
    for (const step of ODD_STEPS) assertSame(text, root, [...path, step]);
    assertSame(text, root, [...path, 0, 'missing', 'deeper']);
  }
  return true;
}

test('every place in the project’s own documents', () => {
  const documents = ownDocuments();
  const nScanned = documents.filter(agrees).length;
  assert.ok(nScanned > 500, `${nScanned} documents`);
});

describe('every place in nasty text', () => {
  for (const [name, arbitrary] of Object.entries(NASTY))
    test(name, () =>
      fc.assert(
        fc.property(arbitrary, (text) => void agrees(text)),
        { numRuns: 3000 },
      ),
    );
});

describe('named cases', () => {
  const cases: readonly [string, string, FieldPath, string][] = [
    ['an alias stands where its anchor is', 'a: &x { b: 1 }\nc: *x', ['c', 'b'], '1'],
    ['an alias of a list is marked at its own key', 'a: &x [1]\nc: *x', ['c'], 'c'],
    ['an item that is an alias, at the first key of its anchor', 'a: &x\n  b: 1\nc:\n- *x', ['c', 0], 'b'],
    ['a block scalar', 'a:\n  b: |\n    text\n', ['a', 'b'], '|\n    text\n'],
    ['a quoted key', "'a b': 1", ['a b'], '1'],
    ['a key with an escape', '"a\\tb": 1', ['a\tb'], '1'],
    ['a list in a list, at its first scalar', '- - x', [0], 'x'],
    ['an empty collection', 'a:\n- {}', ['a', 0], '{'],
  ];
  for (const [name, text, path, expected] of cases) {
    test(name, () => {
      const span = places.spanOf(text, path, 'value');
      assert.ok(agrees(text));
      assert.equal(text.slice(span?.start, span?.end), expected);
    });
  }
});

test('a text is asked again after others were scanned', () => {
  const [first, second] = ['a: 1\nb: [2]', 'x:\n  a: 3'];
  const before = places.spanOf(first, ['b', 0], 'value');
  assert.ok(scanDocument(second));
  assert.deepEqual(places.spanOf(first, ['b', 0], 'value'), before);
  assert.deepEqual(places.spanOf(second, ['x', 'a'], 'value'), { start: 8, end: 9 });
  assert.deepEqual(places.spanOf(first, ['b', 0], 'value'), before);
});
