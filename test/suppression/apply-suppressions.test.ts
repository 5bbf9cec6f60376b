// Comments and annotations that silence findings.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  applySuppressions,
  type Suppressible,
} from '../../server/analysis/suppression/apply-suppressions.ts';
import { suppressionsOf } from '../../server/analysis/suppression/directive.ts';
import type { ManifestFile } from '../../server/workspace/manifest.ts';
import { readManifestFile } from '../../server/workspace/read-manifest.ts';
import { commentsWith } from '../../server/yaml/comments.ts';

/** A finding of the rule at each `<rule id>` in angle brackets: `port: 0 <service-port-range>`. */
function fileWith(text: string): { file: ManifestFile; findings: readonly Suppressible[] } {
  const marks = [...text.matchAll(/ <([a-z-]+)>/g)];
  const file = readManifestFile('/web.yaml', text.replaceAll(/ <[a-z-]+>/g, ''));
  let removed = 0;
  const findings = marks.map(({ 0: mark, 1: rule = '', index }): Suppressible => {
    const offset = index - removed - 1;
    removed += mark.length;
    const placed = file.documents.findLast(({ start }) => start <= offset);
    assert.ok(placed);
    const span = { start: offset - placed.start, end: offset - placed.start + 1 };
    return { rule, document: placed.document, span, at: { document: placed.document, span } };
  });
  return { file, findings };
}

const OPTIONS = { isActive: () => true, isJudged: () => true };

const HEAD = 'apiVersion: v1\nkind: Service\n';

describe('a comment silences', () => {
  const cases: readonly [string, string, readonly string[], readonly string[]][] = [
    [
      'the next line',
      'a: 1\n# kubereach-disable-next-line service-port-range\nb: 2 <service-port-range>\n',
      [],
      [],
    ],
    [
      'no line further down',
      '# kubereach-disable-next-line service-port-range\na: 1\nb: 2 <service-port-range>\n',
      ['service-port-range'],
      ['service-port-range'],
    ],
    [
      'the next line past blank lines and other comments',
      '# kubereach-disable-next-line service-port-range: why\n# kubereach-disable-next-line service-port-type\n\n# note\nb: 2 <service-port-range> <service-port-type>\n',
      [],
      [],
    ],
    [
      'its own line',
      'b: 2 <service-port-range> # kubereach-disable-line service-port-range -- why\n',
      [],
      [],
    ],
    ['every rule when it names none', 'b: 2 <service-port-range> # kubereach-disable-line\n', [], []],
    ['every rule, with a reason', 'b: 2 <service-port-range> # kubereach-disable-line: why\n', [], []],
    [
      'several rules, parted by commas or spaces',
      'b: 2 <service-port-range> <service-port-type> <yaml-syntax> # kubereach-disable-line service-port-range, service-port-type yaml-syntax\n',
      [],
      [],
    ],
    ['rules by a pattern', 'b: 2 <service-port-range> # kubereach-disable-line service-*\n', [], []],
    [
      'no other rule',
      'b: 2 <service-port-type> # kubereach-disable-line service-port-range\n',
      ['service-port-type'],
      ['service-port-range'],
    ],
    [
      'a block',
      'a: 1 <yaml-syntax>\n# kubereach-disable service-port-range\nb: 2 <service-port-range>\n# kubereach-enable service-port-range\nc: 3 <service-port-range>\n',
      ['yaml-syntax', 'service-port-range'],
      [],
    ],
    [
      'a block of every rule but one that is enabled in it',
      '# kubereach-disable\nb: 2 <service-port-range>\n# kubereach-enable service-port-range\nc: 3 <service-port-range> <yaml-syntax>\n',
      ['service-port-range'],
      [],
    ],
    [
      'a block that goes on in the next document',
      `# kubereach-disable yaml-*\n${HEAD}---\n${HEAD}b: 2 <yaml-syntax>\n`,
      [],
      [],
    ],
    [
      'the whole file, from above its first document',
      `# kubereach-disable-file service-port-range\n---\n${HEAD}b: 2 <service-port-range>\n---\nc: 3 <service-port-range>\n`,
      [],
      [],
    ],
    ['nothing as text', 'b: "# kubereach-disable-line" <yaml-syntax>\n', ['yaml-syntax'], []],
    [
      'nothing from inside a block scalar',
      'a: |\n  # kubereach-disable-file yaml-syntax\nb: 2 <yaml-syntax>\n',
      ['yaml-syntax'],
      [],
    ],
    [
      'with Windows line breaks',
      '# kubereach-disable-next-line yaml-syntax\r\n\r\n# x\r\nb: 2 <yaml-syntax>\r\n',
      [],
      [],
    ],
    [
      'once: the narrower one is of use',
      '# kubereach-disable-file yaml-syntax\nb: 2 <yaml-syntax> # kubereach-disable-line yaml-syntax\n',
      [],
      ['yaml-syntax'],
    ],
    ['nothing that is unknown', '# kubereach-disable-nextline yaml-syntax\nb: 2\n', [], ['disable-nextline']],
    ['nothing by an unknown name', '# kubereach-disable-file yaml-syntx\nb: 2\n', [], ['yaml-syntx']],
    [
      'the rule about suppressions only by its name',
      'b: 2 <suppression-unused> # kubereach-disable-line suppression-unused\n',
      [],
      [],
    ],
    [
      'not the rule about suppressions together with all others',
      'b: 2 <suppression-unused> <yaml-syntax> # kubereach-disable-line\n',
      ['suppression-unused'],
      [],
    ],
    ['nothing by an end without a beginning', '# kubereach-enable\nb: 2\n', [], ['enable']],
  ];
  for (const [name, text, kept, unused] of cases) {
    test(name, () => {
      const { file, findings } = fileWith(text);
      const result = applySuppressions(file, findings, OPTIONS);
      assert.deepEqual(
        result.kept.map(({ rule }) => rule),
        kept,
      );
      assert.deepEqual(
        result.unused.map(({ by, rule }) => rule?.pattern ?? ('name' in by ? by.name : 'annotation')),
        unused,
      );
      assert.equal(result.kept.length + result.suppressed.length, findings.length);
    });
  }

  test('and its reason is kept', () => {
    const { file } = fileWith('# kubereach-disable-file yaml-syntax: a, b: c\nb: 2\n');
    const [one] = suppressionsOf(file).comments;
    assert.ok(one?.type === 'comment');
    assert.equal(one.reason, 'a, b: c');
  });
});

