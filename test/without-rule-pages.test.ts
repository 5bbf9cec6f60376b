// The step of the build that leaves the texts of the pages out of the server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutPageTexts } from '../scripts/without-rule-pages.ts';

test('a rule loses what only its page says, and keeps its lines', () => {
  const source = `export const rule = defineApiRule({
  id: 'a-rule',
  summary: 'Short',
  why: 'Because "this, that", and more',
  silentWhen: [
    'one',
    'two',
  ],
  howToFix: \`Do\`,
  say: () => t('Said'),
});
const other = { why: 1 };
`;
  const cut = `export const rule = defineApiRule({
  id: 'a-rule',
  summary: 'Short',
  
  



  
  say: () => t('Said'),
});
const other = { why: 1 };
`;
  assert.equal(cutPageTexts(source), cut);
});
