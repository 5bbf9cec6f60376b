import { t } from '@vscode/l10n';
import { readLabelSelector } from '../../shared/model/read-fields.ts';
import { describeRef, groupOf } from '../../shared/model/object-ref.ts';
import { valueAt } from '../../shared/model/value.ts';
import { defineRule } from '../analysis/rule.ts';
import { selectPods, withoutControllerLabels } from '../analysis/selection.ts';
import { unmatchedSelector } from '../analysis/unmatched-selector.ts';
import { describeUnmatched, relatedToUnmatched, useAlikeLabel } from '../analysis/unmatched-words.ts';

/** A disruption budget for no pod. */
export const rule = defineRule({
  id: 'pdb-selector-no-match',
  severity: 'information',
  summary: 'A PodDisruptionBudget selects no pod of the workspace',
  why: 'A PodDisruptionBudget whose selector matches no pod is accepted and protects nothing: draining a node may take all pods of the application at once.',
  silentWhen: [
    'the selector is empty, which stands for all pods',
    'any pod or workload of the workspace has the labels, in the same namespace or where one of the two names none',
    'a label holds text that a template has yet to fill in, or is one that controllers or operators add',
    'the pods belong to the cluster itself (namespace `kube-system`)',
  ],
  howToFix: 'Write the labels of the pod template in the selector.',
  subject: 'Other',
  kinds: ['PodDisruptionBudget'],
  isAbsence: true,

  *find(object, ctx) {
    if (groupOf(object.ref.apiVersion) !== 'policy') return;
    const path = ['spec', 'selector'];
    const selector = readLabelSelector(valueAt(object.raw, path)) ?? [];
    if (selector.length === 0) return; // all pods
    const requirements = withoutControllerLabels(selector, ctx.settings.controllerLabels);
    const found = selectPods(object, requirements, ctx);
    const unmatched = unmatchedSelector(object, { selector, path }, found, ctx);
    if (unmatched) yield { at: { object, path: unmatched.path }, state: unmatched };
  },

  say: (unmatched, ctx) => ({
    message: t(
      '{0} selects no pod, so it protects nothing. {1}',
      describeRef(unmatched.object.ref),
      describeUnmatched(unmatched, ctx),
    ),
    related: relatedToUnmatched(unmatched),
  }),

  fix: useAlikeLabel,
});
