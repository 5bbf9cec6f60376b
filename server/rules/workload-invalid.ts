import { t } from '@vscode/l10n';
import { missingParts } from '../analysis/workload-parts.ts';
import { asMap, valueAt } from '../../shared/model/value.ts';
import { nearestOf, repairs, useValue } from '../analysis/api-fixes.ts';
import type { Refusal } from '../analysis/api-refusals.ts';
import { defineApiRule } from '../analysis/api-rule.ts';
import { describeRefusal } from '../analysis/api-words.ts';
import type { Fix } from '../analysis/fix.ts';

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
    if (!lacksSelector(refusal)) {
      yield* useTimeZone(refusal);
      return yield* repairs(refusal);
    }
    const labels = Object.entries(asMap(valueAt(object.raw, ['spec', 'template', 'metadata', 'labels'])));
    if (labels.length === 0 || labels.some(([, value]) => typeof value !== 'string')) return;
    const steps = labels.map(([key, value]) => {
      return { type: 'set', object, path: ['spec', 'selector', 'matchLabels', key], value } as const;
    });
    yield { title: t('Select the labels of the pod template'), steps, isPreferred: true };
  },
});

/** A time zone goes into its own field, and into the form that the database of zones has it in. */
function* useTimeZone(refusal: Refusal): Iterable<Fix> {
  const { causes, object, path, value } = refusal;
  const says = (text: string): boolean => causes.some(({ message }) => message.includes(text));
  if (typeof value !== 'string') return;
  const [, zone, schedule] = /^(?:CRON_)?TZ=(\S+)\s+(.+)$/.exec(value) ?? [];
  const zonePath = ['spec', 'timeZone'];
  if (zone !== undefined && schedule !== undefined && valueAt(object.raw, zonePath) === undefined) {
    const steps = [
      { type: 'set', object, path, value: schedule },
      { type: 'set', object, path: zonePath, value: zone },
    ] as const;
    yield { title: t('Write timeZone: {0}', zone), steps, isPreferred: true };
  }
  const meant = says('unknown time zone') ? nearestOf(value, Intl.supportedValuesOf('timeZone')) : undefined;
  if (meant !== undefined) yield useValue(refusal, meant);
}

function lacksSelector({ causes, object, on }: Refusal): boolean {
  const isAbout = causes.some(
    ({ field, message }) => field === 'spec.selector' || message.includes('does not match template'),
  );
  return isAbout && on === 'key' && valueAt(object.raw, ['spec', 'selector']) === undefined;
}
