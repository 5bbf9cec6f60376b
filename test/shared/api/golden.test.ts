// Every document of the captured cases, posted in order: our answers are the control plane's, to the letter.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capturedCode, causeLines, compareAll, decodingMessage, type Comparison } from './golden-answers.ts';

/** Documents whose text, not whose value, decides: YAML's own duplicates are told by the reader of the text. */
const TOLD_BY_THE_TEXT: ReadonlySet<string> = new Set([
  'random-valid/2155#2', // A merge key that is overridden.
  'yaml/key-bool#0', // Keys that are no strings are not quoted.
]);

for (const version of ['1.36', '1.32'] as const) {
  const comparisons = compareAll(version).filter(({ where }) => !TOLD_BY_THE_TEXT.has(where));

  test(`${version}: the status is the server's`, () => {
    agree(comparisons, ({ captured, answer }) => {
      const code = capturedCode(captured);
      return code === undefined ? undefined : [code, answer.code];
    });
  });

  test(`${version}: the causes of a 422 are the server's, field, reason and message`, () => {
    agree(comparisons, ({ captured: { strict }, answer }) =>
      strict?.code === 422 ? [causeLines(strict.causes ?? []), causeLines(answer.causes)] : undefined,
    );
  });

  test(`${version}: what decoding refuses is told in the server's words and order`, () => {
    agree(comparisons, ({ captured: { strict }, answer }) =>
      strict?.code === 400
        ? [decodingMessage(strict.message ?? ''), answer.causes.map(({ message }) => message).join(', ')]
        : undefined,
    );
  });

  test(`${version}: a lenient create is refused where the server refuses it`, () => {
    agree(comparisons, ({ captured: { warn }, answer }) =>
      warn ? [warn.code === 201, answer.object !== undefined] : undefined,
    );
  });

  test(`${version}: the warnings are the server's`, () => {
    agree(comparisons, ({ captured: { strict }, answer }) =>
      strict && strict.code !== 403
        ? [[...(strict.warnings ?? [])].sort(), answer.warnings.map(({ text }) => text).sort()]
        : undefined,
    );
  });
}

/** Compares what both sides say of each document, and fails with all that differ. `undefined` leaves a document out. */
function agree(
  comparisons: readonly Comparison[],
  sides: (comparison: Comparison) => [unknown, unknown] | undefined,
): void {
  const captured: Record<string, unknown> = {};
  const ours: Record<string, unknown> = {};
  let nCompared = 0;
  for (const comparison of comparisons) {
    const pair = sides(comparison);
    if (!pair) continue;
    nCompared++;
    if (JSON.stringify(pair[0]) === JSON.stringify(pair[1])) continue;
    [captured[comparison.where], ours[comparison.where]] = pair;
  }
  assert.ok(nCompared > 0, 'nothing was compared');
  assert.deepEqual(ours, captured);
}
