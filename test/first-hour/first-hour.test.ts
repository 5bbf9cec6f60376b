// What a new user does in the first hour, and sees: the page beside this file, played over stdio against the server.
// UPDATE=1 writes the page anew; read it as that user before you keep it.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Editor } from '../support/editor.ts';
import { Player } from './player.ts';
import { playTranscript } from './transcript.ts';

const PAGE = new URL('first-hour.md', import.meta.url);
const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/** Nobody types so slowly: the user of the page looks up when they save. */
const A_LONG_TIME = 100_000;

test('the first hour goes as its page says', async () => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'kubereach-')));
  const folder = join(home, 'examples');
  cpSync(EXAMPLES, folder, { recursive: true });
  const editor = await Editor.open(folder, null, { typingPauseMs: A_LONG_TIME });
  try {
    const player = new Player(editor, folder);
    const page = readFileSync(PAGE, 'utf8');
    const played = await playTranscript(page, (step) => player.play(step));
    if (process.env['UPDATE']) writeFileSync(PAGE, played);
    else assert.equal(played, page);
  } finally {
    assert.equal(await editor.close(), 0);
    rmSync(home, { recursive: true });
  }
});
