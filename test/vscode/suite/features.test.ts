// What a reader of a manifest can ask for: hovers, code lenses, the traffic preview.
import { strict as assert } from 'node:assert';
import { suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { serviceOverPod } from './manifests.ts';
import { eventually, hoverText, openManifest } from './support.ts';

suite('features', () => {
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('hovers of a Service list the endpoints that it reaches', async () => {
    const document = await openManifest(serviceOverPod);
    const places = ['Service', 'greeter', 'app: greeter', 'port: 80', '9376'];
    await eventually(
      async () => {
        const texts = await Promise.all(places.map((part) => hoverText(document, part)));
        return texts.find((text) => text.includes('greeter-pod') && text.includes('9376'));
      },
      () => 'no hover names greeter-pod and its port 9376',
    );
  });

  test('a Service has a code lens that can be run', async () => {
    const document = await openManifest(serviceOverPod);
    const lens = await eventually(
      async () => {
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          document.uri,
          10, // How many to resolve.
        );
        return lenses.find(({ command }) => command !== undefined && command.title !== '');
      },
      () => 'no code lens',
    );
    assert.ok(lens.range.start.line < document.getText().split('\n').indexOf('---'), 'not at the Service');
  });

  test('the hover of a Service has a link to its preview, and only that may run', async () => {
    const document = await openManifest(serviceOverPod);
    const link = await eventually(
      async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          document.positionAt(document.getText().indexOf('greeter')),
        );
        return hovers
          .flatMap(({ contents }) => contents)
          .find(
            (content) =>
              typeof content === 'object' && content.value.includes('command:kubereach.openPreview'),
          );
      },
      () => 'no link',
    );
    assert.ok(link instanceof vscode.MarkdownString);
    assert.deepEqual(link.isTrusted, { enabledCommands: ['kubereach.openPreview'] });
  });

  test('the preview command opens the traffic panel', async () => {
    await openManifest(serviceOverPod);
    await vscode.commands.executeCommand('kubereach.openPreview');
    const tab = await eventually(webviewTab, () => 'no webview tab');
    assert.match(tab.label, /^Traffic/);
  });

  test('asking again shows the same panel, not a second one', async () => {
    await openManifest(serviceOverPod);
    await vscode.commands.executeCommand('kubereach.openPreview');
    await eventually(webviewTab, () => 'no webview tab');
    await vscode.commands.executeCommand('kubereach.openPreview');
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(isWebview);
    assert.equal(tabs.length, 1);
  });
});

function webviewTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs).find(isWebview);
}

function isWebview({ input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputWebview;
}
