// Every rule against its page of annotated manifests. `UPDATE=<rule id>` (or 1 for all) rewrites a page: read what changed as prose.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { rules } from '../server/rules/registry.ts';
import { editsOf } from '../server/analysis/apply-fix.ts';
import { parseFixture, renderFixture, type FixtureCase } from './support/fixture.ts';
import { applyEdits, lintCase, snapshotOf } from './support/lint-fixture.ts';

const update = process.env['UPDATE'];
const folder = new URL('fixtures/rules/', import.meta.url);

test('every rule has its page, and every page its rule', () => {
  const pages = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''));
  assert.deepEqual(pages.sort(), rules.map((rule) => rule.id).sort());
});

for (const rule of rules) {
  describe(rule.id, () => {
    const url = new URL(`${rule.id}.yaml`, folder);
    const fixture = parseFixture(readFileSync(url, 'utf8'));

    if (update === '1' || update === rule.id) {
      const cases = fixture.cases.map((one) => keepShownAfters(one, lintCase(one, rule, rules).actual));
      writeFileSync(url, renderFixture({ ...fixture, cases }));
    }

    test('has a case that speaks and one that is silent', () => {
      const counts = fixture.cases.map((one) => one.files.flatMap((file) => file.markers).length);
      assert.ok(counts.some((count) => count > 0) && counts.some((count) => count === 0));
    });

    for (const fixtureCase of fixture.cases) {
      test(fixtureCase.name, () => {
        const { actual } = lintCase(fixtureCase, rule, rules);
        const expected = { ...fixture, cases: [fixtureCase] };
        assert.equal(
          renderFixture({ ...expected, cases: [keepShownAfters(fixtureCase, actual)] }),
          renderFixture(expected),
          'The findings differ from the page (UPDATE=1 rewrites it)',
        );
      });

      test(`${fixtureCase.name}: each fix heals its finding`, () => checkFixes(fixtureCase, rule.id));
    }
  });
}

/** A page shows the fixes it wants to show: those it lists, or the preferred one of its first finding. */
function keepShownAfters(page: FixtureCase, actual: FixtureCase): FixtureCase {
  const titles = new Set(page.afters.map(({ title }) => title));
  const known = actual.afters.filter(({ title }) => titles.has(title));
  return {
    ...actual,
    afters: known.length > 0 || !update ? known : actual.afters.slice(0, 1),
  };
}

function checkFixes(fixtureCase: FixtureCase, id: string): void {
  const rule = rules.find((candidate) => candidate.id === id);
  assert.ok(rule);
  const { findings, snapshot, ctx } = lintCase(fixtureCase, rule, rules);
  for (const finding of findings) {
    for (const fix of finding.fixes(ctx)) {
      const edits = editsOf(fix);
      if (!edits) continue;
      const files = fixtureCase.files.map((file) =>
        snapshot.file(file.path) ? { ...file, text: applyEdits(snapshot, file.path, edits) } : file,
      );
      const after = lintCase({ ...fixtureCase, files }, rule, rules).findings;
      assert.ok(
        after.length < findings.length,
        `"${fix.title}" leaves ${after.map((left) => left.message).join('; ')}`,
      );
      const broken = [...snapshotOf(files).files()].flatMap((file) =>
        file.documents.flatMap(({ document }) => document.problems),
      );
      const before = [...snapshot.files()].flatMap((file) =>
        file.documents.flatMap(({ document }) => document.problems),
      );
      assert.ok(broken.length <= before.length, `"${fix.title}" breaks the text`);
    }
  }
}
