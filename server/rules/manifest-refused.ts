import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import { removeField, repairs } from '../analysis/api-fixes.ts';
import { describeRefusal, quoteValue } from '../analysis/api-words.ts';
import type { Refusal } from '../analysis/api-refusals.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** What no other rule of the family is about. */
export const rule = defineApiRule({
  id: 'manifest-refused',
  summary: 'The API server refuses the object',
  why: 'The API server checks an object before it stores it. What it refuses is not created, whatever else the file holds.',
  howToFix: 'Do what the message says.',

  say(refusal) {
    const { causes, object, path, value } = refusal;
    if (path.at(-1) === 'nodePort' && causes[0].message.includes('already allocated')) {
      return t(
        'nodePort {0} is taken by {1} further up in this file, which has the same name: creating both fails, applying them leaves only this one',
        quoteValue(value),
        describeRef(object.ref),
      );
    }
    if (isOwner(refusal)) {
      return t(
        'An owner is known by the uid that the cluster gave it, which no manifest can know: remove the owner reference, its controller writes it',
      );
    }
    if (path.at(-1) === 'namespace')
      return t('{0} cannot be a namespace, so the API server never finds it', quoteValue(value));
    if (isVersion(refusal)) {
      return t('resourceVersion is given by the cluster: no object can be created with one. Remove it');
    }
    if (causes[0].message.includes('scaling to zero replicas')) {
      return t(
        'An autoscaler that may scale to zero needs a metric of type Object or External, since no pods have no usage. Write one under "metrics", or set minReplicas to 1',
      );
    }
    return describeRefusal(refusal);
  },

  severity: (refusal) => (isVersion(refusal) ? 'warning' : 'error'),

  // An object that is there already is updated, and takes it.
  isPredicted: (refusal) => !isVersion(refusal),

  *fix(refusal) {
    if (isVersion(refusal)) yield removeField(refusal.object, refusal.path, true);
    else if (isOwner(refusal)) yield removeField(refusal.object, ['metadata', 'ownerReferences'], true);
    else yield* repairs(refusal);
  },
});

function isVersion({ path }: Refusal): boolean {
  return path.at(-1) === 'resourceVersion';
}

function isOwner({ path }: Refusal): boolean {
  return path[0] === 'metadata' && path[1] === 'ownerReferences' && path.at(-1) === 'uid';
}
