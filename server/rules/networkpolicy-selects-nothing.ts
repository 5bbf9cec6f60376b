import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import { podsOfPolicy, policyOf } from '../analysis/network-policies.ts';
import { defineRule } from '../analysis/rule.ts';
import { unmatchedSelector } from '../analysis/unmatched-selector.ts';
import { describeUnmatched, relatedToUnmatched, useAlikeLabel } from '../analysis/unmatched-words.ts';

/** A policy about no pod. */
export const rule = defineRule({
  id: 'networkpolicy-selects-nothing',
  severity: 'information',
  summary: 'A NetworkPolicy selects no pod of the workspace',
  why: 'A NetworkPolicy whose `podSelector` matches no pod is accepted and does nothing: the pods that it was meant for are as open as before.',
  silentWhen: [
    'the selector is empty, which stands for all pods',
    'any pod or workload of the workspace has the labels, in the same namespace or where one of the two names none',
    'a label holds text that a template has yet to fill in, or is one that controllers or operators add',
    'the policy is about pods of the cluster itself (namespace `kube-system`)',
  ],
  howToFix: 'Write the labels of the pod template in `podSelector`.',
  subject: 'Other',
  kinds: ['NetworkPolicy'],
  isAbsence: true,

  *find(object, ctx) {
    const selector = policyOf(object, ctx)?.selector ?? [];
    if (selector.length === 0) return; // all pods
    const at = { selector, path: ['spec', 'podSelector'] };
    const unmatched = unmatchedSelector(object, at, podsOfPolicy(object, ctx), ctx);
    if (unmatched) yield { at: { object, path: unmatched.path }, state: unmatched };
  },

  say: (unmatched, ctx) => ({
    message: t(
      '{0} selects no pod, so it does nothing. {1}',
      describeRef(unmatched.object.ref),
      describeUnmatched(unmatched, ctx),
    ),
    related: relatedToUnmatched(unmatched),
  }),

  fix: useAlikeLabel,
});
