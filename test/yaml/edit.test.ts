// Edits stated in fields keep everything else as it was written.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { editBetween, moveFields, removeField, renameKey, setField } from '../../server/yaml/edit.ts';

const SERVICE = `spec: # keep
  ports:
  - port: 80 # first
    nodePort: 8080
    name: "x"
  - name: q
    port: 3
  selector: {app: web, tier: a}
`;

describe('set', () => {
  const cases: readonly [string, string, readonly (string | number)[], string | number, string][] = [
    ['a number', SERVICE, ['spec', 'ports', 0, 'nodePort'], 30080, SERVICE.replace('8080', '30080')],
    [
      'a quoted text, in its quotes',
      SERVICE,
      ['spec', 'ports', 0, 'name'],
      'y',
      SERVICE.replace('"x"', '"y"'),
    ],
    [
      'a text that reads as a number, quoted',
      SERVICE,
      ['spec', 'ports', 1, 'name'],
      '80',
      SERVICE.replace('name: q', 'name: "80"'),
    ],
    ['in flow style', SERVICE, ['spec', 'selector', 'tier'], 'b', SERVICE.replace('tier: a', 'tier: b')],
    [
      'a missing field of a list item',
      SERVICE,
      ['spec', 'ports', 0, 'protocol'],
      'UDP',
      SERVICE.replace('"x"\n', '"x"\n    protocol: UDP\n'),
    ],
    [
      'a missing field in flow style',
      SERVICE,
      ['spec', 'selector', 'c'],
      'd',
      SERVICE.replace('tier: a', 'tier: a, c: d'),
    ],
    [
      'a missing field with its parents',
      'spec: {}\n',
      ['metadata', 'labels', 'a.b/c'],
      'x',
      'spec: {}\nmetadata:\n  labels:\n    a.b/c: x\n',
    ],
    ['an empty value', 'a:\nb: 1\n', ['a'], 'x', 'a: x\nb: 1\n'],
    [
      'a value in place of an alias',
      'a: &n 1\nb: { c: *n, d: 2 }\n',
      ['b', 'c'],
      3,
      'a: &n 1\nb: { c: 3, d: 2 }\n',
    ],
    ['an empty value with an anchor', 'a: &n\nb: *n\n', ['a'], 'x', 'a: &n x\nb: *n\n'],
    [
      'a missing field behind an alias',
      'a: &n x\nb: { c: *n }\n',
      ['b', 'd'],
      'v',
      'a: &n x\nb: { c: *n, d: v }\n',
    ],
    [
      'a missing field below an alias',
      'a: &n x\nb:\n  c: *n\ne: 1\n',
      ['b', 'd'],
      'v',
      'a: &n x\nb:\n  c: *n\n  d: v\ne: 1\n',
    ],
    [
      'a missing field of what an alias stands for',
      'a: &n\n  x: 1\nb: *n\n',
      ['b', 'c'],
      'z',
      'a: &n\n  x: 1\n  c: z\nb: *n\n',
    ],
    ['in JSON', '{"a": {"b": 1}}', ['a', 'c'], 'x', '{"a": {"b": 1, "c": "x"}}'],
    ['at the end of a text without a line break', 'a: 1', ['b'], 2, 'a: 1\nb: 2\n'],
  ];
  for (const [name, text, path, value, expected] of cases)
    test(name, () => assert.equal(setField(text, path, value), expected));
});

describe('remove', () => {
  const cases: readonly [string, readonly (string | number)[], string][] = [
    ['a field with its line', ['spec', 'ports', 0, 'nodePort'], SERVICE.replace('    nodePort: 8080\n', '')],
    [
      'the first field of an item',
      ['spec', 'ports', 1, 'name'],
      SERVICE.replace('- name: q\n    port', '- port'),
    ],
    ['in flow style', ['spec', 'selector', 'tier'], SERVICE.replace(', tier: a', '')],
    ['a list item', ['spec', 'ports', 1], SERVICE.replace('  - name: q\n    port: 3\n', '')],
  ];
  for (const [name, path, expected] of cases)
    test(name, () => assert.equal(removeField(SERVICE, path), expected));
});

