// While somebody types, nothing new is brought up; what goes goes at once.
import assert from 'node:assert/strict';
import { describe, mock, test } from 'node:test';
import type { PublishDiagnosticsParams, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { Publisher } from '../../server/lsp/publisher.ts';
import { areTyped } from '../../server/lsp/typing.ts';
import { LanguageService } from '../../server/service.ts';

describe('a change is the work of a key', () => {
  const change = (text: string, nReplaced = 0): TextDocumentContentChangeEvent => ({
    range: { start: { line: 1, character: 4 }, end: { line: 1, character: 4 + nReplaced } },
    text,
  });
  const cases: readonly (readonly [
    name: string,
    change: TextDocumentContentChangeEvent,
    isTyped: boolean,
  ])[] = [
    ['a letter', change('a'), true],
    ['a bracket with its partner', change('{}'), true],
    ['a new line with its indentation', change('\n    '), true],
    ['a tab of spaces', change('    '), true],
    ['a letter taken back', change('', 1), true],
    ['a word from the list of completions', change('NodePort'), false],
    ['a word removed', change('', 8), false],
    ['a letter that a quick fix corrects', change('-', 1), false],
    ['the whole text', { text: 'a' }, false],
  ];
  for (const [name, one, isTyped] of cases) test(name, () => assert.equal(areTyped([one]), isTyped));
});

const URI = '/web.yaml';
const PAUSE_MS = 500;

const serviceOf = (nodePort: string): string => `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: NodePort
  ports:
    - port: 80
      nodePort: ${nodePort}
`;

/** An editor with one document, which somebody types. */
class TypingEditor {
  readonly service = new LanguageService((rule, error) => assert.fail(`${rule}: ${String(error)}`));
  readonly publisher: Publisher;
  shown: readonly string[] = [];

  constructor(pauseMs: number) {
    const connection = {
      sendDiagnostics: ({ diagnostics }: PublishDiagnosticsParams) => {
        this.shown = diagnostics.map(({ code }) => String(code)).sort();
        return Promise.resolve();
      },
    };
    this.publisher = new Publisher(connection, this.service, () => undefined, pauseMs);
    this.service.workspace.complete();
  }

  change(nodePort: string, isTyped: boolean): void {
    this.publisher.note(isTyped);
    this.service.workspace.setOpenText(URI, serviceOf(nodePort));
    this.publisher.publish(URI);
    void this.publisher.publishChanged([], URI);
  }
}

describe('findings while somebody types', () => {
  const WRONG = ['service-node-port-range', 'service-without-endpoints'];
  const RIGHT = ['service-without-endpoints'];

  /** Plays a scene on a clock that the test turns. */
  const scene = (
    name: string,
    pauseMs: number,
    play: (editor: TypingEditor) => void | Promise<void>,
  ): void => {
    test(name, async () => {
      mock.timers.enable({ apis: ['setTimeout'] });
      try {
        const editor = new TypingEditor(pauseMs);
        editor.change('30081', false);
        assert.deepEqual(editor.shown, RIGHT);
        await play(editor);
        editor.publisher.dispose();
      } finally {
        mock.timers.reset();
      }
    });
  };

  scene('what a key brings up waits for the pause', PAUSE_MS, (editor) => {
    editor.change('300', true);
    mock.timers.tick(PAUSE_MS - 1);
    editor.change('3', true);
    mock.timers.tick(PAUSE_MS - 1);
    assert.deepEqual(editor.shown, RIGHT);
    mock.timers.tick(1);
    assert.deepEqual(editor.shown, WRONG);
  });

  scene('what goes with a key goes at once', PAUSE_MS, (editor) => {
    editor.change('3', false);
    assert.deepEqual(editor.shown, WRONG);
    editor.change('30082', true);
    assert.deepEqual(editor.shown, RIGHT);
  });

  scene('what another change brings up is told at once', PAUSE_MS, (editor) => {
    editor.change('300', true);
    editor.change('8080', false);
    assert.deepEqual(editor.shown, WRONG);
  });

  scene('who saves is told at once', PAUSE_MS, async (editor) => {
    editor.change('300', true);
    await editor.publisher.publishHeld();
    assert.deepEqual(editor.shown, WRONG);
  });

  scene('without a pause everything is told at once', 0, (editor) => {
    editor.change('300', true);
    assert.deepEqual(editor.shown, WRONG);
  });
});
