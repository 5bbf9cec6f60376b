// Clients that refuse, are late or know less of the protocol.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import {
  CodeLensRequest,
  DidChangeConfigurationNotification,
  DidChangeWorkspaceFoldersNotification,
} from 'vscode-languageserver-protocol/node';
import { DEPLOYMENT, scene, serviceOf } from './scene.ts';

const RANGE = 'service-node-port-range';
const FILES = { 'web.yaml': serviceOf('web'), 'deployment.yaml': DEPLOYMENT };

const refuse = (): never => {
  throw new Error('not here');
};
const REGISTERS = {
  configuration: true,
  workspaceFolders: true,
  didChangeConfiguration: { dynamicRegistration: true },
  didChangeWatchedFiles: { dynamicRegistration: true },
};

scene(
  'a client that refuses registrations and settings is served by defaults',
  FILES,
  (scene) => scene.untilRules(scene.uri('web.yaml'), RANGE),
  {
    manners: () => ({
      initialize: { capabilities: { workspace: REGISTERS } },
      answers: { 'workspace/configuration': refuse, 'client/registerCapability': refuse },
    }),
  },
);

scene(
  'a client that never answers a registration is served, and may change its folders meanwhile',
  { 'a/web.yaml': serviceOf('web'), 'b/web.yaml': serviceOf('web') },
  async (scene) => {
    const [a, b] = [scene.uri('a'), scene.uri('b')];
    await scene.editor.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: [{ uri: b, name: 'b' }], removed: [{ uri: a, name: 'a' }] },
    });
    await scene.untilRules(`${a}/web.yaml`);
    await scene.editor.until(() => scene.rules(`${b}/web.yaml`).includes(RANGE));
  },
  {
    manners: (folder) => ({
      initialize: {
        capabilities: { workspace: REGISTERS },
        workspaceFolders: [{ uri: `${pathToFileURL(folder).href}/a`, name: 'a' }],
      },
      answers: { 'client/registerCapability': () => new Promise(() => undefined) },
    }),
  },
);

scene(
  'a client that knows none of it has its one folder read, pushes its settings and gets plain edits',
  FILES,
  async (scene) => {
    const web = scene.uri('web.yaml');
    await scene.untilRules(web, RANGE);
    const actions = await scene.actions(web);
    assert.deepEqual(
      actions.map(({ edit }) => Object.keys(edit ?? {}).join()),
      actions.map(() => 'changes'),
    );
    assert.deepEqual(Object.keys(actions[0]?.edit?.changes ?? {}), [web]);
    assert.ok(!actions.some(({ title }) => title.endsWith('in .kubereach.yaml')), 'it makes no files');
    await scene.editor.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { kubereach: { rules: { [RANGE]: 'off' } } },
    });
    await scene.untilRules(web);
  },
  { manners: () => ({ initialize: { capabilities: {}, workspaceFolders: null } }) },
);

scene(
  'a client of the first days names its folder by a path',
  FILES,
  (scene) => scene.untilRules(scene.uri('web.yaml'), RANGE),
  {
    manners: (folder) => ({
      initialize: { capabilities: {}, workspaceFolders: null, rootUri: null, rootPath: folder },
    }),
  },
);

let nRefreshes = 0;
scene(
  'lenses and the status follow what is edited in other files',
  FILES,
  async (scene) => {
    const { editor } = scene;
    const [web, deployment] = [scene.uri('web.yaml'), scene.uri('deployment.yaml')];
    const title = async (): Promise<string | undefined> => {
      const lenses = await editor.connection.sendRequest(CodeLensRequest.type, {
        textDocument: { uri: web },
      });
      return lenses?.[0]?.command?.title;
    };
    await editor.type(web, serviceOf('web'));
    assert.match((await title()) ?? '', /^1 workload/);
    await editor.type(deployment, DEPLOYMENT);
    await editor.change(deployment, { text: '' });
    await editor.until(() => editor.status?.nManifests === 1);
    await editor.until(() => nRefreshes === 1);
    assert.match((await title()) ?? '', /^0 workloads/);
  },
  {
    manners: () => ({
      initialize: {
        capabilities: {
          workspace: { configuration: true, workspaceFolders: true, codeLens: { refreshSupport: true } },
        },
      },
      answers: { 'workspace/codeLens/refresh': () => (nRefreshes++, null) },
    }),
  },
);
