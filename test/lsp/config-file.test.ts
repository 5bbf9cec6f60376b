// When the repository's configuration is read again.
import assert from 'node:assert/strict';
import { DidChangeWorkspaceFoldersNotification } from 'vscode-languageserver-protocol/node';
import { DEPLOYMENT, scene, serviceOf } from './scene.ts';

const RANGE = 'service-node-port-range';
const OFF = `rules: { ${RANGE}: off }\n`;

scene(
  'a configuration that is closed unsaved holds no longer, and can still be made by a fix',
  { 'web.yaml': serviceOf('web'), 'deployment.yaml': DEPLOYMENT },
  async (scene) => {
    const [web, config] = [scene.uri('web.yaml'), scene.uri('.kubereach.yaml')];
    await scene.untilRules(web, RANGE);
    await scene.editor.type(config, OFF);
    await scene.untilRules(web);
    await scene.editor.shut(config);
    await scene.untilRules(web, RANGE);
    const disable = (await scene.actions(web)).find(({ title }) => title.endsWith('in .kubereach.yaml'));
    assert.deepEqual(disable?.edit?.documentChanges, [
      { kind: 'create', uri: config },
      {
        textDocument: { uri: config, version: null },
        edits: [
          {
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
            newText: `rules:\n  ${RANGE}: "off"\n`,
          },
        ],
      },
    ]);
  },
);

scene(
  'a configuration that leaves itself out is edited all the same',
  {
    'web.yaml': serviceOf('web'),
    'deployment.yaml': DEPLOYMENT,
    '.kubereach.yaml': 'exclude: [.kubereach.yaml]\n',
  },
  async (scene) => {
    const web = scene.uri('web.yaml');
    await scene.untilRules(web, RANGE);
    const disable = (await scene.actions(web)).find(({ title }) => title.endsWith('in .kubereach.yaml'));
    assert.match(JSON.stringify(disable?.edit?.documentChanges), /"line":1.*service-node-port-range/);
  },
);

scene(
  'the configuration comes and goes with its folder',
  { 'app/web.yaml': serviceOf('web'), 'app/deployment.yaml': DEPLOYMENT, 'house/.kubereach.yaml': OFF },
  async (scene) => {
    const { connection } = scene.editor;
    const [web, app, house] = ['app/web.yaml', 'app', 'house'].map((name) => scene.uri(name)) as [
      string,
      string,
      string,
    ];
    const change = (added: string[], removed: string[]): Promise<void> =>
      connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
        event: {
          added: added.map((uri) => ({ uri, name: '' })),
          removed: removed.map((uri) => ({ uri, name: '' })),
        },
      });
    await scene.untilRules(web, RANGE);
    await change([house, app], [scene.uri('')]);
    await scene.untilRules(web);
    await change([], [house]);
    await scene.untilRules(web, RANGE);
  },
);
