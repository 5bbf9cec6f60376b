import { t } from '@vscode/l10n';
import type { Value } from '../../shared/model/value.ts';
import { useSupported } from '../analysis/api-fixes.ts';
import { quoteValue } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A type of Service that does not exist. */
export const rule = defineApiRule({
  id: 'service-type-invalid',
  summary: 'The type of a Service is ClusterIP, NodePort, LoadBalancer or ExternalName',
  why: 'The API server knows four types, written exactly so, and refuses others.',
  howToFix:
    'Write one of the four. A headless Service has no type of its own: it is a ClusterIP Service with `clusterIP: None`.',

  say: ({ value }) =>
    isHeadless(value)
      ? t('There is no type {0}: a headless Service has "clusterIP: None" and no type', quoteValue(value))
      : t(
          '{0} is no type of Service: write ClusterIP, NodePort, LoadBalancer or ExternalName',
          quoteValue(value),
        ),

  *fix(refusal) {
    const { object, path, value } = refusal;
    if (!isHeadless(value)) return yield* useSupported(refusal);
    yield {
      title: t('Set "clusterIP: None" instead'),
      steps: [
        { type: 'set', object, path: ['spec', 'clusterIP'], value: 'None' },
        { type: 'remove', object, path },
      ],
      isPreferred: true,
    };
  },
});

function isHeadless(value: Value | undefined): boolean {
  return typeof value === 'string' && /^(headless|none)$/i.test(value);
}
