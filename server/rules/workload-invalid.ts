import { t } from '@vscode/l10n';
import { repairs } from '../analysis/api-fixes.ts';
import { defineApiRule } from '../analysis/api-rule.ts';
import { describeRefusal } from '../analysis/api-words.ts';

/** A workload that the API server refuses. */
export const rule = defineApiRule({
  id: 'workload-invalid',
  summary: 'A workload must be well formed',
  why: 'The API server checks replicas, strategies, schedules and selectors before it stores a workload, and refuses what it cannot carry out.',
  howToFix: 'Do what the message says.',

  say: (refusal) =>
    refusal.causes[0].message.includes('does not match template')
      ? t('The selector and the labels of the pod template do not agree: write the same labels in both')
      : describeRefusal(refusal),

  fix: repairs,
});
