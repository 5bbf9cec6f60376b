import { t } from '@vscode/l10n';
import { useSupported } from '../analysis/api-fixes.ts';
import { orList, quoteValue, supportedValues } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A value of internalTrafficPolicy that does not exist. */
export const rule = defineApiRule({
  id: 'service-internal-traffic-policy',
  summary: 'internalTrafficPolicy is Cluster or Local',
  why: 'The policy says whether traffic from within the cluster stays on its node. The API server refuses other words.',
  howToFix: 'Write Cluster or Local.',

  say: (refusal) =>
    t(
      '{0} is no internalTrafficPolicy: write {1}',
      quoteValue(refusal.value),
      orList(supportedValues(refusal)),
    ),

  fix: useSupported,
});