describe('remove, beside aliases', () => {
  const cases: readonly [string, string, readonly (string | number)[], string | undefined][] = [
    [
      'an alias in flow style',
      'a: &n x\nports: [{ port: 80, name: *n }]\n',
      ['ports', 0, 'name'],
      'a: &n x\nports: [{ port: 80 }]\n',
    ],
    [
      'an item that ends with an alias',
      'a: &n x\nports:\n- port: 80\n  name: *n\n- port: 81\n',
      ['ports', 0],
      'a: &n x\nports:\n- port: 81\n',
    ],
    [
      'a field that ends with a list of aliases',
      'a: &n x\nb:\n- *n\n# next\nc: 1\n',
      ['b'],
      'a: &n x\n# next\nc: 1\n',
    ],
    [
      'a field that ends with a merge key',
      'a: &n { x: 1 }\nb:\n  z: 1\n  <<: *n\n',
      ['b'],
      'a: &n { x: 1 }\n',
    ],
    ['an item with its anchor', 'a: [&n x, z]\n', ['a', 0], 'a: [z]\n'],
    ['an item below its dash', 'a:\n-\n  x: 1\n- x: 2\n', ['a', 0], 'a:\n- x: 2\n'],
    ['no item that is an alias', 'a: [&n x, *n, z]\n', ['a', 1], undefined],
    ['no field that a merge key brought', 'a: &n { x: 1, z: 2 }\nb: { <<: *n }\n', ['b', 'x'], undefined],
  ];
  for (const [name, text, path, expected] of cases)
    test(name, () => assert.equal(removeField(text, path), expected));
});

test('rename keeps the quotes of a key', () => {
  assert.equal(renameKey('a: {"b": 1}', ['a', 'b'], 'c'), 'a: {"c": 1}');
});

describe('move', () => {
  test('indents lines and their comments under the field they belong to', () => {
    assert.equal(
      moveFields(
        'spec:\n# about\nports:\n- port: 80 # x\n  name: a\ntype: NodePort',
        [['ports'], ['type']],
        ['spec'],
      ),
      'spec:\n  ports:\n  - port: 80 # x\n    name: a\n  type: NodePort\n# about\n',
    );
  });
  test('creates the field where the first one stood', () => {
    assert.equal(
      moveFields('a: 1\nname: x\nb: 2\n', [['name']], ['metadata']),
      'a: 1\nmetadata:\n  name: x\nb: 2\n',
    );
  });
  test('is not offered in flow style', () => {
    assert.equal(moveFields('{spec: {}, ports: []}', [['ports']], ['spec']), undefined);
  });
});

test('an edit holds only what differs', () => {
  assert.deepEqual(editBetween('port: 8080 # x', 'port: 30080 # x'), {
    span: { start: 6, end: 7 },
    newText: '30',
  });
});

describe('an edit ends its lines as the text does', () => {
  const cases: readonly [string, string, string, string][] = [
    ['a line in the midst', 'a\r\nb\r\n', 'a\r\nx\nb\r\n', 'a\r\nx\r\nb\r\n'],
    ['a line at the end', 'a\r\nb', 'a\r\nb\nx\n', 'a\r\nb\r\nx\r\n'],
    ['a line break that lost its half', 'a\r\nb\r\n', 'x\nb\r\n', 'x\r\nb\r\n'],
    ['lines of Unix', 'a\nb\n', 'a\nx\nb\n', 'a\nx\nb\n'],
  ];
  for (const [name, before, after, expected] of cases) {
    test(name, () => {
      const { span, newText } = editBetween(before, after);
      assert.equal(before.slice(0, span.start) + newText + before.slice(span.end), expected);
    });
  }
});
