// What a build says beside its objects. Each of the refusals is one of kubectl 1.32.4 as well.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFieldPath } from '../../shared/model/field-path.ts';
import { build, type BuildResult } from '../../server/kustomize/build.ts';
import { describeProblem, describeUnknown } from '../../server/kustomize/words.ts';

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n';
const JSON_PATCH = '- { op: remove, path: /spec/type }\n';

function buildFiles(files: Readonly<Record<string, string>>, directory = '/app'): BuildResult {
  return build({ directory, readFile: (uri) => (Object.hasOwn(files, uri) ? files[uri] : undefined) });
}

function problemsOf(result: BuildResult): readonly string[] {
  return result.problems.map(
    ({ kind, uri, path, what, isRefused }) =>
      `${isRefused ? '' : 'passed over: '}${kind} ${uri} ${formatFieldPath(path)} ${what}`,
  );
}

interface Row {
  readonly name: string;
  readonly kustomization: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly expected: readonly string[];
}

const K = '/app/kustomization.yaml';

const REFUSED: readonly Row[] = [
  {
    name: 'a file that is not there',
    kustomization: 'resources: [web.yaml, gone.yaml]',
    expected: [`missing-file ${K} resources[1] gone.yaml`],
  },
  {
    name: 'a file outside the directory',
    kustomization: 'resources: [../other.yaml]',
    files: { '/other.yaml': SERVICE },
    expected: [`outside-root ${K} resources[0] ../other.yaml`],
  },
  {
    name: 'a field that does not exist',
    kustomization: 'resources: [web.yaml]\nresource: []',
    expected: [`unknown-field ${K} resource resource`],
  },
  {
    name: 'a field of the wrong type',
    kustomization: 'resources: web.yaml',
    expected: [`wrong-type ${K} resources resources`],
  },
  {
    name: 'a label that is no text',
    kustomization: 'resources: [web.yaml]\ncommonLabels: { version: 1 }',
    expected: [`wrong-type ${K} commonLabels commonLabels`],
  },
  {
    name: 'another kind',
    kustomization: 'kind: Service\nresources: [web.yaml]',
    expected: [`wrong-kind ${K} kind Service`],
  },
  {
    name: 'the same object twice',
    kustomization: 'resources: [web.yaml, again.yaml]',
    files: { '/app/again.yaml': SERVICE },
    expected: [`duplicate-id ${K} resources[1] Service "web"`],
  },
  {
    name: 'a kustomization that includes itself',
    kustomization: 'resources: [base]',
    files: { '/app/base/kustomization.yaml': 'resources: [../]' },
    expected: ['cycle /app/base/kustomization.yaml resources[0] /app'],
  },
  {
    name: 'a component among the resources',
    kustomization: 'resources: [part]',
    files: { '/app/part/kustomization.yaml': 'kind: Component' },
    expected: [`component-as-resource ${K} resources[0] /app/part`],
  },
  {
    name: 'a base among the components',
    kustomization: 'resources: [web.yaml]\ncomponents: [base]',
    files: { '/app/base/kustomization.yaml': 'namePrefix: a-' },
    expected: [`not-a-component ${K} components[0] /app/base`],
  },
  {
    name: 'broken YAML',
    kustomization: 'resources: [web.yaml, broken.yaml]',
    files: { '/app/broken.yaml': 'kind: Service\nmetadata: { name: [\n' },
    expected: [`unreadable ${K} resources[1] broken.yaml`],
  },
  {
    name: 'an object without a name',
    kustomization: 'resources: [unnamed.yaml]',
    files: { '/app/unnamed.yaml': 'apiVersion: v1\nkind: Service\n' },
    expected: [`no-name ${K} resources[0] Service`],
  },
  {
    name: 'a patch for an object that is not there',
    kustomization: 'resources: [web.yaml]\npatches: [{ path: patch.yaml }]',
    files: { '/app/patch.yaml': SERVICE.replace('web', 'other') },
    expected: [`patch-no-match ${K} patches[0].path Service "other"`],
  },
  {
    name: 'an older patch for an object of another version',
    kustomization: 'resources: [web.yaml]\npatchesStrategicMerge: [patch.yaml]',
    files: { '/app/patch.yaml': SERVICE.replace('v1', 'v2') },
    expected: [`patch-no-match ${K} patchesStrategicMerge[0] Service "web"`],
  },
  {
    name: 'a JSON patch without a target',
    kustomization: 'resources: [web.yaml]\npatches: [{ path: patch.yaml }]',
    files: { '/app/patch.yaml': JSON_PATCH },
    expected: [`patch-needs-target ${K} patches[0].path patch.yaml`],
  },
  {
    name: 'a JSON patch for a field that is not there',
    kustomization: 'resources: [web.yaml]\npatches: [{ path: patch.yaml, target: { kind: Service } }]',
    files: { '/app/patch.yaml': JSON_PATCH },
    expected: ['patch-failed /app/patch.yaml [0].path /spec/type'],
  },
  {
    name: 'a target that is no pattern',
    kustomization: 'resources: [web.yaml]\npatches: [{ path: patch.yaml, target: { name: "(" } }]',
    files: { '/app/patch.yaml': SERVICE },
    expected: [`bad-regex ${K} patches[0].target.name (`],
  },
  {
    name: 'a patch that puts a list where a mapping is',
    kustomization: 'resources: [web.yaml]\npatches: [{ path: patch.yaml }]',
    files: { '/app/patch.yaml': SERVICE.replace('{ ports: [{ port: 80 }] }', '[]') },
    expected: [`patch-failed ${K} patches[0].path Service "web"`],
  },
  {
    name: 'replicas of nothing',
    kustomization: 'resources: [web.yaml]\nreplicas: [{ name: web, count: 2 }]',
    expected: [`replicas-no-match ${K} replicas[0].name web`],
  },
  {
    name: 'a replacement without its source or its target',
    kustomization: `resources: [web.yaml]
replacements:
- { source: { kind: Pod }, targets: [{ select: { kind: Service } }] }
- { source: { kind: Service, fieldPath: spec.none }, targets: [{ select: { kind: Service } }] }
- { source: { kind: Service }, targets: [{ select: { kind: Service }, fieldPaths: [spec.none] }] }
- { source: { kind: Service }, sourceValue: a, targets: [{ select: { kind: Service } }] }
- { targets: [{ select: { kind: Service } }] }`,
    expected: [
      `replacement-no-source ${K} replacements[0].source Pod ""`,
      `replacement-no-field ${K} replacements[1].source.fieldPath spec.none`,
      `replacement-no-field ${K} replacements[2].targets[0].fieldPaths[0] spec.none`,
      `replacement-incomplete ${K} replacements[3] `,
      `replacement-incomplete ${K} replacements[4] `,
    ],
  },
  {
    name: 'a generated object with nothing to merge into',
    kustomization: 'configMapGenerator: [{ name: a, behavior: merge, literals: [b=c] }]',
    expected: [`generator-conflict ${K} configMapGenerator[0] ConfigMap "a"`],
  },
  {
    name: 'a file for a generator that is not there',
    kustomization: 'configMapGenerator: [{ name: a, files: [key=notes.txt] }]',
    expected: [`missing-data ${K} configMapGenerator[0].files[0] notes.txt`],
  },
];

