// Edits that silence a finding: they must do so, and nothing else.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEdits } from '../../server/features/fix-all.ts';
import { suppressActionsOf, type SuppressAction } from '../../server/features/suppress-actions.ts';
import { readConfig } from '../../server/analysis/config/read-config.ts';
import { LanguageService } from '../../server/service.ts';

const RULE = 'service-node-port-range';

const service = (port: string): string => `apiVersion: v1
kind: Service
metadata: { name: web, annotations: { service.cilium.io/global: "true" } }
spec:
  type: NodePort
  ports:
${port}
`;

const OUT_OF_RANGE = service('    - port: 80\n      nodePort: 80');

function open(uri: string, text: string): LanguageService {
  const language = new LanguageService((rule, error) => {
    throw new Error(rule, { cause: error });
  });
  language.workspace.setFile(uri, text);
  language.workspace.complete();
  return language;
}

/** The actions for the first finding of the file, by title. */
function actionsOf(
  text: string,
  config?: string,
  uri = '/web.yaml',
  overruled: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, SuppressAction> {
  const language = open(uri, text);
  const [finding] = language.findings(uri);
  assert.ok(finding);
  const actions = suppressActionsOf(finding, language.context.snapshot, {
    uri: '/.kubereach.yaml',
    text: config,
    overruled,
  });
  return new Map(actions.map((action) => [action.title, action]));
}

describe('the line and the file', () => {
  const cases: readonly [string, string][] = [
    ['block style', OUT_OF_RANGE],
    ['flow style', service('    [{ port: 80, nodePort: 80 }]')],
    [
      'flow style over several lines',
      service('    [\n      {\n        port: 80,\n        nodePort: 80,\n      },\n    ]'),
    ],
    ['Windows line breaks', OUT_OF_RANGE.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${OUT_OF_RANGE}`],
    [
      'the second document',
      `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---\n${OUT_OF_RANGE}`,
    ],
    [
      'a comment that names another rule',
      service(
        '    - port: 80\n      # kubereach-disable-next-line service-port-range: why\n      nodePort: 80',
      ),
    ],
    [
      'a comment for the file that names another rule',
      `# kubereach-disable-file service-port-range\n${OUT_OF_RANGE}`,
    ],
  ];
  for (const [name, text] of cases) {
    for (const where of ['line', 'file']) {
      test(`${name}: a comment for the ${where} silences the finding and changes no value`, () => {
        const action = actionsOf(text).get(`Disable ${RULE} for this ${where}`);
        assert.ok(action);
        const after = applyEdits(text, action.edits);
        const language = open('/web.yaml', after);
        assert.deepEqual(
          language.findings('/web.yaml').filter(({ rule }) => rule === RULE),
          [],
          after,
        );
        const objects = (one: LanguageService): unknown =>
          one.workspace.snapshot.file('/web.yaml')?.documents.map(({ document }) => document.objects);
        assert.deepEqual(objects(language), objects(open('/web.yaml', text)));
        assert.equal(/[^\r]\n/.test(after), /[^\r]\n/.test(text));
      });
    }
  }

  test('a name more goes into the comment that is there', () => {
    const text = service(
      '    - port: 80\n      # kubereach-disable-next-line yaml-syntax: why\n      nodePort: 80',
    );
    const action = actionsOf(text).get(`Disable ${RULE} for this line`);
    assert.match(
      applyEdits(text, action?.edits ?? []),
      /# kubereach-disable-next-line yaml-syntax, service-node-port-range: why\n/,
    );
  });

  test('JSON has no comments', () => {
    const json = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', annotations: { 'service.cilium.io/global': 'true' } },
      spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] },
    });
    assert.deepEqual([...actionsOf(json, '', '/web.json').keys()], [`Disable ${RULE} in .kubereach.yaml`]);
    assert.ok(!actionsOf(json).has(`Disable ${RULE} for this line`));
  });
});

describe('the repository', () => {
  const cases: readonly [string, string | undefined, string][] = [
    ['no file', undefined, `rules:\n  ${RULE}: "off"\n`],
    ['an empty file', '', `rules:\n  ${RULE}: "off"\n`],
    ['a file with a comment', '# Ours.', `# Ours.\nrules:\n  ${RULE}: "off"\n`],
    ['other fields', 'namespace: a # here\n', `namespace: a # here\nrules:\n  ${RULE}: "off"\n`],
    [
      'other rules',
      'rules:\n    yaml-*: hint\nnamespace: a\n',
      `rules:\n    yaml-*: hint\n    ${RULE}: "off"\nnamespace: a\n`,
    ],
    ['another severity', `rules: { ${RULE}: hint }\n`, `rules: { ${RULE}: "off" }\n`],
  ];
  for (const [name, text, after] of cases) {
    test(name, () => {
      const action = actionsOf(OUT_OF_RANGE, text).get(`Disable ${RULE} in .kubereach.yaml`);
      assert.ok(action);
      assert.equal(action.isNewFile, text === undefined);
      assert.equal(applyEdits(text ?? '', action.edits), after);
      assert.equal(readConfig(after).config.rules?.[RULE], 'off');
    });
  }

  test('is not offered where the settings of the editor win', () => {
    const title = `Disable ${RULE} in .kubereach.yaml`;
    assert.ok(actionsOf(OUT_OF_RANGE, '', '/web.yaml', new Set(['yaml-syntax'])).has(title));
    assert.ok(!actionsOf(OUT_OF_RANGE, '', '/web.yaml', new Set([RULE])).has(title));
  });
});
