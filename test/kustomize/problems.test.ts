// What a build says beside its objects. Each of the refusals is one of kubectl 1.32.4 as well.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFieldPath } from '../../shared/model/field-path.ts';
import { describeUnknown } from '../../server/kustomize/words.ts';
import { buildFiles, K, problemsOf, SERVICE, testBuilt, testRefused } from '../support/build-files.ts';

testRefused([
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
    expected: [`no-text ${K} commonLabels.version version`],
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
    files: { '/app/part/kustomization.yaml': 'kind: Component\nnamePrefix: a-' },
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
    name: 'entries with unknown fields and values of the wrong type',
    kustomization: `resources: [web.yaml]
images: [{ name: a, newTag: 1.0 }, { name: a, tag: "1" }, nginx]
labels: [{ pairs: { a: 1 } }, { pairs: { a: b }, includeSelectors: "true" }, { pairs: { a: b }, fields: [a] }]
patches: [p.yaml, { traget: { kind: Service }, patch: a }, { target: Deployment, patch: a }, { path: 3 }]
configMapGenerator: [{ name: a, literals: [{ a: b }] }, { name: b, type: Opaque }, { name: c, files: web.yaml }]
secretGenerator: [{ name: a, options: { labels: { a: 1 }, imutable: true } }]
replicas: [{ name: web, count: "3" }, { name: web, replicas: 3 }]
replacements: [{ sorce: {} }, { source: { kind: Service }, targets: [{ select: { kind: Service }, fieldPath: a }] }]
vars: [{ name: A, objref: { foo: a } }]
metadata: { creationTimestamp: null }`,
    expected: [
      `no-text ${K} images[0].newTag newTag`,
      `unknown-field ${K} images[1].tag tag`,
      `wrong-type ${K} images[2] images`,
      `no-text ${K} labels[0].pairs.a a`,
      `wrong-type ${K} labels[1].includeSelectors includeSelectors`,
      `wrong-type ${K} labels[2].fields[0] fields`,
      `wrong-type ${K} patches[0] patches`,
      `unknown-field ${K} patches[1].traget traget`,
      `wrong-type ${K} patches[2].target target`,
      `no-text ${K} patches[3].path path`,
      `wrong-type ${K} configMapGenerator[0].literals[0] literals`,
      `unknown-field ${K} configMapGenerator[1].type type`,
      `wrong-type ${K} configMapGenerator[2].files files`,
      `no-text ${K} secretGenerator[0].options.labels.a a`,
      `unknown-field ${K} secretGenerator[0].options.imutable imutable`,
      `wrong-type ${K} replicas[0].count count`,
      `unknown-field ${K} replicas[1].replicas replicas`,
      `unknown-field ${K} replacements[0].sorce sorce`,
      `unknown-field ${K} replacements[1].targets[0].fieldPath fieldPath`,
      `unknown-field ${K} vars[0].objref.foo foo`,
      `unknown-field ${K} metadata.creationTimestamp creationTimestamp`,
    ],
  },
  { name: 'an empty kustomization', kustomization: '# later\n', expected: [`kustomization-empty ${K}  `] },
  {
    name: 'a kustomization with nothing but its kind',
    kustomization: 'kind: Kustomization\nresources:\nnamePrefix: ""\nbases: []\n',
    expected: [`kustomization-empty ${K}  `],
  },
  {
    name: 'a directory that lists itself',
    kustomization: 'resources: [web.yaml, .]',
    expected: [`cycle ${K} resources[1] /app`],
  },
  {
    name: 'what a generator cannot read',
    kustomization: `configMapGenerator:
- { name: a, literals: [novalue, =x] }
- { name: b, literals: [a=b, a=c], files: [web.yaml, web.yaml=web.yaml] }
- { literals: [a=b] }`,
    expected: [
      `pair-unreadable ${K} configMapGenerator[0].literals[0] novalue`,
      `pair-unreadable ${K} configMapGenerator[0].literals[1] =x`,
      `key-twice ${K} configMapGenerator[1].files[1] web.yaml`,
      `key-twice ${K} configMapGenerator[1].literals[1] a`,
      `no-name ${K} configMapGenerator[2] ConfigMap`,
    ],
  },
  {
    name: 'an order that there is not',
    kustomization: 'resources: [web.yaml]\nsortOptions: { order: lol }',
    expected: [`sort-order ${K} sortOptions.order lol`],
  },
  {
    name: 'a list of kinds with the order of the files',
    kustomization:
      'resources: [web.yaml]\nsortOptions: { order: fifo, legacySortOptions: { orderFirst: [Pod] } }',
    expected: [`sort-legacy ${K} sortOptions.legacySortOptions `],
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
]);

testBuilt([
  {
    name: 'fields of entries in any case, null where nothing is set, and flags of YAML 1.1',
    kustomization: `resources: [web.yaml]
images: [{ name: a, newtag: "1", digest: null }, { name: b, NewTag: 1.2.3 }, { name: c, newTag: 12e4567 }]
labels: [{ pairs: { a: b, c: null }, includeselectors: yes }]
vars: [{ name: A, objRef: { kind: Service, name: web, apiVersion: v1 }, fieldRef: { fieldPath: metadata.name } }]`,
  },
]);

test('a part that cannot be built is unknown, and what may be in it is not missed', () => {
  const result = buildFiles({
    [K]: `resources: [web.yaml, "https://github.com/org/repo//base?ref=v1", base]
generators: [plugin.yaml]
helmCharts: [{ name: redis }]
transformers: ["apiVersion: example.com/v1\\nkind: Custom\\nmetadata: { name: it }\\n"]
patches:
- target: { kind: Pod }
  patch: "{ apiVersion: v1, kind: Pod, metadata: { name: any } }"
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
