// The language service on text that is half typed, mangled, or absurd: it answers, whatever it is asked.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { LanguageService } from '../server/service.ts';
import { parseFixture } from './support/fixture.ts';

const folder = new URL('fixtures/rules/', import.meta.url);
const texts = readdirSync(folder).flatMap((name) =>
  parseFixture(readFileSync(new URL(name, folder), 'utf8')).cases.flatMap(({ files }) =>
    files.map(({ text }) => text),
  ),
);

/** Asks everything about a file that an editor could ask with the cursor anywhere. */
function askEverything(service: LanguageService, uri: string, text: string): void {
  service.diagnose(uri);
  service.codeLenses(uri);
  service.quickFixes(uri, { start: 0, end: text.length });
  for (let offset = 0; offset <= text.length; offset += 7) service.hover(uri, offset);
  const model = service.preview({ uri, offset: Math.floor(text.length / 2) });
  service.fieldAt(uri, Math.floor(text.length / 2));
  for (const { key } of model.services) {
    const { scene } = service.preview({ uri, service: key });
    assert.ok(scene);
    assert.ok(scene.objects.some((object) => object.key === scene.service));
    assert.equal(new Set(scene.objects.map((object) => object.key)).size, scene.objects.length);
    for (const { anchor } of [...scene.objects, ...scene.findings]) {
      const span = service.locate(anchor);
      assert.ok(span && span.start >= 0 && span.end <= text.length && span.start <= span.end);
    }
  }
}

function serviceFor(text: string): LanguageService {
  const service = new LanguageService((rule, error) =>
    assert.fail(new Error(`${rule} threw`, { cause: error })),
  );
  service.workspace.setOpenText('/a.yaml', text);
  service.workspace.complete();
  return service;
}

test('nothing a user types makes it throw: manifests cut off, with pieces of others in their middle', () => {
  const piece = fc.constantFrom(...texts);
  fc.assert(
    fc.property(piece, piece, fc.nat(), fc.nat(), fc.nat(60), (text, other, at, from, length) => {
      const cut = at % (text.length + 1);
      const start = from % (other.length + 1);
      const mangled = text.slice(0, cut) + other.slice(start, start + length) + text.slice(cut + (at % 9));
      askEverything(serviceFor(mangled), '/a.yaml', mangled);
    }),
    { numRuns: 300 },
  );
});

describe('absurd files are answered', () => {
  const cases: readonly [string, string][] = [
    ['empty', ''],
    [
      'fields of other types',
      'apiVersion: v1\nkind: Service\nmetadata: []\nspec:\n  selector: [a]\n  ports: {a: 1}\n',
    ],
    [
      'lists of nulls',
      'apiVersion: v1\nkind: Service\nspec:\n  ports: [null, 1, "x", [], {}]\n  selector: {a: null, b: 1, c: [x]}\n',
    ],
    [
      'a Pod of scalars',
      'apiVersion: v1\nkind: Pod\nspec: {containers: [1, {ports: [x, {containerPort: y}]}], initContainers: z}\n',
    ],
    [
      'lists in lists',
      `kind: List\napiVersion: v1\nitems: ${'[{kind: List, apiVersion: v1, items: '.repeat(20)}${'}]'.repeat(20)}`,
    ],
    [
      'a selector through an alias',
      'apiVersion: v1\nkind: Service\nmetadata: {name: a, labels: &l {app: x}}\nspec: {selector: *l}\n',
    ],
    [
      'keys of Object.prototype',
      'apiVersion: v1\nkind: constructor\nmetadata: {name: __proto__, labels: {toString: a, __proto__: b}}\n',
    ],
    [
      'many replicas',
      'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {a: b}, ports: [{port: 1}]}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: 2000000000, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: []}}}\n',
    ],
  ];
  for (const [name, text] of cases) test(name, () => askEverything(serviceFor(text), '/a.yaml', text));
});

/** The hover over the first time that `word` stands in a manifest. */
function hoverOver(text: string, word: string): string | undefined {
  return serviceFor(text).hover('/a.yaml', text.indexOf(word) + 1)?.markdown;
}

const SERVED = `apiVersion: v1
kind: Pod
metadata: { name: web-0, labels: { app: web } }
spec: { containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: shop }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: 8080 }, { name: admin, port: 81, targetPort: 9090 }]
---
`;