describe('what cannot be known is not called unused', () => {
  const { file } = fileWith('b: 2 # kubereach-disable-line yaml-syntax\n');
  const unused = (options: Partial<typeof OPTIONS>): number =>
    applySuppressions(file, [], { ...OPTIONS, ...options }).unused.length;

  test('for a rule that is off', () => assert.equal(unused({ isActive: () => false }), 0));
  test('for text that was not judged', () => assert.equal(unused({ isJudged: () => false }), 0));
  test('it is otherwise', () => assert.equal(unused({}), 1));
});

describe('an annotation silences', () => {
  const text = (value: string): string =>
    `${HEAD}metadata:\n  annotations:\n    kubereach/ignore: ${value}\n---\n${HEAD}`;
  const cases: readonly [string, string, boolean][] = [
    ['a rule', '"yaml-syntax: known"', true],
    ['one of several, whose reasons hold commas', '"service-port-type: a, b, yaml-syntax"', true],
    ['one on a line of its own', '|\n      service-port-type: a\n      yaml-syntax: b', true],
    ['every rule', '"*"', true],
    ['no other rule', '"service-port-type"', false],
  ];
  for (const [name, value, isSilent] of cases) {
    test(name, () => {
      const { file } = fileWith(text(value));
      const objects = file.documents.flatMap(({ document }) => document.objects);
      const findings = objects.map((object, index): Suppressible => {
        const document = file.documents[index]?.document;
        assert.ok(document);
        return { rule: 'yaml-syntax', document, span: { start: 0, end: 1 }, at: { object, path: [] } };
      });
      const { kept } = applySuppressions(file, findings, OPTIONS);
      assert.deepEqual(kept, isSilent ? findings.slice(1) : findings);
    });
  }
});

test('comments are found where they stand, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '# xx',
          '#xx',
          'a: 1',
          '"# xx"',
          ' |',
          '\n',
          '  ',
          '---\n',
          '- ',
          "'",
          '{',
          '🙂',
          '\r\n',
        ),
      ),
      (parts) => {
        const text = parts.join('');
        for (const { span, text: comment } of commentsWith('xx', text))
          assert.equal(text.slice(span.start, span.end), comment);
      },
    ),
  );
});
