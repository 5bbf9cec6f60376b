// A step files what comes at once: in whatever order files come, and however often, the index is that of the last versions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { advance, Step } from '../../server/workspace/advance.ts';
import type { ManifestFile } from '../../server/workspace/manifest.ts';
import { readManifestFile } from '../../server/workspace/read-manifest.ts';
import { emptyState, type SnapshotState } from '../../server/workspace/snapshot.ts';

const deployment = (name: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  selector: {matchLabels: {app: ${name}}}\n  template:\n    metadata: {labels: {app: ${name}}}\n    spec: {containers: [{name: ${name}, image: i, ports: [{containerPort: 80}]}]}\n`;
const service = (name: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${name}}, ports: [{port: 80, nodePort: 30080}]}\n`;
const kustomization = (...patches: readonly string[]): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches: [${patches.map((path) => `{path: ${path}}`).join(', ')}]\n`;

/** What each file may say; `undefined` when it is not there. */
const VERSIONS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'file:///w/a/web.yaml': [
    undefined,
    service('web'),
    deployment('web'),
    `${service('web')}---\n${deployment('web')}`,
  ],
  'file:///w/a/patch.yaml': [
    undefined,
    deployment('web'),
    service('patch'),
    'a: [',
    '# kubereach-disable-file\n',
  ],
  'file:///w/a/kustomization.yaml': [undefined, kustomization(), kustomization('patch.yaml', 'web.yaml')],
  'file:///w/chart/Chart.yaml': [undefined, 'name: chart\n', 'name: other\n'],
  'file:///w/chart/templates/web.yaml': [
    undefined,
    service('web'),
    `{{ if .a }}\n${deployment('web')}{{ end }}\n`,
  ],
};

const change = fc
  .constantFrom(...Object.keys(VERSIONS))
  .chain((uri) => fc.tuple(fc.constant(uri), fc.nat((VERSIONS[uri]?.length ?? 1) - 1)));

function fileOf(uri: string, version: number): ManifestFile | undefined {
  const text = VERSIONS[uri]?.[version];
  return text === undefined ? undefined : readManifestFile(uri, text);
}

/** Everything a state holds, in an order of its own. */
function contentsOf(state: SnapshotState): unknown {
  const groups = [state.objects, state.documents, state.unread].map((groups) =>
    [...groups.entries()].map(([key, items]) => [key, new Set<unknown>(items), items.length] as const),
  );
  const sorted = groups.map((group) => group.sort(([a], [b]) => (a < b ? -1 : 1)));
  const rest = [state.files, state.counts, state.pieces, state.charts].map(
    (map) => new Map<string, unknown>(map.entries()),
  );
  return [sorted, rest, state.nObjects, state.nServices, state.nUnread];
}

test('a step that takes files in any order, some several times, leads where the last versions alone lead', () => {
  const changes = fc.array(change, { maxLength: 8 });
  fc.assert(
    fc.property(changes, changes, (first, second) => {
      const [before, after] = [first, second].map(
        (list) => new Map(list.map(([uri, version]) => [uri, fileOf(uri, version)] as const)),
      );
      assert.ok(before && after);
      const start = advance(emptyState(), before).state;
      const step = new Step(start);
      for (const [uri, version] of second) step.replace(uri, fileOf(uri, version));
      for (const [uri, file] of after) {
        step.replace(uri, file);
        assert.equal(step.fileOf(uri), file);
      }
      const whole = advance(emptyState(), new Map([...before, ...after])).state;
      assert.deepEqual(contentsOf(step.finish().state), contentsOf(whole));
    }),
    { numRuns: 1000 },
  );
});
