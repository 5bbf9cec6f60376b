// The page about traffic shows what the program prints.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { TRAFFIC_PAGE, trafficPageText } from '../../../scripts/generate-traffic.ts';

test('docs/traffic.md is up to date: if not, run npm run gen', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  process.chdir(root);
  const current = readFileSync(TRAFFIC_PAGE, 'utf8');
  assert.equal(await trafficPageText(current), current);
  assert.ok(current.includes('\n 1  dns '));
});
