import { t } from '@vscode/l10n';
import { removeField } from '../analysis/api-fixes.ts';
import { quoteValue } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A health-check port that nobody would ask. */
export const rule = defineApiRule({
  id: 'service-health-check-node-port',
  summary: 'healthCheckNodePort needs a LoadBalancer with externalTrafficPolicy Local',
  why: 'Load balancers ask this port which nodes have a pod of the Service, which matters only when traffic stays on its node. Elsewhere the API server refuses it.',
  howToFix: 'Remove it and let the cluster choose.',

  say: ({ value, causes: [cause] }) =>
    cause.message.includes('may only be set')
      ? t('healthCheckNodePort needs type LoadBalancer and externalTrafficPolicy Local. Remove it')
      : t(
          'healthCheckNodePort {0} cannot be had: {1}. Leave it out and let the cluster choose',
          quoteValue(value),
          cause.message.replace(/^.*?-?\d+: /, ''),
        ),

  *fix({ object, path }) {
    yield removeField(object, path, true);
  },
});
