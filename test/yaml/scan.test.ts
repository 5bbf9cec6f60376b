// The fast tier of reading: never another answer than the parser's, and few documents left to it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { parseDocument } from '../../server/yaml/parse-document.ts';
import { lastRefusal, scanDocument } from '../../server/yaml/scan.ts';
import { TEMPLATE } from '../../server/yaml/scan-state.ts';
import { keepScan } from '../../server/yaml/scan-table.ts';
import { treeOfScan } from '../../server/yaml/scan-tree.ts';
import { scanField, valueOfScan } from '../../server/yaml/scan-value.ts';
import { compareReadings } from '../fuzz/scan-compare.ts';
import { NASTY } from '../fuzz/scan-grammar.ts';
import { mutate, pick, seededRandom } from '../fuzz/scan-mutants.ts';
import { ownDocuments } from '../support/own-documents.ts';

function assertNeverDifferent(text: string): void {
  const verdict = compareReadings(text);
  assert.notEqual(
    verdict.is,
    'different',
    verdict.is === 'different' ? `${verdict.what}: ${JSON.stringify(text)}` : '',
  );
}

describe('the scanner reads as the parser does', () => {
  const cases: readonly [string, string][] = [
    ['nested mappings and lists', 'a:\n  b:\n    - c: 1\n      d: [x]\n    -  - e\n       - f\ng: h\n'],
    ['a list at the column of its key', 'a:\n- b\n- c:\n  - d\ne: f'],
    ['empty values, with blanks and comments behind', 'a:  \nb:   # c\nc:\n# d\n\n- \n- # e\n-\nd:'],
    ['comments anywhere', '# a\n  # b\na: # c\n # d\n  - b # e\n# f\n  -   # g\n    c\n#'],
    ['CR LF', 'a: |\r\n  b\r\n\r\n  c\r\nd: "e\r\n  f"\r\n'],
    ['text over lines', "a: b\n  c\n\n\n  - d\ne: 'f\n  g\n\n  it''s'\nh: \"i \\\n  j\n\n   k\\n\"\n"],
    ['block scalars', 'a: |\n  b\n   c\n\nd: >-\n  e\n  f\n\n  g\n   h\n  i\nj: |+\n  k\n\n\nl: |2\n    m\n'],
    ['a block scalar without a last line break', 'a: |\n  b'],
    ['a block scalar that begins with empty lines', '- >\n\n \n  a\n  b\n- |-\n\n    a\n'],
    [
      'scalars of go-yaml',
      'a: [y, 0x1F, 012, 1e3, ~, "y", .inf, 1:30, -0, -a, --b]\nb: 08\nc: 1_000\nd: No\n',
    ],
    ['keys that are no strings', 'y: 1\n2: b\n__proto__: c\n0x10: d\n"e\\n": f\n\'g\': h\n~: i'],
    ['JSON', '{\n\t"a": [1, -2.5, true, null, "\\u00e9\\"\\/"],\n\t"b":{"c":"d"},"e": {}, "f" :\n []\n}\n'],
    ['comments in brackets', 'a: [b, # c\n  # d\n  e # f\n  # g\n  , h]\ni: { # j\n  k: l }\n'],
    ['text that begins with a colon', 'a: :path\nb:\n  - c: :d:e\n  - f: :g h\n'],
    ['flow collections over lines', 'a: {b: c,\n  d: [e,\n f,\n g],\n}\nh: [\n]\n'],
    ['colons and hashes inside text', 'a: b:c#d\ne: http://f:80/#g\n"h": i "j" \'k\'\nl m: n,o]p}'],
    ['anchors', 'a: &x 1\nb: *x\nc: &y\n  d: *x # e\n  f: &z\ng: [h]\ni: *y\nj:\n- &w k\n- *w\n- *z\n'],
    ['an anchor within another of the same name', '- a: &x\n  - &x\n- *x\n- &y\n  b: &y c\n- *y\n'],
    ['emoji and other letters', 'a: 😀 é\n"ü": |\n  日本\n'],
    ['an indented document', '\n  # a\n  b: c\n  d:\n    e: f\n'],
    ['one scalar', 'a b\n'],
  ];
  for (const [name, text] of cases) {
    test(name, () => assert.deepEqual(compareReadings(text), { is: 'same' }));
  }
});

