import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { namesakeBefore, saysTheSame } from '../analysis/duplicates.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly object: KubeObject;
  readonly first: KubeObject;
  readonly isEqual: boolean;
}

/** One object, defined twice. */
export const rule = defineRule({
  id: 'resource-duplicate',
  severity: 'warning',
  summary: 'An object is defined twice in one file',
  why: 'Kind, namespace and name tell an object from all others. Of two with the same, the one applied last overwrites the other without a word, and kustomize refuses to build them.',
  silentWhen: [
    'the two stand in different files: they are for different clusters, or alternatives (two that one kustomization lists are told by `kustomization-broken`)',
    'one names a namespace and the other does not',
    'the name holds text that a template has yet to fill in, or the cluster chooses it (`generateName`)',
    'only information when both say the same',
  ],
  howToFix: 'Remove one of the two, or give it another name.',
  subject: 'Object',

  *find(object, ctx) {
    const { name, namespace } = object.ref;
    if (name === undefined) return;
    const first = namesakeBefore(object, ctx);
    if (!first || isUnresolved(name) || isUnresolved(namespace ?? '')) return;
    const isEqual = saysTheSame(object, first);
    yield {
      at: { object, path: ['metadata', 'name'] },
      state: { object, first, isEqual } satisfies State,
      ...(isEqual ? { severity: 'information' as const } : {}),
    };
  },

  say({ object, first, isEqual }, ctx) {
    const name = describeRef(object.ref);
    const place = ctx.whereIs(first, object);
    return {
      message: isEqual
        ? t('{0} is defined here a second time ({1}), in the same words. Remove one of the two', name, place)
        : t('{0} is defined twice ({1}): this one overwrites the other. Rename or remove one', name, place),
      related: [{ at: { object: first, path: ['metadata', 'name'] }, message: t('{0} is here too', name) }],
    };
  },
});
