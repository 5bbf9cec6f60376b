// What editors tell of the disk: which files count, and what goes with a folder.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DEPLOYMENT, scene, serviceOf } from './scene.ts';

const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;
const RANGE = 'service-node-port-range';

scene(
  'files that reading passes over are passed over when they change',
  {
    'deployment.yaml': DEPLOYMENT,
    '.gitignore': 'made/\n',
    '.kubereach.yaml': 'exclude: [old]\n',
    'dist/web.yaml': serviceOf('dist'),
    'made/web.yaml': serviceOf('made'),
    'old/web.yaml': serviceOf('old'),
  },
  async (scene) => {
    scene.write('web.yaml', serviceOf('web'));
    const beyond = scene.uri('../beyond.yaml');
    scene.write('../beyond.yaml', serviceOf('beyond'));
    const passedOver = ['dist/web.yaml', 'made/web.yaml', 'old/web.yaml'].map((name) => scene.uri(name));
    await scene.editor.watch(...[...passedOver, beyond].map((uri) => [uri, CREATED] as const), [
      scene.uri('web.yaml'),
      CREATED,
    ]);
    await scene.untilRules(scene.uri('web.yaml'), RANGE);
    await scene.editor.until(() => scene.editor.status?.nServices === 1);
    for (const uri of [...passedOver, beyond]) assert.deepEqual(scene.rules(uri), []);
  },
  { at: 'workspace' },
);

scene(
  'a .gitignore that is written takes files out',
  { 'deployment.yaml': DEPLOYMENT, 'web.yaml': serviceOf('web') },
  async (scene) => {
    await scene.untilRules(scene.uri('web.yaml'), RANGE);
    scene.write('.gitignore', 'web.yaml\n');
    await scene.editor.watch([scene.uri('.gitignore'), CREATED]);
    await scene.untilRules(scene.uri('web.yaml'));
  },
);

scene(
  'a folder that is deleted takes its files along',
  { 'deployment.yaml': DEPLOYMENT, 'a/web.yaml': serviceOf('web'), 'a/b/api.yaml': serviceOf('api') },
  async (scene) => {
    await scene.untilRules(scene.uri('a/b/api.yaml'), RANGE);
    rmSync(join(scene.folder, 'a'), { recursive: true });
    await scene.editor.watch([scene.uri('a'), DELETED]);
    await scene.untilRules(scene.uri('a/web.yaml'));
    await scene.untilRules(scene.uri('a/b/api.yaml'));
    await scene.editor.until(() => scene.editor.status?.nServices === 0);
  },
);

scene(
  'files of a workspace below a folder named vendor stay what they are when they are opened',
  { 'deployment.yaml': DEPLOYMENT, 'web.yaml': serviceOf('web'), 'dist/api.yaml': serviceOf('api') },
  async (scene) => {
    const [web, api] = [scene.uri('web.yaml'), scene.uri('dist/api.yaml')];
    await scene.untilRules(web, RANGE);
    await scene.editor.type(api, serviceOf('api'));
    await scene.editor.type(web, serviceOf('web'));
    await scene.editor.change(web, { text: serviceOf('web', 9090) });
    await scene.editor.until(() => JSON.stringify(scene.editor.diagnostics(web)).includes('9090'));
    assert.deepEqual(scene.rules(api), [], 'a folder named dist in the workspace is passed over');
  },
  { at: 'vendor/app' },
);

const BUILD = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [web.yaml, deployment.yaml]
patches: [{ path: patch.json, target: { kind: Service } }]
`;
const patchOf = (nodePort: number): string =>
  JSON.stringify([{ op: 'replace', path: '/spec/ports/0/nodePort', value: nodePort }]);

scene(
  'a JSON patch counts as the editor has it while it is open, and as it is on disk again when it is closed',
  {
    'kustomization.yaml': BUILD,
    'patch.json': patchOf(30080),
    'web.yaml': serviceOf('web'),
    'deployment.yaml': DEPLOYMENT,
  },
  async (scene) => {
    const patch = scene.uri('patch.json');
    const broken = (): boolean =>
      scene.editor.uris.some((uri) => scene.editor.diagnostics(uri).some(({ code }) => code === RANGE));
    const nPublished = scene.editor.nPublished;
    await scene.editor.type(patch, patchOf(30080), 'json');
    await scene.editor.change(patch, { text: patchOf(99) });
    await scene.editor.until(broken);
    assert.equal(scene.editor.nPublished, nPublished + 1, 'opening it changes nothing');
    await scene.editor.shut(patch);
    await scene.editor.until(() => !broken());
    scene.write('patch.json', patchOf(98));
    await scene.editor.watch([patch, CHANGED]);
    await scene.editor.until(broken);
  },
);