describe('the scanner leaves to the parser', () => {
  const cases: readonly [string, string][] = [
    ['keys written twice', 'a: 1\nb: 2\na: 3'],
    ['keys written twice in brackets', '{a: 1, "a": 2}'],
    ['keys that read the same', 'y: 1\ntrue: 2'],
    ['keys written twice among many', `${Array.from({ length: 90 }, (_, i) => `k${i}: 1\n`).join('')}k40: 2`],
    ['merge keys', 'a: &x {b: 1}\nc:\n  <<: *x'],
    ['tags', 'a: !x b'],
    ['complex keys', '? a\n: b'],
    ['tabs in the indentation', 'a:\n\tb: 1'],
    ['directives', '%YAML 1.1\na: 1'],
    ['a carriage return of its own', 'a: b\rc: d'],
    ['control characters', 'a: b\u0001'],
    ['characters that may be line breaks', 'a: b\u2028c\u0085'],
    ['byte order marks', '\uFEFFa: 1'],
    ['deep nesting', '['.repeat(90) + ']'.repeat(90)],
    ['deep nesting in dashes', `${'- '.repeat(90)}a`],
    ['brackets in text, where the parser counts them too', `a: ${'['.repeat(1100)}`],
    ['dashes in text, where the parser counts them too', `a: 1 # ${'- '.repeat(401)}`],
    ['aliases that multiply', 'a: &a [x, x]\nb: &b\n  c: *a\nd: *b'],
    ['an alias inside its own anchor', 'a: &a\n  b: *a'],
    ['keys far from their colon', `a${' '.repeat(1100)}: b`],
    ['keys longer than the parser takes', `${'a'.repeat(1100)}: b`],
    ['nothing at all', '# a\n\n'],
  ];
  for (const [name, text] of cases) test(name, () => assert.equal(scanDocument(text), undefined));
});

describe('braces that break the YAML around them', () => {
  const templates: readonly [string, string][] = [
    ['as a value', 'kind: Service\nmetadata:\n  name: {{ .Release.Name }}\n'],
    ['as an item', 'args:\n  - {{ .Values.a }}\n  - b\n'],
    ['around a line of its own', 'a: 1\n{{- if .Values.b }}\nb: 2\n{{- end }}\n'],
    ['before all else', '{{- if .Values.a }}\nkind: Service\n{{- end }}\n'],
    ['within braces', 'a: {b: {{ .c }}}\n'],
    ['before a colon', '{{ .key }}: value\n'],
  ];
  for (const [name, text] of templates) {
    test(`${name} tell a template without the parser, which finds broken syntax too`, () => {
      assert.equal(scanDocument(text), undefined);
      assert.equal(lastRefusal(), TEMPLATE);
      assert.ok(parseDocument(text).problems.some(({ kind }) => kind === 'syntax'));
    });
  }
  const others: readonly [string, string][] = [
    ['in quotes', 'a: "{{ .b }}"\n'],
    ['in text', 'a: b-{{ .c }}\n'],
    ['in a comment', 'a: b # {{ .c }}\n# {{ .d }}\n'],
    ['in a block scalar', 'a: |\n  {{ .b }}\n'],
    ['in the next line of a text', 'a: b\n  {{ .c }}\n'],
    ['in the next line of a text without a key', 'b\n{{\n'],
    ['with a blank between them', 'a: { {b: c}: d }\n'],
  ];
  for (const [name, text] of others) {
    test(`${name} do not`, () => {
      scanDocument(text);
      assert.notEqual(lastRefusal(), TEMPLATE);
    });
  }
});

