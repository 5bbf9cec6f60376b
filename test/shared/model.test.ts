// Field paths and label selectors.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatFieldPath, parseFieldPath } from '../../shared/model/field-path.ts';
import { formatSelector, matches, type LabelSet, type Requirement } from '../../shared/model/labels.ts';
import { isStandIn, isUnresolved } from '../../shared/model/unresolved.ts';

test('a field path is written as the API server writes it', () => {
  assert.equal(formatFieldPath(['spec', 'ports', 0, 'targetPort']), 'spec.ports[0].targetPort');
  assert.equal(
    formatFieldPath(['metadata', 'labels', 'app.kubernetes.io/name']),
    'metadata.labels[app.kubernetes.io/name]',
  );
  assert.equal(formatFieldPath(['a', '0', '']), 'a["0"][""]');
});

test('reading a field path is the inverse of writing it', () => {
  const step = fc.oneof(fc.nat(), fc.string(), fc.constantFrom('spec', 'a.b/c', 'x]y', '"q"', '12'));
  fc.assert(
    fc.property(fc.array(step), (path) => assert.deepEqual(parseFieldPath(formatFieldPath(path)), path)),
  );
});

describe('a selector', () => {
  const labels: LabelSet = { app: 'web', tier: '${TIER}' };
  const cases: readonly [Requirement, string][] = [
    [{ key: 'app', operator: 'In', values: ['web', 'api'] }, 'yes'],
    [{ key: 'app', operator: 'In', values: ['api'] }, 'no'],
    [{ key: 'none', operator: 'In', values: ['x'] }, 'no'],
    [{ key: 'tier', operator: 'In', values: ['front'] }, 'unknown'],
    [{ key: 'app', operator: 'NotIn', values: ['web'] }, 'no'],
    [{ key: 'none', operator: 'NotIn', values: ['web'] }, 'yes'],
    [{ key: 'app', operator: 'Exists', values: [] }, 'yes'],
    [{ key: 'none', operator: 'DoesNotExist', values: [] }, 'yes'],
    [{ key: 'app', operator: 'DoesNotExist', values: [] }, 'no'],
  ];
  for (const [requirement, answer] of cases) {
    test(`${formatSelector([requirement])}: ${answer}`, () =>
      assert.equal(matches([requirement], labels), answer));
  }

  test('never matches more for one more requirement', () => {
    const word = fc.constantFrom('a', 'b', 'c');
    const requirement = fc.record({
      key: word,
      operator: fc.constantFrom<Requirement['operator']>('In', 'NotIn', 'Exists', 'DoesNotExist'),
      values: fc.array(word, { minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(requirement), requirement, fc.dictionary(word, word), (selector, more, set) => {
        if (matches([...selector, more], set) === 'yes') assert.equal(matches(selector, set), 'yes');
      }),
    );
  });
});

test('what a selector says in spite of unresolved text holds whatever the text becomes', () => {
  const word = fc.constantFrom('a', 'b', '${X}');
  const requirement = fc.record({
    key: fc.constantFrom('a', 'b'),
    operator: fc.constantFrom<Requirement['operator']>('In', 'NotIn', 'Exists', 'DoesNotExist'),
    values: fc.array(word, { minLength: 1 }),
  });
  fc.assert(
    fc.property(
      fc.array(requirement),
      fc.dictionary(fc.constantFrom('a', 'b'), word),
      fc.constantFrom('a', 'b', 'c'),
      (selector, set, meant) => {
        const fill = (text: string): string => text.replace('${X}', meant);
        const answer = matches(selector, set);
        const filled = matches(
          selector.map((part) => ({ ...part, values: part.values.map(fill) })),
          Object.fromEntries(Object.entries(set).map(([key, value]) => [key, fill(value)])),
        );
        if (answer !== 'unknown') assert.equal(filled, answer);
      },
    ),
  );
});

test('a whole value that names what is to stand there is told from a name', () => {
  for (const text of ['PVC_NAME', 'PORT', 'YOUR_NAMESPACE', 'CHANGEME', 'CHANGE_ME', 'xxx', 'INSTANCE_IP'])
    assert.ok(isStandIn(text), text);
  for (const text of ['FOO_BAR', 'MY_APP', 'web', 'HTTP', 'pvc_name', 'xx', 'APP_NAME-web', ''])
    assert.ok(!isStandIn(text), text);
});

test('text that a template fills in is told from text that is meant', () => {
  const unresolved = [
    '{{ .x }}',
    'a-${B}',
    '$(C)',
    '<your-name>',
    'REPLACEME-x',
    '<!Ref x>',
    '((a))',
    '%%A%%',
  ];
  for (const text of [...unresolved, '$A_1', 'TO_REPLACE', 'MEREPLACE', 'x-REPLACE_ME'])
    for (const whole of [text, `${text} ${'and more '.repeat(9)}`])
      assert.equal(isUnresolved(whole), whole === text || text !== '$A_1', whole);
  for (const text of ['web', 'a<b', '$5', 'x{y}', '']) assert.ok(!isUnresolved(text), text);
});
