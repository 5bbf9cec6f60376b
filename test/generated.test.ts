// Generated files must be what the generator writes now.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generatedFiles } from '../scripts/generate.ts';

test('generated files are up to date (npm run gen writes them)', async () => {
  for (const [path, text] of await generatedFiles()) {
    assert.equal(
      readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'),
      text,
      `${path} is stale: run npm run gen`,
    );
  }
});
