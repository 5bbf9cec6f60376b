// Which files and directories a kustomization names.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFieldPath } from '../../shared/model/field-path.ts';
import { kustomizationFilesOf, partialFilesOf } from '../../server/kustomize/kustomization.ts';
import { isRemote, resolveEntry } from '../../server/kustomize/uri-path.ts';
import { readDocument } from '../../server/yaml/read-documents.ts';

const URI = 'file:///work/over/kustomization.yaml';
const { value } = readDocument(`
resources: [web.yaml, ../base/, "https://example.com/all.yaml", 3]
components: [../part]
patches: [{ path: ./patch.yaml }, { patch: "a\\nb" }, null]
patchesStrategicMerge: [older.yaml, "kind: A\\nmetadata: {}"]
replacements: [{ path: copy.yaml }]
configurations: [config.yaml]
openapi: { path: schema.json }
configMapGenerator: [{ files: [key=a b#.txt], envs: [x.env] }]
`);

test('every file, with its field and where it leads', () => {
  assert.deepEqual(
    kustomizationFilesOf(URI, value).map(
      ({ role, path, entry, uri }) => `${role} ${formatFieldPath(path)} ${entry} -> ${uri ?? 'elsewhere'}`,
    ),
    [
      'resource resources[0] web.yaml -> file:///work/over/web.yaml',
      'resource resources[1] ../base/ -> file:///work/base',
      'resource resources[2] https://example.com/all.yaml -> elsewhere',
      'component components[0] ../part -> file:///work/part',
      'patch patchesStrategicMerge[0] older.yaml -> file:///work/over/older.yaml',
      'configuration configurations[0] config.yaml -> file:///work/over/config.yaml',
      'patch patches[0].path ./patch.yaml -> file:///work/over/patch.yaml',
      'replacement replacements[0].path copy.yaml -> file:///work/over/copy.yaml',
      'configuration openapi.path schema.json -> file:///work/over/schema.json',
      'data configMapGenerator[0].files[0] a b#.txt -> file:///work/over/a%20b%23.txt',
      'data configMapGenerator[0].envs[0] x.env -> file:///work/over/x.env',
    ],
  );
});

test('patches, replacements and configurations are pieces and no whole objects', () => {
  assert.deepEqual(
    partialFilesOf(URI, value).map((uri) => uri.replace('file:///work/over/', '')),
    ['older.yaml', 'config.yaml', 'patch.yaml', 'copy.yaml', 'schema.json'],
  );
});

test('a kustomization that is no mapping names nothing', () => {
  for (const text of ['', '[]', 'resources: web.yaml', 'patches: [[]]'])
    assert.deepEqual(kustomizationFilesOf(URI, readDocument(text).value), [], text);
});

test('an entry is remote when it is an address or a repository', () => {
  const remote = [
    'https://example.com/a.yaml',
    'github.com/org/repo//path?ref=v1',
    'github.com/org/repo',
    'git@github.com:org/repo.git',
    'ssh://git@host/org/repo',
    'host.xz/org/repo.git//path',
    'git::https://host/repo',
    'gh:org/repo',
  ];
  for (const entry of remote) assert.equal(isRemote(entry), true, entry);
  for (const entry of ['a.yaml', '../base', 'github.community', './repo.gitops/a', 'base//x'])
    assert.equal(isRemote(entry), false, entry);
});

test('an absolute entry starts at the root of the uri', () => {
  assert.equal(resolveEntry('file:///work/over', '/tmp/x'), 'file:///tmp/x');
  assert.equal(resolveEntry('/work/over', '../../../../x'), 'x');
});
