// How the files that ship load each other.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const names = readdirSync(DIST).filter((name) => name.endsWith('.cjs'));

test('no file for Node imports another, which would have Node parse it twice', () => {
  assert.ok(names.includes('cli.cjs') && names.includes('server.cjs'));
  for (const name of names) {
    const imported = /\bimport\("(?:\.\/|node:)[^"]*"\)/.exec(readFileSync(DIST + name, 'utf8'));
    assert.equal(imported?.[0], undefined, name);
  }
});

test('what is kept compiled is enabled before anything large is loaded', () => {
  const text = readFileSync(`${DIST}server.cjs`, 'utf8');
  const enabled = text.indexOf('enableCompileCache');
  const loaded = text.indexOf('require("./protocol.cjs")');
  assert.ok(enabled > 0 && loaded > enabled, `${enabled}, ${loaded}`);
});
