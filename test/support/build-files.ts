// Small directories to build, and tables of what is wrong with them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFieldPath } from '../../shared/model/field-path.ts';
import { build, type BuildResult } from '../../server/kustomize/build.ts';
import { describeProblem } from '../../server/kustomize/words.ts';

/** The object in `/app/web.yaml`. */
export const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n';

/** The kustomization that is built. */
export const K = '/app/kustomization.yaml';

/** A kustomization beside `web.yaml` and other files. */
export interface BuildRow {
  readonly name: string;
  readonly kustomization: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** A kustomization that is refused, and why. */
export interface RefusedRow extends BuildRow {
  readonly expected: readonly string[];
}

/** Builds `/app` from texts by their path. */
export function buildFiles(files: Readonly<Record<string, string>>): BuildResult {
  return build({
    directory: '/app',
    readFile: (uri) => (Object.hasOwn(files, uri) ? files[uri] : undefined),
  });
}

/** `kind file path value`, behind "passed over" where kustomize goes on. */
export function problemsOf({ problems }: BuildResult): readonly string[] {
  return problems.map(
    ({ kind, uri, path, what, isRefused }) =>
      `${isRefused ? '' : 'passed over: '}${kind} ${uri} ${formatFieldPath(path)} ${what}`,
  );
}

/** A test for each row: what is wrong is told at its field. */
export function testRefused(rows: readonly RefusedRow[]): void {
  for (const { name, kustomization, files, expected } of rows) {
    test(`refused at its field: ${name}`, () => {
      const result = buildFiles({ [K]: kustomization, '/app/web.yaml': SERVICE, ...files });
      assert.deepEqual(problemsOf(result), expected);
      for (const problem of result.problems) assert.match(describeProblem(problem), /^\S.*[^.]$/);
    });
  }
}

/** A test for each row: it builds, and nothing of kustomize's own is left in the objects. */
export function testBuilt(rows: readonly BuildRow[]): void {
  for (const { name, kustomization, files } of rows) {
    test(`built: ${name}`, () => {
      const result = buildFiles({ [K]: kustomization, '/app/web.yaml': SERVICE, ...files });
      assert.deepEqual(problemsOf(result), []);
      assert.doesNotMatch(JSON.stringify(result.objects.map(({ value }) => value)), /internal\.config/);
    });
  }
}