const INGRESS = `${SERVED}apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: in }
spec:
  defaultBackend: { service: { name: shop, port: { name: http } } }
  rules:
    - http: { paths: [{ path: /a, pathType: Prefix, backend: { service: { name: gone, port: { number: 1 } } } }] }
`;

const ROUTE = `${SERVED}apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: in }
spec:
  rules: [{ backendRefs: [{ name: shop, port: 81 }] }]
`;

test('a hover over the backend of an Ingress tells the endpoints of that port', () => {
  const text = hoverOver(INGRESS, 'name: http }');
  assert.match(text ?? '', /Service "shop".*Port: +http {2}80\/TCP.*Endpoints: +web-0:8080/s);
  assert.doesNotMatch(text ?? '', /admin/);
  assert.equal(hoverOver(INGRESS, 'gone'), undefined);
  assert.equal(hoverOver(INGRESS, '/a,'), undefined);
});

test('a hover over the backend of a route does so too', () => {
  assert.match(hoverOver(ROUTE, 'port: 81 }]') ?? '', /Port: +admin {2}81\/TCP.*TargetPort: +9090/s);
});

test('a hover over the name that a Service is an alias of says what DNS answers', () => {
  const text =
    'apiVersion: v1\nkind: Service\nmetadata: { name: mail }\nspec: { type: ExternalName, externalName: mx.example.com }\n';
  assert.match(hoverOver(text, 'mx.example.com') ?? '', /CNAME to `mx\.example\.com`/);
});

const TWO_WORKLOADS = ['web=8080', 'web-api=9090']
  .map((one) => one.split('='))
  .map(
    ([name, port]) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: x, of: ${name} } }
  template:
    metadata: { labels: { app: x, of: ${name} } }
    spec: { containers: [{ name: c, image: i, ports: [{ containerPort: ${port}, name: http }] }] }
---
`,
  )
  .join('');

test('a hover over the labels of pods tells their own ports, not those of a workload whose name goes on', () => {
  const text = `${TWO_WORKLOADS}apiVersion: v1
kind: Service
metadata: { name: shop }
spec: { selector: { app: x }, ports: [{ port: 80, targetPort: http }] }
`;
  assert.match(hoverOver(text, 'app: x, of: web } }\n    spec') ?? '', /80\/TCP → 8080$/);
  assert.match(hoverOver(text, 'app: x, of: web-api } }\n    spec') ?? '', /80\/TCP → 9090$/);
});

describe('until everything has been read a hover says of nothing that it is not there', () => {
  const service = `apiVersion: v1
kind: Service
metadata: { name: cart }
spec:
  selector: { app: cart }
  ports: [{ port: 80 }]
`;
  const pod = `apiVersion: v1
kind: Pod
metadata: { name: cart, labels: { app: cart } }
spec: { containers: [{ name: c, image: i }] }
`;
  const cases: readonly [string, string, string, RegExp][] = [
    ['a selector', service, 'app: cart', /selects no pod|Endpoints:/],
    ['a Service', service, 'Service', /No pod has these labels|Endpoints:/],
    ['a port', service, 'port: 80', /Endpoints:/],
    ['the labels of a pod', pod, 'app: cart', /No Service here selects/],
  ];
  for (const [name, text, word, absence] of cases) {
    test(name, () => {
      const offset = text.indexOf(word) + 1;
      const language = new LanguageService((rule, error) => assert.fail(new Error(rule, { cause: error })));
      language.workspace.setFile('/a.yaml', text);
      assert.doesNotMatch(language.hover('/a.yaml', offset)?.markdown ?? '', absence);
      language.workspace.complete();
      assert.match(language.hover('/a.yaml', offset)?.markdown ?? '', absence);
    });
  }
});

test('a hover stands where it is asked for: between the fields there is none', () => {
  for (const text of [SERVED, INGRESS, ROUTE, TWO_WORKLOADS]) {
    const service = serviceFor(text);
    for (let offset = 0; offset <= text.length; offset++) {
      const span = service.hover('/a.yaml', offset)?.span;
      assert.ok(!span || (span.start <= offset && offset <= span.end), `${offset}`);
    }
  }
});
