// What happens while folders are being read.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { FileChangeType, type Connection, type FileEvent } from 'vscode-languageserver';
import { Indexer } from '../../server/lsp/indexer.ts';
import { followDisk } from '../../server/lsp/watched-files.ts';
import { LanguageService } from '../../server/service.ts';
import {
  DEFAULT_READ_OPTIONS,
  type FileSource,
  type SourceFile,
} from '../../server/workspace/file-source.ts';
import { serviceOf } from './scene.ts';

const FOLDER = 'file:///w';

/** Reads a folder of two batches; `meanwhile` happens when both are read and none is taken over. */
async function read(
  batches: readonly (readonly string[])[],
  meanwhile: (follow: (changes: readonly FileEvent[]) => void) => void,
  createWorkDoneProgress: () => Promise<never>,
): Promise<{ readonly uris: readonly string[]; readonly outcome: string }> {
  const toFile = (uri: string): SourceFile => ({ uri, text: serviceOf('web') });
  const service = new LanguageService((rule, error) => assert.fail(`${rule}: ${String(error)}`));
  const { workspace } = service;
  const connection = {
    console: { warn: () => undefined, error: () => undefined },
    window: { createWorkDoneProgress },
  } as unknown as Connection;
  const files: FileSource = {
    async *readFolders() {
      meanwhile((changes) => {
        followDisk(changes, {
          workspace,
          indexer,
          files,
          folders: [FOLDER],
          read: DEFAULT_READ_OPTIONS,
        });
      });
      for (const batch of batches) yield batch.map(toFile);
    },
    readFiles: () => [],
    readText: () => undefined,
  };
  const indexer = new Indexer(service, files, connection);
  const outcome = await indexer.index([FOLDER], DEFAULT_READ_OPTIONS, true);
  return { uris: [...workspace.snapshot.files()].map(({ uri }) => uri), outcome };
}

test('what is deleted while a folder is read does not come back with a batch that was read before', async () => {
  const { uris } = await read(
    [['file:///w/a.yaml', 'file:///w/b.yaml'], ['file:///w/sub/c.yaml']],
    (follow) =>
      follow([
        { uri: 'file:///w/a.yaml', type: FileChangeType.Deleted },
        { uri: 'file:///w/sub', type: FileChangeType.Deleted },
      ]),
    () => Promise.reject(new Error('not here')),
  );
  assert.deepEqual(uris, ['file:///w/b.yaml']);
});

for (const [name, answer] of [
  ['never answers', () => new Promise<never>(() => undefined)],
  ['refuses', () => Promise.reject(new Error('not here'))],
] as const) {
  test(`a client that ${name} when it shall show progress holds up no reading`, async () => {
    mock.timers.enable({ apis: ['Date'] });
    try {
      let nAsked = 0;
      const { uris, outcome } = await read(
        [['file:///w/a.yaml'], ['file:///w/b.yaml']],
        () => mock.timers.tick(5000),
        () => {
          nAsked++;
          return answer();
        },
      );
      assert.deepEqual([uris.length, outcome, nAsked], [2, 'complete', 1]);
    } finally {
      mock.timers.reset();
    }
  });
}
