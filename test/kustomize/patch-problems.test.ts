// Which patches can be applied. What is refused here kubectl 1.32.4 refuses as well, and the rest it builds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFiles, K, problemsOf, SERVICE, testBuilt, testRefused } from '../support/build-files.ts';

const JSON_PATCH = '- { op: remove, path: /spec/type }\n';
const ANNOTATE = '- { op: add, path: /metadata/annotations/a, value: b }';

testRefused([
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
    name: 'a JSON patch in a list or below a mapping that is not there',
    kustomization: `resources: [web.yaml]
patches:
- { target: { kind: Service }, patch: "- { op: replace, path: /spec/none/x, value: 1 }" }
- { target: { kind: Service }, patch: "- { op: replace, path: /spec/ports/1, value: 1 }" }
- { target: { kind: Service }, patch: "- { op: add, path: /spec/ports/-3, value: 1 }" }
- { target: { kind: Service }, patch: "- { op: add, path: /metadata/labels/a, value: b }" }
- { target: { kind: Service }, patch: "- { op: remove, path: /metadata/annotations/a }" }
- { target: { kind: Service }, patch: "- { op: move, from: /spec/none, path: /spec/type }" }
- { target: { kind: Service }, patch: "- { op: copy, from: /spec/ports/5, path: /spec/x }" }
- { target: { kind: Service }, patch: "- { op: test, path: /spec/ports/0/port, value: '80' }" }
- { target: { kind: Service }, patch: "- { op: add, value: 1 }" }
- { target: { kind: Service }, patch: "- { path: /spec/type, value: NodePort }" }
- { target: { kind: Service }, patch: "- { op: remove, path: '' }" }`,
    expected: [
      '/spec/none/x',
      '/spec/ports/1',
      '/spec/ports/-3',
      '/metadata/labels/a',
      '/metadata/annotations/a',
      '/spec/type',
      '/spec/x',
      '/spec/ports/0/port',
      '',
      '/spec/type',
      '',
    ].map((path, index) => `patch-failed ${K} patches[${index}].patch ${path}`),
  },
  {
    name: 'an annotation under patchesJson6902, where kustomize has noted nothing yet',
    kustomization: `resources: [web.yaml]
patchesJson6902:
- { target: { kind: Service, name: web }, patch: "- { op: add, path: /metadata/annotations/a, value: b }" }`,
    expected: [`patch-failed ${K} patchesJson6902[0].patch /metadata/annotations/a`],
  },
  {
    name: 'a patch that cannot be read as one',
    kustomization: `resources: [web.yaml]
patches:
- { target: { kind: Service }, patch: "spec: { type: NodePort }" }
- { patch: "{ metadata: { name: web } }" }
- { target: { kind: Service }, patch: just words }
- { target: { kind: Service } }
- { patch: "kind: Service", path: patch.yaml }
- { target: { kind: Service }, patch: "[]" }
patchesStrategicMerge: ["{ apiVersion: v1, kind: Service }"]
patchesJson6902:
- { target: { kind: Service, name: web }, patch: "{ apiVersion: v1, kind: Service, metadata: { name: web } }" }
- { target: { kind: Service }, patch: "- { op: add, path: /spec/type, value: NodePort }" }`,
    expected: [
      `patch-incomplete ${K} patchesStrategicMerge[0] `,
      `patch-incomplete ${K} patches[0].patch `,
      `patch-incomplete ${K} patches[1].patch `,
      `patch-unreadable ${K} patches[2].patch `,
      `patch-empty ${K} patches[3] `,
      `patch-and-path ${K} patches[4].path `,
      `patch-empty ${K} patches[5].patch `,
      `patch-not-json ${K} patchesJson6902[0].patch `,
      `patch-needs-name ${K} patchesJson6902[1].target `,
    ],
  },
]);

testBuilt([
  {
    name: 'a JSON patch that sets keys which are not there',
    kustomization: `resources: [web.yaml]
patches:
- target: { kind: Service }
  patch: |-
    - { op: replace, path: /spec/type, value: NodePort }
    - { op: replace, path: /spec/ports/0/nodePort, value: 30000 }
    - { op: copy, from: /spec/none, path: /spec/clusterIP }
    - { op: add, path: /spec/externalName }
    - { op: add, path: /spec/ports/-2, value: { port: 1 } }
    - { op: test, path: /spec/ports/0, value: { port: 1 } }
    - { op: test, path: /spec/none, value: null }
    - { op: add, path: spec/anything, value: 1 }`,
  },
  {
    name: 'an annotation under patches',
    kustomization: `resources: [web.yaml]\npatches: [{ target: { kind: Service }, patch: "${ANNOTATE}" }]`,
  },
  {
    name: 'an annotation under patchesJson6902 behind a change of names',
    kustomization: `resources: [web.yaml]
namePrefix: a-
patchesJson6902: [{ target: { kind: Service, name: web }, patch: "${ANNOTATE}" }]`,
  },
  {
    name: 'an annotation of a generated object under patchesJson6902',
    kustomization: `configMapGenerator: [{ name: a, literals: [a=b] }]
patchesJson6902: [{ target: { kind: ConfigMap, name: a }, patch: "${ANNOTATE}" }]`,
  },
  {
    name: 'a patch that is empty beside its path, and one in a single line',
    kustomization: `resources: [web.yaml]
patches: [{ patch: "", path: web.yaml }]
patchesStrategicMerge: ["{ apiVersion: v1, kind: Service, metadata: { name: web } }"]`,
  },
  {
    name: 'a List of patches',
    kustomization: `resources: [web.yaml]
patches:
- patch: "{ apiVersion: v1, kind: List, items: [{ apiVersion: v1, kind: Service, metadata: { name: web } }] }"`,
  },
]);

test('what is wrong in a file also says which field of the kustomization names it', () => {
  const { problems } = buildFiles({
    [K]: 'resources: [web.yaml]\npatches: [{ path: patch.yaml, target: { kind: Service } }]',
    '/app/web.yaml': SERVICE,
    '/app/patch.yaml': JSON_PATCH,
  });
  assert.deepEqual(
    problems.map(({ uri, asked }) => [uri, asked]),
    [['/app/patch.yaml', { uri: K, document: 0, path: ['patches', 0, 'path'] }]],
  );
});

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
