// The extension wakes up for Kubernetes manifests, and offers its commands.
import { strict as assert } from 'node:assert';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { diagnosticsOf, eventually, extension, openDocument, workspaceFile } from './support.ts';

suite('activation', () => {
  test('opening an example wakes the extension up', async () => {
    await openDocument(workspaceFile('01-service-and-pods.yaml'));
    await eventually(
      () => extension().isActive || undefined,
      () => 'the extension sleeps',
    );
  });

  test('the preview command is there', async () => {
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes('kubereach.openPreview'));
  });

  test('an example with a mistake gets a diagnostic', async () => {
    const document = await openDocument(workspaceFile('06-node-port-range.yaml'));
    await eventually(
      () => diagnosticsOf(document)[0],
      () => 'no diagnostic',
    );
  });
});
