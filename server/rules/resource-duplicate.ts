import { t } from '@vscode/l10n';
import { describeRef, groupOf } from '../../shared/model/object-ref.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { namesakesBuiltTogether, saysTheSame } from '../analysis/duplicates.ts';
import { defineRule } from '../analysis/rule.ts';

interface State {
  readonly object: KubeObject;
  readonly first: KubeObject;
  readonly isSameFile: boolean;
  readonly isEqual: boolean;
}

/** One object, defined twice. */
export const rule = defineRule({
  id: 'resource-duplicate',
  severity: 'warning',
  summary: 'An object is defined twice in one file or one kustomization',
  why: 'Kind, namespace and name tell an object from all others. Of two with the same, the one applied last overwrites the other without a word, and kustomize refuses to build them.',
  silentWhen: [
    'the two stand in different files, unless one kustomization lists both: they are for different clusters, or alternatives',
    'one names a namespace and the other does not',
    'the name holds text that a template has yet to fill in, or the cluster chooses it (`generateName`)',
    'only information when both say the same',
  ],
  howToFix: 'Remove one of the two, or give it another name.',
  subject: 'Object',

  *find(object, ctx) {
    const { name, namespace } = object.ref;
    if (name === undefined || isUnresolved(name) || isUnresolved(namespace ?? '')) return;
    const first = namesakesBuiltTogether(object, ctx).find(
      ({ other }) =>
        other.ref.kind === object.ref.kind &&
        groupOf(other.ref.apiVersion) === groupOf(object.ref.apiVersion) &&
        other.ref.namespace === namespace,
    );
    if (!first) return;
    const isEqual = saysTheSame(object, first.other);
    yield {
      at: { object, path: ['metadata', 'name'] },
      state: { object, first: first.other, isSameFile: first.isSameFile, isEqual } satisfies State,
      ...(isEqual ? { severity: 'information' as const } : {}),
    };
  },

  say({ object, first, isSameFile, isEqual }, ctx) {
    const name = describeRef(object.ref);
    const place = ctx.whereIs(first, object);
    const message = isSameFile
      ? isEqual
        ? t('{0} is defined here a second time ({1}), in the same words. Remove one of the two', name, place)
        : t('{0} is defined twice ({1}): this one overwrites the other. Rename or remove one', name, place)
      : t(
          '{0} is defined twice ({1}), and the kustomization lists both files, so it does not build. Rename or remove one',
          name,
          place,
        );
    return {
      message,
      related: [{ at: { object: first, path: ['metadata', 'name'] }, message: t('{0} is here too', name) }],
    };
  },
});
