// The same file under several spellings of its URI is one file, and every client is answered in its own.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keyOfPath, keyOfUri, usualSpelling } from '../../server/lsp/file-key.ts';
import { DEPLOYMENT, scene, serviceOf } from './scene.ts';

const CREATED = 1;
const DELETED = 3;

describe('a file has one key', () => {
  const cases: readonly (readonly [key: string, usual: string, ...others: string[]])[] = [
    ['file:///a/b.yaml', 'file:///a/b.yaml', 'file://localhost/a/b.yaml', 'FILE:///a/b.yaml'],
    ['file:///a+b@c.yaml', 'file:///a%2Bb%40c.yaml', 'file:///a%2bb@c.yaml'],
    ["file:///(!$&'*,;=).yaml", 'file:///%28%21%24%26%27%2A%2C%3B%3D%29.yaml'],
    ['file:///c:/x.yaml', 'file:///c%3A/x.yaml', 'file:///C:/x.yaml', 'file:///C%3A/x.yaml'],
    ['file:///a~b.yaml', 'file:///a~b.yaml', 'file:///a%7Eb.yaml'],
    ['file:///a%23b%3Fc%25d%20e.yaml', 'file:///a%23b%3Fc%25d%20e.yaml'],
    ['file:///%ED%95%9C.yaml', 'file:///%ED%95%9C.yaml', 'file:///한.yaml'],
    ['file:///a%2Fb.yaml', 'file:///a%2Fb.yaml', 'file:///a%2fb.yaml'],
    ['file:///a%25zz.yaml', 'file:///a%25zz.yaml', 'file:///a%zz.yaml'],
    ['file://host/share/x.yaml', 'file://host/share/x.yaml', 'file://HOST/share/x.yaml'],
    ['untitled:a+b', 'untitled:a+b'],
  ];
  for (const [key, usual, ...others] of cases) {
    test(key, () => {
      for (const spelling of [key, usual, ...others]) assert.equal(keyOfUri(spelling), key);
      assert.equal(usualSpelling(key), usual);
    });
  }

  test('and so has a path', () => {
    assert.equal(keyOfPath('/a b/c+d%20'), 'file:///a%20b/c+d%2520');
    assert.equal(keyOfPath('C:\\a b'), 'file:///c:/a%20b');
  });
});

scene(
  'an editor that escapes a name sees its file once, edited, deleted and under its own spelling',
  { 'web+api.yaml': serviceOf('cart', 30080), 'deployment.yaml': DEPLOYMENT },
  async (scene) => {
    const { editor } = scene;
    const escaped = scene.uri('web+api.yaml').replace('+', '%2B');
    await editor.type(escaped, serviceOf('cart', 30080));
    await editor.change(escaped, { text: serviceOf('cart', 8080) });
    await scene.untilRules(escaped, 'service-node-port-range');
    assert.equal(editor.status?.nServices, 1);
    const [fix] = await scene.actions(escaped);
    const [change] = fix?.edit?.documentChanges ?? [];
    assert.ok(change && 'textDocument' in change);
    assert.deepEqual(change.textDocument, { uri: escaped, version: 2 });
    await editor.shut(escaped);
    await editor.watch([escaped, DELETED]);
    await editor.until(() => editor.status?.nServices === 0);
    assert.deepEqual(
      editor.uris.filter((uri) => editor.diagnostics(uri).length > 0),
      [],
    );
  },
);

scene(
  'an editor that escapes nothing takes over what was told of the file before',
  { 'web+api.yaml': serviceOf('cart') },
  async (scene) => {
    const { editor } = scene;
    const plain = scene.uri('web+api.yaml');
    const before = plain.replace('+', '%2B');
    await editor.until(() => editor.diagnostics(before).length > 0);
    await editor.type(plain, serviceOf('cart'));
    await editor.until(() => editor.diagnostics(plain).length > 0);
    assert.deepEqual(editor.diagnostics(before), []);
  },
);

scene('URIs that name no file here hold up nothing', { 'a.yaml': serviceOf('a') }, async (scene) => {
  scene.write('b.yaml', serviceOf('b'));
  const odd = ['file://host/share/x.yaml', 'file:///a%2Fb.yaml', 'file:///a%zz.yaml', 'other:x.yaml'];
  await scene.editor.watch(...odd.map((uri) => [uri, CREATED] as const), [scene.uri('b.yaml'), CREATED]);
  await scene.editor.until(() => scene.rules(scene.uri('b.yaml')).includes('service-node-port-range'));
});

scene(
  'a folder that is not here leaves the others to be read',
  { 'a.yaml': serviceOf('a') },
  async (scene) => {
    await scene.editor.until(() => scene.rules(scene.uri('a.yaml')).includes('service-node-port-range'));
    assert.equal(scene.editor.status?.notice, '');
  },
  {
    manners: (folder) => ({
      initialize: {
        workspaceFolders: ['file://host/share', `file://${folder}`].map((uri) => ({ uri, name: uri })),
      },
    }),
  },
);