for (const { name, kustomization, files, expected } of REFUSED) {
  test(`refused at its field: ${name}`, () => {
    const result = buildFiles({ [K]: kustomization, '/app/web.yaml': SERVICE, ...files });
    assert.deepEqual(problemsOf(result), expected);
    for (const problem of result.problems) assert.match(describeProblem(problem), /^\S.*[^.]$/);
  });
}

test('a target that selects nothing is passed over, and told', () => {
  const result = buildFiles({
    [K]: 'resources: [web.yaml]\npatches: [{ path: patch.yaml, target: { kind: Pod, name: db } }]',
    '/app/web.yaml': SERVICE,
    '/app/patch.yaml': SERVICE,
  });
  assert.deepEqual(problemsOf(result), [
    `passed over: patch-target-no-match ${K} patches[0].target Pod "db"`,
  ]);
  assert.equal(result.objects.length, 1);
});

test('a part that cannot be built is unknown, and what may be in it is not missed', () => {
  const result = buildFiles({
    [K]: `resources: [web.yaml, "https://github.com/org/repo//base?ref=v1", base]
generators: [plugin.yaml]
helmCharts: [{ name: redis }]
transformers: ["apiVersion: example.com/v1\\nkind: Custom\\nmetadata: { name: it }\\n"]
patches:
- target: { kind: Pod }
  patch: "kind: Pod"
- patch: "{ apiVersion: v1, kind: Pod, metadata: { name: db } }"
replicas: [{ name: db, count: 1 }]`,
    '/app/web.yaml': SERVICE,
    '/app/base/kustomization.yaml': 'resources: ["git@github.com:org/repo.git"]',
  });
  assert.deepEqual(problemsOf(result), []);
  assert.deepEqual(
    result.unknown.map(({ kind, uri, path, what }) => `${kind} ${uri} ${formatFieldPath(path)} ${what}`),
    [
      `remote ${K} resources[1] https://github.com/org/repo//base?ref=v1`,
      'remote /app/base/kustomization.yaml resources[0] git@github.com:org/repo.git',
      `helm ${K} helmCharts[0] redis`,
      `generator ${K} generators[0] plugin.yaml`,
      `transformer ${K} transformers[0] Custom.example.com "it"`,
    ],
  );
  for (const part of result.unknown) assert.match(describeUnknown(part), /^\S.*[^.]$/);
  assert.deepEqual(
    result.objects.map(({ value }) => value['kind']),
    ['Service'],
  );
});

test('a component on its own does not miss what its parents bring', () => {
  const patch = '{ apiVersion: v1, kind: Pod, metadata: { name: db } }';
  const result = buildFiles({ [K]: `kind: Component\npatches: [{ patch: "${patch}" }]` });
  assert.deepEqual(problemsOf(result), []);
});

test('the case of field names does not matter', () => {
  const result = buildFiles({ [K]: 'Resources: [web.yaml]\nnameprefix: my-\n', '/app/web.yaml': SERVICE });
  assert.deepEqual(problemsOf(result), []);
  assert.deepEqual(
    result.objects.map(({ value }) => value['metadata']),
    [{ name: 'my-web' }],
  );
});

test('a directory without a kustomization builds nothing and says so', () => {
  assert.deepEqual(problemsOf(buildFiles({})), ['no-kustomization /app  /app']);
});

test('what is wrong in one place leaves the rest built', () => {
  const { objects } = buildFiles({
    [K]: 'resources: [gone.yaml, web.yaml]\nnamePrefix: my-\npatches: [{ path: gone.yaml }]',
    '/app/web.yaml': SERVICE,
  });
  assert.deepEqual(
    objects.map(({ value }) => value['metadata']),
    [{ name: 'my-web' }],
  );
});
