// The configuration file and what silences, as an editor sees them: the bundled server over stdio.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CodeActionRequest, type CodeAction } from 'vscode-languageserver-protocol/node';
import { Editor } from '../support/editor.ts';

const MANIFEST = `apiVersion: v1
kind: Service
metadata: { name: web, annotations: { service.cilium.io/global: "true" } }
spec:
  type: NodePort
  ports:
    - port: 80
      nodePort: 80
`;

describe('in an editor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubereach-config-'));
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;
  const web = uriOf('web.yaml');
  const config = uriOf('.kubereach.yaml');
  let editor: Editor;

  before(async () => {
    writeFileSync(join(folder, 'web.yaml'), MANIFEST);
    writeFileSync(join(folder, '.kubereach.yaml'), 'rules: { service-node-port-range: hint }\n');
    editor = await Editor.open(folder);
    await editor.type(web, MANIFEST);
  });
  after(async () => {
    await editor.close();
    rmSync(folder, { recursive: true });
  });

  const actions = (only?: string[]): Promise<CodeAction[]> =>
    editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: web },
      range: { start: { line: 7, character: 17 }, end: { line: 7, character: 17 } },
      context: { diagnostics: [], ...(only ? { only } : {}) },
    }) as Promise<CodeAction[]>;

  test('the severity of the file counts, and an edit of the file counts at once', async () => {
    await editor.until(() => editor.diagnostics(web)[0]?.severity === 4);
    await editor.type(config, 'rules: { service-node-port-range: warning }\n');
    await editor.until(() => editor.diagnostics(web)[0]?.severity === 2);
    await editor.change(config, { text: 'nodePortRange: 1-100\n' });
    await editor.until(() => editor.diagnostics(web).length === 0);
  });

  test('what is wrong in the file is told in it', async () => {
    await editor.change(config, { text: 'rule: {}\n' });
    await editor.until(() => editor.diagnostics(config)[0]?.code === 'config-invalid');
    await editor.until(() => editor.diagnostics(web)[0]?.severity === 1);
  });

  test('a finding can be silenced for its line, its file and the repository', async () => {
    const titles = (await actions(['quickfix'])).map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title) => title.startsWith('Disable')),
      ['line', 'file', 'repository'].map((where) =>
        where === 'repository'
          ? 'Disable service-node-port-range in .kubereach.yaml'
          : `Disable service-node-port-range for this ${where}`,
      ),
    );
  });

  test('source.fixAll.kubereach repairs the version of the file that the editor has', async () => {
    const found = await actions(['source.fixAll.kubereach']);
    assert.equal(found.length, 1);
    const [change] = found[0]?.edit?.documentChanges ?? [];
    assert.ok(change && 'textDocument' in change);
    assert.deepEqual(change.textDocument, { uri: web, version: 1 });
    assert.equal(change.edits.length, 1);
    assert.equal((await actions(['source'])).length, 1);
    assert.deepEqual(await actions(['refactor']), []);
    assert.ok((await actions()).every(({ kind }) => kind === 'quickfix'));
  });
});
