import { t } from '@vscode/l10n';
import { useSupported } from '../analysis/api-fixes.ts';
import { orList, quoteValue, supportedValues } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A value of trafficDistribution that does not exist. */
export const rule = defineApiRule({
  id: 'service-traffic-distribution',
  summary: 'trafficDistribution is PreferClose, PreferSameZone or PreferSameNode',
  why: 'The field says which endpoints come first. The API server refuses other words; versions before 1.34 know only PreferClose, and before 1.31 the field does not exist.',
  howToFix: 'Write one of the values, exactly so.',

  say: (refusal) =>
    t(
      '{0} is no trafficDistribution: write {1}',
      quoteValue(refusal.value),
      orList(supportedValues(refusal)),
    ),

  fix: useSupported,
});
