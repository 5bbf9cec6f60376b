// Every value of a built object leads back to where it is written.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { formatFieldPath, parseFieldPath, type FieldPath } from '../../shared/model/field-path.ts';
import { isMap, valueAt, type Value } from '../../shared/model/value.ts';
import { build, type BuiltObject } from '../../server/kustomize/build.ts';
import { locateOrigin } from '../../server/kustomize/locate-origin.ts';
import type { Origin } from '../../server/kustomize/tree.ts';
import { readDocuments } from '../../server/yaml/read-documents.ts';
import { parseFixture } from '../support/fixture.ts';

const FILES: Readonly<Record<string, string>> = {
  '/over/kustomization.yaml': `resources: [../base]
namePrefix: prod-
namespace: shop
commonLabels: { tier: front }
labels: [{ pairs: { team: blue } }]
images: [{ name: nginx, newTag: "2" }]
replicas: [{ name: web, count: 3 }]
patches:
- path: patch.yaml
- patch: |
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec: { type: NodePort }
- target: { kind: Service }
  patch: |
    - { op: replace, path: /spec/ports/0/port, value: 8080 }
`,
  '/over/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: other }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [{ name: side, image: side }, { name: web, args: [x] }] } } }
`,
  '/base/kustomization.yaml': `resources: [all.yaml]
nameSuffix: -base
configMapGenerator: [{ name: settings, literals: [a=b] }]
`,
  '/base/all.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: other }
---
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: { name: web }
  spec: { selector: { app: web }, ports: [{ port: 80 }] }
- apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  spec:
    replicas: 1
    template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: nginx }] } }
- apiVersion: networking.k8s.io/v1
  kind: Ingress
  metadata: { name: web }
  spec: { defaultBackend: { service: { name: web } } }
`,
};

/** `/base/all.yaml#1 items[0].spec`; behind a colon the field of an inline text, behind "over" what was there before. */
function formatOrigin({ uri, document, path, inline, over }: Origin): string {
  const inner = inline ? ` : #${inline.document} ${formatFieldPath(inline.path)}` : '';
  return `${uri}#${document} ${formatFieldPath(path)}${inner}${over ? ` over ${formatOrigin(over)}` : ''}`;
}

const { objects, problems } = build({
  directory: '/over',
  readFile: (uri) => (Object.hasOwn(FILES, uri) ? FILES[uri] : undefined),
});

function find(kind: string, name: string): BuiltObject {
  const found = objects.find(
    ({ value }) => value['kind'] === kind && valueAt(value, ['metadata', 'name']) === name,
  );
  assert.ok(found, `${kind} ${name}`);
  return found;
}

const K = '/over/kustomization.yaml#0';
const SERVICE = '/base/all.yaml#1 items[0]';
const DEPLOYMENT = '/base/all.yaml#1 items[1]';
const RENAMED = `${K} namePrefix over /base/kustomization.yaml#0 nameSuffix over`;

const ROWS: readonly (readonly [string, string, string, string])[] = [
  ['Service', 'prod-web-base', 'spec.selector.app', `${SERVICE}.spec.selector.app`],
  ['Service', 'prod-web-base', 'spec.selector.tier', `${K} commonLabels.tier`],
  ['Service', 'prod-web-base', 'metadata.labels.team', `${K} labels[0].pairs.team`],
  ['Service', 'prod-web-base', 'metadata.namespace', `${K} namespace`],
  ['Service', 'prod-web-base', 'metadata.name', `${RENAMED} ${SERVICE}.metadata.name`],
  ['Service', 'prod-web-base', 'spec.type', `${K} patches[1].patch : #0 spec.type`],
  [
    'Service',
    'prod-web-base',
    'spec.ports[0].port',
    `${K} patches[2].patch : #0 [0].value over ${SERVICE}.spec.ports[0].port`,
  ],
  ['Deployment', 'prod-web-base', 'spec.replicas', `${K} replicas[0].count over ${DEPLOYMENT}.spec.replicas`],
  [
    'Deployment',
    'prod-web-base',
    'spec.template.spec.containers[0].image',
    '/over/patch.yaml#1 spec.template.spec.containers[0].image',
  ],
  [
    'Deployment',
    'prod-web-base',
    'spec.template.spec.containers[1].args[0]',
    '/over/patch.yaml#1 spec.template.spec.containers[1].args[0]',
  ],
  [
    'Deployment',
    'prod-web-base',
    'spec.template.spec.containers[1].image',
    `${K} images[0] over ${DEPLOYMENT}.spec.template.spec.containers[0].image`,
  ],
  [
    'Ingress',
    'prod-web-base',
    'spec.defaultBackend.service.name',
    `${K} namePrefix over /base/all.yaml#1 items[2].spec.defaultBackend.service.name`,
  ],
  [
    'ConfigMap',
    'prod-settings-base',
    'data.a',
    '/base/kustomization.yaml#0 configMapGenerator[0].literals[0]',
  ],
  ['Deployment', 'prod-other-base', 'metadata.labels.none', `${K} labels[0].pairs`],
];

