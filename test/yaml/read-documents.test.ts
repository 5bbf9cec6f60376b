// What a file's text says: documents, values as Kubernetes sees them, and problems instead of exceptions.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Value } from '../../shared/model/value.ts';
import { readDocuments } from '../../server/yaml/read-documents.ts';

function valuesOf(text: string): readonly (Value | undefined)[] {
  return readDocuments(text).documents.map(({ value }) => value);
}

function problemsOf(text: string): readonly string[] {
  return readDocuments(text).documents.flatMap(({ problems }) => problems.map(({ kind }) => kind));
}

describe('documents', () => {
  const cases: readonly [string, string, readonly Value[]][] = [
    ['are parted by ---', 'a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['may follow a byte order mark', '\uFEFFa: 1', [{ a: 1 }]],
    ['may end their lines with CR LF', 'a: 1\r\n---\r\nb: 2\r\n', [{ a: 1 }, { b: 2 }]],
    [
      'are left out when they hold only comments and directives',
      '%YAML 1.1\n---\n# c\n---\n\n---\na: 1',
      [{ a: 1 }],
    ],
    ['may begin on the line of their marker', '--- {a: 1}\n--- # c\nb: 2', [{ a: 1 }, { b: 2 }]],
    ['end at ..., and what follows is nothing', 'a: 1\n...\nb: [\n---\nc: 3', [{ a: 1 }, { c: 3 }]],
    ['are not parted by --- inside a line', 'a: |\n  x\n  --- y\nb: ---c', [{ a: 'x\n--- y\n', b: '---c' }]],
    ['may be JSON, indented by tabs', '{\n\t"a": [\n\t\t1\n\t]\n}', [{ a: [1] }]],
    [
      'may be JSON objects one after the other',
      '{"a": "}{"}{"b": 2}\n{"c": 3}',
      [{ a: '}{' }, { b: 2 }, { c: 3 }],
    ],
  ];
  for (const [name, text, values] of cases) test(name, () => assert.deepEqual(valuesOf(text), values));
});

describe('scalars are read as go-yaml reads them', () => {
  const cases: readonly [string, Value][] = [
    ['y', true],
    ['No', false],
    ['on', true],
    ['~', null],
    ['', null],
    ['"y"', 'y'],
    ['0x1F', 31],
    ['012', 10],
    ['0o12', 10],
    ['0b101', 5],
    ['1_000', 1000],
    ['+83', 83],
    ['8.4e1', 84],
    ['80.0', 80],
    ['-0x10', -16],
    ['1:30', '1:30'],
    ['2020-01-01', '2020-01-01'],
    ['1.2.3', '1.2.3'],
    ['0x', '0x'],
    ['!!str 80', '80'],
    ['!!int "80"', 80],
    ['!Ref web', '<!Ref web>'],
  ];
  for (const [text, value] of cases) {
    test(`${text || 'nothing'} is ${JSON.stringify(value)}`, () =>
      assert.deepEqual(valuesOf(`a: ${text}`), [{ a: value }]));
  }
  test('keys that are no strings become their text', () => {
    assert.deepEqual(valuesOf('y: 1\n2: b\n__proto__: c'), [
      Object.fromEntries([
        ['2', 'b'],
        ['true', 1],
        ['__proto__', 'c'],
      ]),
    ]);
  });
});

describe('anchors', () => {
  test('are followed, and keys beside a merge win', () => {
    assert.deepEqual(valuesOf('a: &a {x: 1, y2: 2}\nb: {<<: *a, x: 3}\nc: *a'), [
      { a: { x: 1, y2: 2 }, b: { x: 3, y2: 2 }, c: { x: 1, y2: 2 } },
    ]);
  });
  test('of two with one name the one that begins later counts, also within the other', () => {
    assert.deepEqual(valuesOf('a: &x\n  - &x 1\nb: *x\nc: {d: &x 2}\ne: *x'), [
      { a: [1], b: 1, c: { d: 2 }, e: 2 },
    ]);
    assert.deepEqual(valuesOf('a: &x [&x 1]\nb: [*x, !!str 3]'), [{ a: [1], b: [1, '3'] }]);
  });
  test('inside themselves are a problem', () => assert.deepEqual(problemsOf('a: &a [*a]'), ['syntax']));
  test('that multiply without end are refused', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array<string>(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const [document] = readDocuments(lines.join('\n')).documents;
    assert.equal(document?.value, undefined);
    assert.equal(document?.problems.length, 1);
  });
});

describe('problems', () => {
  test('a broken document leaves its neighbours as they are', () => {
    assert.deepEqual(
      valuesOf('a: 1\n---\nb: "unclosed\n---\nc: 3').filter((_, index) => index !== 1),
      [{ a: 1 }, { c: 3 }],
    );
  });
  test('a key written twice is one, and the last value stays', () => {
    const [document] = readDocuments('a: 1\nb: 2\na: 3').documents;
    assert.deepEqual(document?.value, { a: 3, b: 2 });
    assert.deepEqual(document.problems, [
      { kind: 'duplicate-key', span: { start: 10, end: 11 }, text: 'a', first: { start: 0, end: 1 } },
    ]);
  });
  test('text that nests without end is refused, not followed', () => {
    for (const text of ['['.repeat(50_000), '- '.repeat(50_000), '{a: '.repeat(20_000)]) {
      assert.ok(problemsOf(text).length > 0);
    }
  });
});

test('no text makes the reader throw: every page of cases, cut at any offset', () => {
  const folder = new URL('../fixtures/rules/', import.meta.url);
  const pages = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const whole = fc.constantFrom(...pages);
  fc.assert(
    fc.property(whole, fc.nat(), fc.nat(400), (page, at, length) => {
      const start = at % page.length;
      const { documents } = readDocuments(page.slice(start, start + length));
      for (const { text, problems } of documents) {
        for (const { span } of problems)
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
      }
    }),
    { numRuns: 400 },
  );
});
