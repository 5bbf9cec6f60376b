import { t } from '@vscode/l10n';
import { valueAt } from '../../shared/model/value.ts';
import { removeField } from '../analysis/api-fixes.ts';
import { quoteValue } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A node port on a Service that has none. */
export const rule = defineApiRule({
  id: 'service-node-port-cluster-ip',
  summary: 'nodePort needs type NodePort or LoadBalancer',
  why: 'A Service of type ClusterIP, which it is when no type is written, is not reachable on the nodes. The API server refuses a node port on it.',
  howToFix: 'Set `type: NodePort`, or remove `nodePort`.',

  say: ({ object, value }) =>
    valueAt(object.raw, ['spec', 'type']) === undefined
      ? t(
          'nodePort {0} needs type NodePort or LoadBalancer. No type is written here, which means ClusterIP',
          quoteValue(value),
        )
      : t(
          'nodePort {0} needs type NodePort or LoadBalancer, but this Service is of type ClusterIP',
          quoteValue(value),
        ),

  *fix({ object, path }) {
    const isWritten = valueAt(object.raw, ['spec', 'type']) !== undefined;
    const isHeadless = valueAt(object.raw, ['spec', 'clusterIP']) === 'None';
    const steps = [{ type: 'set', object, path: ['spec', 'type'], value: 'NodePort' }] as const;
    if (!isHeadless) yield { title: t('Set type NodePort'), steps, isPreferred: !isWritten };
    yield removeField(object, path, isHeadless);
  },
});
