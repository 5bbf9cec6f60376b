// The engine: what concerns every rule.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RuleContext } from '../../server/analysis/context.ts';
import { Judge } from '../../server/analysis/judge.ts';
import { defineRule, type AnyRule } from '../../server/analysis/rule.ts';
import { DEFAULT_SETTINGS } from '../../server/analysis/settings.ts';
import { snapshotOf } from '../support/lint-fixture.ts';

const METADATA = {
  severity: 'warning',
  summary: '',
  why: '',
  silentWhen: [],
  howToFix: '',
} as const;

/** Speaks of every object. */
const loud = defineRule({
  ...METADATA,
  id: 'loud',
  subject: 'Object',
  *find(object) {
    yield { at: { object, path: ['kind'] }, state: object.ref.kind };
  },
  say: (kind) => ({ message: kind }),
});

const throwing = defineRule({
  ...METADATA,
  id: 'throwing',
  subject: 'Object',
  find() {
    throw new Error('a bug');
  },
  say: () => ({ message: '' }),
});

const root = defineRule({ ...loud, id: 'root', isRootCause: true });

function lint(
  files: Readonly<Record<string, string>>,
  rules: readonly AnyRule[] = [loud],
): readonly string[] {
  const bugs: string[] = [];
  const snapshot = snapshotOf(Object.entries(files).map(([path, text]) => ({ path, text, isUnread: false })));
  const ctx = new RuleContext(snapshot, DEFAULT_SETTINGS);
  const judge = new Judge(rules, (rule) => bugs.push(`bug in ${rule}`));
  const found = [...snapshot.files()].flatMap((file) => judge.findings(file, ctx));
  return [...found.map(({ rule, document, message }) => `${document.uri} ${rule}: ${message}`), ...bugs];
}

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n';

describe('rules are run on', () => {
  test('every document of a manifest, and every item of a List', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n- apiVersion: v1\n  kind: Secret\n';
    assert.deepEqual(lint({ '/a.yaml': `${POD}---\n${list}` }), [
      '/a.yaml loud: Pod',
      '/a.yaml loud: Service',
      '/a.yaml loud: Secret',
    ]);
  });
});

describe('rules are not run on', () => {
  const silent: readonly [string, Readonly<Record<string, string>>][] = [
    ['documents without apiVersion and kind', { '/values.yaml': 'kind: x\nreplicas: 3' }],
    ['a file that asks for it', { '/a.yaml': `# kubereach-disable-file\n${POD}` }],
    ['an unrendered template', { '/a.yaml': `${POD}spec: {{ .Values.spec }}\n` }],
    [
      'a template of a chart, even one that is valid YAML',
      { '/c/Chart.yaml': 'apiVersion: v2\nname: c\n', '/c/templates/a.yaml': POD },
    ],
    [
      'a dependency that a chart brings along',
      { '/c/Chart.yaml': 'apiVersion: v2\nname: c\n', '/c/charts/d/a.yaml': POD },
    ],
    [
      'a patch that a kustomization names',
      { '/o/kustomization.yaml': 'patches:\n- path: ./patch.yaml\n', '/o/patch.yaml': POD },
    ],
    [
      'a kustomization',
      { '/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n' },
    ],
    ['an object that says it is a patch', { '/a.yaml': `${POD}spec:\n  $patch: delete\n` }],
  ];
  for (const [name, files] of silent) test(name, () => assert.deepEqual(lint(files), []));

  test('a piece of an object that stands whole elsewhere', () => {
    const whole = `${POD}spec: { containers: [{ name: a, image: a }] }\n`;
    assert.deepEqual(lint({ '/base/a.yaml': whole, '/overlay/a.yaml': POD }), ['/base/a.yaml loud: Pod']);
  });

  test('a document with broken syntax, though they are on its neighbours', () => {
    assert.deepEqual(lint({ '/a.yaml': `${POD}spec: "unclosed\n---\n${POD}` }), ['/a.yaml loud: Pod']);
  });
});

test('a root cause silences the other rules about its object', () => {
  assert.deepEqual(lint({ '/a.yaml': POD }, [loud, root]), ['/a.yaml root: Pod']);
});

test('a rule that throws costs its own findings and nothing else', () => {
  assert.deepEqual(lint({ '/a.yaml': POD }, [throwing, loud]), ['/a.yaml loud: Pod', 'bug in throwing']);
});
