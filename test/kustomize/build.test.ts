// What a kustomization builds must be what kubectl 1.32.4 built of it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { build, type BuildResult } from '../../server/kustomize/build.ts';
import { SourceFiles } from '../../server/kustomize/source-files.ts';
import { readDocuments } from '../../server/yaml/read-documents.ts';
import { parseFixture, type FixtureCase } from '../support/fixture.ts';

const folder = new URL('../fixtures/kustomize/', import.meta.url);
const cases = readdirSync(folder)
  .sort()
  .flatMap((page) =>
    parseFixture(readFileSync(new URL(page, folder), 'utf8')).cases.map((fixture) => ({ page, fixture })),
  );

function filesOf(fixture: FixtureCase): Map<string, string> {
  return new Map(fixture.files.map(({ path, text }) => [path, text]));
}

function buildFiles(
  files: ReadonlyMap<string, string>,
  directory: string,
  sources?: SourceFiles,
): BuildResult {
  return build({ directory, readFile: (uri) => files.get(uri), ...(sources ? { sources } : {}) });
}

for (const { page, fixture } of cases) {
  test(`${page}: ${fixture.name}`, () => {
    const files = filesOf(fixture);
    const { objects, problems, unknown } = buildFiles(files, fixture.settings['build'] ?? '');
    const expected = readDocuments(files.get('/built.yaml') ?? '').documents.map(({ value }) => value);
    assert.deepEqual(
      objects.map(({ value }) => value),
      expected,
    );
    assert.deepEqual([problems, unknown], [[], []]);
  });
}

test('a replacement may give its value itself, which kubectl 1.32 does not know yet', () => {
  const files = new Map([
    [
      '/app/kustomization.yaml',
      `resources: [web.yaml]
replacements:
- sourceValue: registry.example.com
  targets:
  - select: { kind: Pod }
    fieldPaths: ["spec.containers.*.image"]
    options: { delimiter: /, index: 0 }
`,
    ],
    [
      '/app/web.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: any/web }] }\n',
    ],
  ]);
  const { objects, problems } = buildFiles(files, '/app');
  assert.deepEqual(problems, []);
  const [pod] = objects.map(({ value }) => JSON.stringify(value));
  assert.match(pod ?? '', /"image":"registry\.example\.com\/web"/);
});

test('parsed files are kept between builds and are not changed by them', () => {
  for (const { fixture } of cases) {
    const sources = new SourceFiles();
    const directory = fixture.settings['build'] ?? '';
    const first = buildFiles(filesOf(fixture), directory, sources);
    const second = buildFiles(filesOf(fixture), directory, sources);
    assert.deepEqual(
      second.objects.map(({ value }) => value),
      first.objects.map(({ value }) => value),
      fixture.name,
    );
  }
});

test('a build tells every file that it read', () => {
  for (const { fixture } of cases) {
    const { files } = buildFiles(filesOf(fixture), fixture.settings['build'] ?? '');
    const unread = fixture.files.map(({ path }) => path).filter((path) => !files.has(path));
    assert.deepEqual(unread, ['/built.yaml'], fixture.name);
  }
});

test('half-typed files never make a build throw', () => {
  fc.assert(
    fc.property(fc.nat(cases.length - 1), fc.nat(), fc.nat(), (caseIndex, fileIndex, cut) => {
      const fixture = cases[caseIndex]?.fixture;
      assert.ok(fixture);
      const files = filesOf(fixture);
      const file = fixture.files[fileIndex % fixture.files.length];
      if (file) files.set(file.path, file.text.slice(0, cut % (file.text.length + 1)));
      const { objects } = buildFiles(files, fixture.settings['build'] ?? '');
      for (const object of objects) assert.ok(object.origin(['metadata', 'name']).uri);
    }),
    { numRuns: 400 },
  );
});
