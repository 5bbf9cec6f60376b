// What the rules say in Korean, of every manifest on their pages: the findings of a language are those of another.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { config } from '@vscode/l10n';
import { readTranslations } from '../scripts/generate-l10n.ts';
import { rules } from '../server/rules/registry.ts';
import { parseFixture } from './support/fixture.ts';
import { lintCase } from './support/lint-fixture.ts';

const folder = new URL('fixtures/rules/', import.meta.url);
const HANGUL = /\p{Script=Hangul}/u;

config({ contents: { ...readTranslations('ko') } });

for (const file of readdirSync(folder)) {
  const rule = rules.find(({ id }) => `${id}.yaml` === file);
  test(`${file} is judged alike, and told in Korean`, () => {
    assert.ok(rule, `${file} belongs to no rule`);
    for (const one of parseFixture(readFileSync(new URL(file, folder), 'utf8')).cases) {
      const { findings, ctx } = lintCase(one, rule, rules);
      const expected = one.files.flatMap(({ markers }) => markers);
      assert.equal(findings.length, expected.length, one.name);
      for (const finding of findings) {
        for (const text of [finding.message, ...finding.fixes(ctx).map(({ title }) => title)]) {
          assert.match(text, HANGUL);
          assert.doesNotMatch(text, /\{\d+\}/);
        }
      }
    }
  });
}