test('a field leads to the document, the patch or the field of the kustomization that wrote it', () => {
  assert.deepEqual(problems, []);
  for (const [kind, name, field, expected] of ROWS) {
    const path = parseFieldPath(field) ?? [];
    assert.equal(formatOrigin(find(kind, name).origin(path)), expected, `${kind} ${field}`);
  }
});

test('a field of a patch is found in its file, and in a literal block of the kustomization', () => {
  const marked = (kind: string, field: string): string | undefined => {
    const origin = find(kind, 'prod-web-base').origin(parseFieldPath(field) ?? []);
    const text = (FILES[origin.uri] ?? '').split('---\n')[origin.document] ?? '';
    const span = locateOrigin(text, origin, 'value');
    return span && `${text.slice(0, span.start).split('\n').length}: ${text.slice(span.start, span.end)}`;
  };
  assert.equal(marked('Service', 'spec.type'), '14: NodePort');
  assert.equal(marked('Service', 'spec.ports[0].port'), '17: 8080');
  assert.equal(marked('Service', 'metadata.namespace'), '3: shop');
  assert.equal(marked('Deployment', 'spec.template.spec.containers[0].image'), '4: side');
});

test('inside text of another style the whole text is meant', () => {
  const text = 'patches:\n- patch: "kind: Pod"\n';
  const origin: Origin = {
    uri: '/a',
    document: 0,
    path: ['patches', 0, 'patch'],
    inline: { document: 0, path: ['kind'] },
  };
  const span = locateOrigin(text, origin, 'value');
  assert.equal(span && text.slice(span.start, span.end), '"kind: Pod"');
});

test('an object leads to its own document', () => {
  assert.equal(formatOrigin(find('Service', 'prod-web-base').document), SERVICE);
  assert.equal(
    formatOrigin(find('ConfigMap', 'prod-settings-base').document),
    '/base/kustomization.yaml#0 configMapGenerator[0]',
  );
});

function* scalarsOf(value: Value, path: FieldPath): Iterable<FieldPath> {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* scalarsOf(item, [...path, index]);
  else if (isMap(value))
    for (const [key, item] of Object.entries(value)) yield* scalarsOf(item, [...path, key]);
  else yield path;
}

test('every origin names a field that is there', () => {
  const folder = new URL('../fixtures/kustomize/', import.meta.url);
  for (const page of readdirSync(folder)) {
    for (const { name, settings, files } of parseFixture(readFileSync(new URL(page, folder), 'utf8')).cases) {
      const texts = new Map(files.map(({ path, text }) => [path, text]));
      const result = build({ directory: settings['build'] ?? '', readFile: (uri) => texts.get(uri) });
      for (const object of result.objects) {
        for (const path of scalarsOf(object.value, [])) {
          const { uri, document, path: source } = object.origin(path);
          const { value } = readDocuments(texts.get(uri) ?? '').documents[document] ?? {};
          assert.notEqual(valueAt(value, source), undefined, `${name}: ${formatFieldPath(path)}`);
        }
      }
    }
  }
});
