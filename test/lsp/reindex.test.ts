// Reading the folders again and again: a reading that came to its end is never taken for one that failed.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DidChangeConfigurationNotification,
  LogMessageNotification,
} from 'vscode-languageserver-protocol/node';
import { Editor } from '../support/editor.ts';

/** Before the thread's last words were waited for, one reading in twenty failed. */
const N_READINGS = 80;

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n';

describe('reading a folder again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubereach-'));
  let editor: Editor;

  before(async () => {
    writeFileSync(join(folder, 'service.yaml'), SERVICE);
    editor = await Editor.open(folder);
  });
  after(async () => {
    await editor.close();
    rmSync(folder, { recursive: true });
  });

  test('is complete every time', async () => {
    const messages: string[] = [];
    editor.connection.onNotification(
      LogMessageNotification.type,
      ({ message }) => void messages.push(message),
    );
    for (let i = 0; i < N_READINGS; i++) {
      await editor.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
      await sleep(20);
      await editor.until(() => editor.status?.state === 'ready');
      assert.deepEqual([messages, editor.status?.notice ?? ''], [[], '']);
    }
  });
});
