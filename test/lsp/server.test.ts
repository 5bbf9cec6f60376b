// The bundled server as an editor meets it, over stdio.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  CodeLensRequest,
  DidChangeWatchedFilesNotification,
  HoverRequest,
} from 'vscode-languageserver-protocol/node';
import {
  fieldAtRequest,
  fieldEditsRequest,
  locateRequest,
  previewRequest,
  type Anchor,
  type PreviewModel,
} from '../../shared/messages/preview.ts';
import { Editor } from '../support/editor.ts';

const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: "😀", namespace: shop }
---
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec:
  type: NodePort
  selector:
    app: cart
  ports:
    - port: 80
      targetPort: 8080
      nodePort: 8080
`;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: cart } }
  template:
    metadata: { labels: { app: cart } }
    spec:
      containers: [{ name: cart, image: cart, ports: [{ containerPort: 8080 }] }]
`;

describe('the language server over stdio', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubereach-'));
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const service = uriOf('service.yaml');
  let editor: Editor;

  before(async () => {
    writeFileSync(join(folder, 'service.yaml'), SERVICE);
    writeFileSync(join(folder, 'deployment.yaml'), DEPLOYMENT);
    editor = await Editor.open(folder);
  });

  after(async () => {
    assert.equal(await editor.close(), 0);
    rmSync(folder, { recursive: true });
  });

  test('publishes findings of files that no editor has open', async () => {
    await editor.until(() => editor.diagnostics(service).length > 0);
    const found = editor.diagnostics(service).find(({ code }) => code === 'service-node-port-range');
    assert.equal(found?.source, 'kubereach');
    assert.deepEqual(found?.range, { start: { line: 14, character: 16 }, end: { line: 14, character: 20 } });
    assert.match(found?.codeDescription?.href ?? '', /service-node-port-range\.md$/);
  });

  test('counts Services and manifests in its status', () => {
    assert.deepEqual(editor.status, { state: 'ready', nServices: 2, nManifests: 3, notice: '' });
  });

  test('an edit heals a finding', async () => {
    await editor.type(service, SERVICE);
    await editor.change(service, {
      range: { start: { line: 14, character: 16 }, end: { line: 14, character: 20 } },
      text: '30080',
    });
    await editor.until(
      () => !editor.diagnostics(service).some(({ code }) => code === 'service-node-port-range'),
    );
    await editor.change(service, { text: SERVICE });
    await editor.until(() =>
      editor.diagnostics(service).some(({ code }) => code === 'service-node-port-range'),
    );
  });

  test('a fix comes as a versioned edit of just the value', async () => {
    const diagnostics = editor.diagnostics(service).filter(({ code }) => code === 'service-node-port-range');
    const actions = await editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: service },
      range: diagnostics[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [...diagnostics] },
    });
    const action = actions?.find(({ title }) => title === 'Use nodePort 30080');
    assert.ok(action && 'edit' in action);
    assert.deepEqual(action.edit?.documentChanges, [
      {
        textDocument: { uri: service, version: 3 },
        edits: [
          { range: { start: { line: 14, character: 16 }, end: { line: 14, character: 17 } }, newText: '30' },
        ],
      },
    ]);
    assert.equal(action.isPreferred, true);
  });

  test('the hover on a Service describes it with the pods it would reach', async () => {
    const hover = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: service },
      position: { line: 5, character: 8 },
    });
    const text = JSON.stringify(hover?.contents);
    assert.match(text, /Endpoints: +cart#1:8080,cart#2:8080/);
    assert.match(text, /Selector: +app=cart/);
  });

  test("the hover on a pod template's labels names the Services that reach it", async () => {
    const hover = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: uriOf('deployment.yaml') },
      position: { line: 7, character: 33 },
    });
    assert.match(JSON.stringify(hover?.contents), /Service \\"cart\\" \(service\.yaml:5\): 80\/TCP → 8080/);
  });

  test('each Service has a lens that opens its preview', async () => {
    const lenses = await editor.connection.sendRequest(CodeLensRequest.type, {
      textDocument: { uri: service },
    });
    assert.equal(lenses?.length, 2);
    assert.equal(lenses?.[1]?.command?.command, 'kubereach.openPreview');
  });

  test('the preview has the Service with its workload, and its anchors lead to the text', async () => {
    const model: PreviewModel = await editor.connection.sendRequest(previewRequest.method, {
      uri: service,
      position: { line: 8, character: 0 },
    });
    const { scene } = model;
    assert.match(scene?.service ?? '', /^Service\/.*\/cart$/);
    assert.deepEqual(scene?.objects.map(({ key }) => key.replace(/\/.*\//, ' ')).slice(0, 2), [
      'Service cart',
      'Deployment cart',
    ]);
    const anchor = scene?.objects[0]?.anchor;
    assert.ok(anchor);
    const port = { ...anchor, field: 'spec.ports[0]' };
    const place = await editor.connection.sendRequest(locateRequest.method, port);
    assert.deepEqual(place, {
      uri: service,
      range: { start: { line: 12, character: 6 }, end: { line: 12, character: 10 } },
    });
  });

  test('a field is found at a place, and a value written at a field', async () => {
    const anchor = await editor.connection.sendRequest(fieldAtRequest.method, {
      uri: service,
      position: { line: 12, character: 8 },
    });
    assert.match(String((anchor as Anchor | null)?.field), /^spec\.ports\[0\]/);
    const edits = await editor.connection.sendRequest(fieldEditsRequest.method, {
      edits: [{ anchor: { ...(anchor as Anchor), field: 'spec.externalTrafficPolicy' }, value: 'Local' }],
    });
    assert.match(JSON.stringify(edits), /externalTrafficPolicy: Local/);
    const none = await editor.connection.sendRequest(fieldEditsRequest.method, {
      edits: [{ anchor: { uri: service, document: 99, field: 'spec' }, value: 1 }],
    });
    assert.equal(none, null);
  });

  test('follows files that change on disk', async () => {
    const other = uriOf('other.yaml');
    writeFileSync(join(folder, 'other.yaml'), SERVICE.replaceAll('cart', 'other'));
    await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: other, type: 1 }],
    });
    await editor.until(() => editor.diagnostics(other).length > 0);
    await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: other, type: 3 }],
    });
    await editor.until(() => editor.diagnostics(other).length === 0);
  });

  test('survives absurd documents and answers afterwards', async () => {
    const odd = uriOf('odd.yaml');
    const texts = [
      'kind: [',
      'apiVersion: v1\nkind: &a [*a]',
      '\u0000kind:',
      '{'.repeat(20_000),
      'kind: Service\n---\n---\n...',
      'a: b: kind: c',
    ];
    await editor.type(odd, '');
    for (const text of texts) await editor.change(odd, { text });
    const hover = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: service },
      position: { line: 5, character: 8 },
    });
    assert.ok(hover);
  });
});
