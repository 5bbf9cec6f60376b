// A folder and an editor over it, for as long as a test plays with them.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CodeActionRequest, type CodeAction } from 'vscode-languageserver-protocol/node';
import { Editor, type Manners } from '../support/editor.ts';

/** A Service whose node port is out of range, unless another is given, and whose selector finds `DEPLOYMENT`. */
export function serviceOf(name: string, nodePort = 8080): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec:
  type: NodePort
  selector: { app: cart }
  ports:
    - port: 80
      targetPort: 8080
      nodePort: ${nodePort}
`;
}

export const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  selector: { matchLabels: { app: cart } }
  template:
    metadata: { labels: { app: cart } }
    spec: { containers: [{ name: cart, image: cart, ports: [{ containerPort: 8080 }] }] }
`;

/** What a test plays with. */
export class Scene {
  readonly folder: string;
  readonly editor: Editor;

  constructor(folder: string, editor: Editor) {
    this.folder = folder;
    this.editor = editor;
  }

  uri(name: string): string {
    return pathToFileURL(join(this.folder, name)).href;
  }

  write(name: string, text: string): void {
    write(this.folder, name, text);
  }

  /** The rules that complain about a file, in the order of their places. */
  rules(uri: string): readonly string[] {
    return this.editor.diagnostics(uri).map(({ code }) => String(code));
  }

  /** Waits until these rules complain about a file and no others. */
  async untilRules(uri: string, ...rules: readonly string[]): Promise<void> {
    await this.editor.until(() => this.rules(uri).join() === rules.join());
  }

  /** What is offered at the first diagnostic of a file. */
  async actions(uri: string): Promise<readonly CodeAction[]> {
    const [first] = this.editor.diagnostics(uri);
    assert.ok(first);
    const actions = await this.editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: first.range,
      context: { diagnostics: [first] },
    });
    return (actions ?? []) as CodeAction[];
  }
}

/** A test over a folder that holds `files`. With `at` the workspace is a folder below the one that is made. */
export function scene(
  name: string,
  files: Readonly<Record<string, string>>,
  play: (scene: Scene) => Promise<void>,
  { at = '', manners = () => ({}) }: { at?: string; manners?: (folder: string) => Manners } = {},
): void {
  test(name, async () => {
    const made = mkdtempSync(join(tmpdir(), 'kubereach-'));
    const folder = join(made, at);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) write(folder, file, text);
    const editor = await Editor.open(folder, null, {}, manners(folder));
    try {
      await play(new Scene(folder, editor));
    } finally {
      assert.equal(await editor.close(), 0);
      rmSync(made, { recursive: true });
    }
  });
}

function write(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
