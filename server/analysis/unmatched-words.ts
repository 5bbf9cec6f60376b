// Words and repairs for a selector that finds no pod.
import { t } from '@vscode/l10n';
import { formatSelector } from '../../shared/model/labels.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { RuleContext } from './context.ts';
import type { Fix } from './fix.ts';
import type { Related } from './rule.ts';
import type { UnmatchedSelector } from './unmatched-selector.ts';
import { describePods } from './words.ts';

/** What there is instead, as a sentence without its dot: `Nothing here has labels app=web (pods and workloads looked at: 4)`. */
export function describeUnmatched(unmatched: UnmatchedSelector, ctx: RuleContext): string {
  const { object, selector, alike, elsewhere, isForeign, nLookedAt } = unmatched;
  const labels = formatSelector(selector);
  if (elsewhere) {
    return t(
      'Labels {0} are those of {1} ({2}) in namespace "{3}", not "{4}"',
      labels,
      describePods(elsewhere),
      ctx.whereIs(elsewhere, object),
      elsewhere.ref.namespace ?? '',
      object.ref.namespace ?? '',
    );
  }
  if (alike) {
    const { source, key, there, wanted } = alike;
    return t(
      'Closest is {0} ({1}): {2} is "{3}" there, not "{4}"',
      describeRef(source.ref),
      ctx.whereIs(source, object),
      key,
      there,
      wanted,
    );
  }
  const lookedAt =
    nLookedAt === 0
      ? t('there are no pods or workloads here')
      : t('pods and workloads looked at: {0}', nLookedAt);
  return isForeign
    ? t('Nothing here has labels {0} ({1}), unless a controller makes it', labels, lookedAt)
    : t('Nothing here has labels {0} ({1})', labels, lookedAt);
}

/** The pods that were probably meant. */
export function relatedToUnmatched({ alike, elsewhere }: UnmatchedSelector): readonly Related[] {
  if (elsewhere) {
    return [
      {
        at: { object: elsewhere, path: ['metadata', 'namespace'] },
        message: t('These pods have the labels'),
      },
    ];
  }
  if (!alike) return [];
  const { source, key } = alike;
  const path = [...source.template.path, 'metadata', 'labels', key];
  return [{ at: { object: source, path }, message: describeRef(source.ref) }];
}

/** The fix that writes the label as the pods have it. */
export function useAlikeLabel({ object, path, alike }: UnmatchedSelector): readonly Fix[] {
  if (!alike) return [];
  return [
    {
      title: t('Select {0}', describePods(alike.source)),
      steps: [{ type: 'set', object, path, value: alike.there }],
      isPreferred: true,
    },
  ];
}
