import { t } from '@vscode/l10n';
import { missingParts } from '../analysis/workload-parts.ts';
import { asMap, valueAt } from '../../shared/model/value.ts';
import { repairs } from '../analysis/api-fixes.ts';
import type { Refusal } from '../analysis/api-refusals.ts';
import { defineApiRule } from '../analysis/api-rule.ts';
import { describeRefusal } from '../analysis/api-words.ts';

/** A workload that the API server refuses. */
export const rule = defineApiRule({
  id: 'workload-invalid',
  summary: 'A workload must be well formed',
  why: 'The API server checks replicas, strategies, schedules and selectors before it stores a workload, and refuses what it cannot carry out.',
  howToFix: 'Do what the message says. The selector of a workload names labels of its own pod template.',

  say(refusal) {
    const { causes, object } = refusal;
    const { message } = causes[0];
    const [first, second] = missingParts(object);
    if (first !== undefined && refusal.on === 'key') {
      return second === undefined
        ? t('This {0} needs "{1}" under "spec"', object.ref.kind, first)
        : t('This {0} needs "{1}" and "{2}" under "spec"', object.ref.kind, first, second);
    }
    if (lacksSelector(refusal)) {
      return t(
        'This {0} has no selector: write under selector.matchLabels the labels of its pods',
        object.ref.kind,
      );
    }
    if (message.includes('does not match template')) {
      return t('The selector and the labels of the pod template do not agree: write the same labels in both');
    }
    if (message.includes('not auto-generated')) {
      return t('The selector of a Job is written by the cluster: remove it, or set manualSelector to true');
    }
    return describeRefusal(refusal);
  },

  *fix(refusal) {
    const { object } = refusal;
    if (!lacksSelector(refusal)) return yield* repairs(refusal);
    const labels = Object.entries(asMap(valueAt(object.raw, ['spec', 'template', 'metadata', 'labels'])));
    if (labels.length === 0 || labels.some(([, value]) => typeof value !== 'string')) return;
    const steps = labels.map(([key, value]) => {
      return { type: 'set', object, path: ['spec', 'selector', 'matchLabels', key], value } as const;
    });
    yield { title: t('Select the labels of the pod template'), steps, isPreferred: true };
  },
});

function lacksSelector({ causes, object, on }: Refusal): boolean {
  const isAbout = causes.some(
    ({ field, message }) => field === 'spec.selector' || message.includes('does not match template'),
  );
  return isAbout && on === 'key' && valueAt(object.raw, ['spec', 'selector']) === undefined;
}