describe('counterexamples found once', () => {
  const cases: readonly [string, string][] = [
    ['a key over two lines', '"\n":'],
    ['an escaped blank before a line break', '"\\ \n"'],
    ['text that goes on behind a comment', '- x #\n y'],
    ['a comma behind a comment', 'a:\n x #\n ,'],
    ['a quote behind a comment', "- x #\n '"],
    ['a comment at the start of a line between brackets', '{d: 1\n#\n}'],
    ['text on a line of its own behind a comment at the margin', '-\n\n#\n z\n-'],
    ['the same as the value of a key', 'a:\n\n#\n z\nb:'],
    ['an empty key', 'a:\n: '],
    ['an empty key alone', ':\n'],
    ['an empty key behind another', 's:\n: {}'],
  ];
  for (const [name, text] of cases) test(name, () => assertNeverDifferent(text));
});

describe('the project’s own documents', () => {
  const documents = ownDocuments();
  test('read the same, and nearly all of them without the parser', () => {
    let nRefused = 0;
    for (const text of documents) {
      assertNeverDifferent(text);
      if (!scanDocument(text) && parseDocument(text).problems.length === 0) nRefused++;
    }
    assert.ok(documents.length > 500, `${documents.length} documents`);
    assert.ok(nRefused < documents.length / 50, `${nRefused} of ${documents.length} are left to the parser`);
  });
  test('read the same with something wrong in them', () => {
    const random = seededRandom(1);
    const short = documents.filter((text) => text.length < 3000);
    for (let i = 0; i < 3000; i++)
      assertNeverDifferent(mutate(pick(short, random), random, pick(short, random)));
  });
  test('read the same cut at any offset', () => {
    for (const text of documents.filter((_, index) => index % 97 === 0)) {
      for (let end = 0; end < Math.min(text.length, 600); end++) assertNeverDifferent(text.slice(0, end));
    }
  });
});

describe('nasty text reads as the parser reads it', () => {
  for (const [name, arbitrary] of Object.entries(NASTY)) {
    test(name, () => fc.assert(fc.property(arbitrary, assertNeverDifferent), { numRuns: 2000 }));
  }
});

describe('large files', () => {
  const million = 'x'.repeat(1_200_000);
  const cases: readonly [string, string][] = [
    [
      'a line of a million characters',
      `a: ${million}\nb: 1 # ${million}\n"c": "${million}"\nd: |\n  ${million}\n`,
    ],
    ['many comments before one long line', `${'# c\n'.repeat(20_000)}a: ${million}`],
    ['many documents’ worth of items', `a:\n${'- b: 1 # c\n  d: {e: f}\n'.repeat(8_000)}`],
    ['a list of half a million nodes', `a:\n${'- {b: 1, c: [x]}\n'.repeat(85_000)}`],
    ['brackets by the thousand', `a:\n${'- [{}, "[]"]\n'.repeat(900)}`],
    ['a mapping of many keys', Array.from({ length: 20_000 }, (_, i) => `k${i}: ${i}\n`).join('')],
  ];
  for (const [name, text] of cases) {
    test(name, () => {
      const table = scanDocument(text);
      assert.ok(table);
      assert.ok(isDeepStrictEqual(treeOfScan(table), parseDocument(text).root));
    });
  }
});

describe('a table', () => {
  const text = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec: {ports: [80]}\n';
  test('answers for single fields', () => {
    const table = scanDocument(text);
    assert.ok(table);
    assert.equal(scanField(table, 'kind'), 'Service');
    assert.equal(scanField(table, 'metadata', 'name'), 'web');
    assert.equal(scanField(table, 'metadata', 'namespace'), undefined);
    assert.equal(scanField(table, 'kind', 'name'), undefined);
    assert.deepEqual(scanField(table, 'spec'), { ports: [80] });
  });
  test('gives a part of its value', () => {
    const table = scanDocument(text);
    assert.ok(table);
    assert.deepEqual(valueOfScan(table, new Set(['kind', 'spec'])), {
      kind: 'Service',
      spec: { ports: [80] },
    });
  });
  test('lasts when it is kept', () => {
    const table = scanDocument(text);
    assert.ok(table);
    const kept = keepScan(table);
    assert.ok(scanDocument('- other\n- text'));
    assert.deepEqual(treeOfScan(kept), parseDocument(text).root);
  });
});
