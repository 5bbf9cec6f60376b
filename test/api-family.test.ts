// Over the captured cases: the findings of a document carry each cause of the API server's answer exactly once.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FAMILY, ruleOfCause } from '../server/analysis/api-family.ts';
import { answerTo } from '../server/analysis/api-answers.ts';
import { dependsOnUnresolved } from '../server/analysis/api-refusals.ts';
import { RuleContext } from '../server/analysis/context.ts';
import { Judge } from '../server/analysis/judge.ts';
import { DEFAULT_SETTINGS } from '../server/analysis/settings.ts';
import { rules } from '../server/rules/registry.ts';
import type { Cause } from '../shared/api/cause.ts';
import type { KubeObject } from '../shared/model/objects.ts';
import { snapshotOf } from './support/lint-fixture.ts';

const DATA = new URL('golden/data/', import.meta.url);

for (const version of ['1.36', '1.32']) {
  test(`every cause of an answer is told exactly once, in version ${version}`, () => {
    let nCauses = 0;
    for (const { name, text, isDual } of cases(version)) {
      for (const { object, ctx, told } of lintText(text, version, isDual)) {
        const expected = (answerTo(object, ctx)?.causes ?? [])
          .filter((cause) => isPredicted(object, cause, ctx))
          .map(write);
        assert.deepEqual([...told].sort(), expected.sort(), `${name}: ${object.ref.kind} ${object.ref.name}`);
        nCauses += expected.length;
      }
    }
    assert.ok(nCauses > 100);
  });
}

test('every rule of the table is there', () => {
  const ids = new Set(rules.map(({ id }) => id));
  assert.deepEqual(
    FAMILY.filter((id) => !ids.has(id)),
    [],
  );
});

test('every warning about what is accepted is told exactly once', () => {
  for (const { name, text, isDual } of cases('1.36')) {
    for (const { object, ctx, warned } of lintText(text, '1.36', isDual)) {
      const { code, warnings } = answerTo(object, ctx) ?? { code: 400, warnings: [] };
      if (code !== 201) continue; // what is refused has a root cause, beside which nothing is said
      const expected = warnings.map((warning) => warning.text);
      assert.deepEqual([...warned].sort(), expected.sort(), name);
    }
  }
});

/** Whether a refusal is predicted: a second object of one name is applied over the first, and what a template fills in is not known. */
function isPredicted(object: KubeObject, cause: Cause, ctx: RuleContext): boolean {
  if (dependsOnUnresolved(object, cause.path, cause.message)) return false;
  return ruleOfCause(object, cause, ctx) !== 'resource-duplicate' && !cause.field.endsWith('resourceVersion');
}

function write({ reason, field, message }: Pick<Cause, 'reason' | 'field' | 'message'>): string {
  return `${reason} ${field}: ${message}`;
}

interface Linted {
  readonly object: KubeObject;
  readonly ctx: RuleContext;
  readonly told: readonly string[];
  readonly warned: readonly string[];
}

function lintText(text: string, kubernetesVersion: string, isDual: boolean): readonly Linted[] {
  const snapshot = snapshotOf([{ path: '/case.yaml', text, isUnread: false }]);
  const ctx = new RuleContext(snapshot, {
    ...DEFAULT_SETTINGS,
    kubernetesVersion,
    ...(isDual ? { ipFamilies: ['IPv4', 'IPv6'] } : {}),
  });
  const file = snapshot.file('/case.yaml');
  assert.ok(file);
  const findings = new Judge(rules, (id, error) => {
    throw new Error(`Rule ${id} threw`, { cause: error });
  }).findings(file, ctx);
  const judged = file.documents.filter(
    ({ document }) =>
      document.role === 'manifest' && !document.problems.some((problem) => problem.kind === 'syntax'),
  );
  return judged
    .flatMap(({ document }) => document.objects)
    .filter((object) => !snapshot.isPatch(object))
    .map((object) => {
      const own = findings.filter(({ at }) => 'object' in at && at.object === object);
      return {
        object,
        ctx,
        told: own.flatMap(({ apiServer }) => apiServer ?? []).map(write),
        warned: own.flatMap(({ apiServerWarning }) => apiServerWarning ?? []),
      };
    });
}

function* cases(version: string): Iterable<{ name: string; text: string; isDual: boolean }> {
  const answers = version === '1.36' ? 'expected' : `expected-${version}`;
  for (const group of readdirSync(new URL('cases/', DATA))) {
    for (const file of readdirSync(new URL(`cases/${group}/`, DATA))) {
      const name = `${group}/${file.replace('.yaml', '')}`;
      const answer = new URL(`${answers}/${name}.json`, DATA);
      if (!existsSync(answer)) continue;
      const { mode } = JSON.parse(readFileSync(answer, 'utf8')) as { mode: string };
      yield {
        name,
        text: readFileSync(new URL(`cases/${group}/${file}`, DATA), 'utf8'),
        isDual: mode === 'dual',
      };
    }
  }
}
