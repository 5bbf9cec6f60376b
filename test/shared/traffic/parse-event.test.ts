// Events as people write them on the command line.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readEvents } from '../../../server/cli/trace-events.ts';
import { UsageError } from '../../../server/cli/usage-error.ts';
import { settle } from '../../../shared/cluster/settle.ts';
import { EVENT_VERBS } from '../../../shared/traffic/parse-event.ts';
import { cluster, objects, workloadText } from '../cluster/objects.ts';

const { pods } = settle(objects(workloadText('Deployment', 'web', 'replicas: 2')), cluster());

function read(...texts: readonly string[]): readonly string[] {
  return readEvents(texts, 'default', pods).map(({ atMs, event }) => `${atMs} ${event.kind}`);
}

test('every verb that the help names is one', () => {
  for (const verb of EVENT_VERBS) {
    const text = verb.replace('FACTOR', '3').replace('NAME', 'web#3');
    assert.deepEqual(read(`5s web#2 ${text}`), [`5000 ${verb.split(' ')[0] ?? ''}`]);
  }
});

test('events come in the order of their times, and a pod that was added may do something', () => {
  assert.deepEqual(
    read('2s web#9 not-ready', '1500 web added web#9', '3s web#9 removed', '4s web added web#9'),
    ['1500 added', '2000 not-ready', '3000 removed', '4000 added'],
  );
});

describe('refused:', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    [
      'no form',
      ['soon'],
      /--event "soon": not like "5s web#2 not-ready": .*refuses.*slow FACTOR or added NAME/,
    ],
    ['no verb', ['1s web#1 explodes'], /not like/],
    ['a verb without its word', ['1s web#1 slow'], /not like/],
    [
      'no such pod',
      ['5s web#9 not-ready'],
      /"5s web#9 not-ready": there is no pod default\/web#9 at that time/,
    ],
    ['no such pod yet', ['2s web added web#9', '1s web#9 ready'], /"1s web#9 ready": there is no pod/],
    ['no such pod any more', ['1s web#1 removed', '2s web#1 slow 2'], /"2s web#1 slow 2": there is no pod/],
    ['nothing to be like', ['1s web#9 added web#3'], /there is no pod default\/web#9/],
    ['a pod that is there', ['0s web#1 added web#1'], /there is a pod default\/web#1 already/],
    [
      'a pod that was added',
      ['0s web added web#3', '1s web added web#3'],
      /"1s web added web#3": there is a pod/,
    ],
  ];
  for (const [name, texts, message] of cases) {
    test(name, () =>
      assert.throws(
        () => read(...texts),
        (error) => error instanceof UsageError && message.test(error.message),
      ),
    );
  }
});
