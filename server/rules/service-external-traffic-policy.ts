import { t } from '@vscode/l10n';
import { valueAt } from '../../shared/model/value.ts';
import { removeField, useSupported } from '../analysis/api-fixes.ts';
import { orList, quoteValue, supportedValues } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A policy for traffic that does not come, or that does not exist. */
export const rule = defineApiRule({
  id: 'service-external-traffic-policy',
  summary: 'externalTrafficPolicy is Cluster or Local, on Services that are reachable from outside',
  why: 'The policy says where traffic from outside the cluster goes. On a Service that is not reachable from there it would mean nothing, and the API server refuses it.',
  silentWhen: ['the type is NodePort or LoadBalancer, or the Service has `externalIPs`'],
  howToFix: 'Write Cluster or Local. Remove it from a ClusterIP Service, or set the type.',

  say(refusal) {
    const { value, causes } = refusal;
    if (causes[0].reason === 'FieldValueInvalid') {
      return t(
        'externalTrafficPolicy needs type NodePort or LoadBalancer: this Service is not reachable from outside the cluster',
      );
    }
    return t(
      '{0} is no externalTrafficPolicy: write {1}',
      quoteValue(value),
      orList(supportedValues(refusal)),
    );
  },

  *fix(refusal) {
    const { object, path, causes } = refusal;
    if (causes[0].reason !== 'FieldValueInvalid') return yield* useSupported(refusal);
    yield removeField(object, path);
    if (valueAt(object.raw, ['spec', 'clusterIP']) === 'None') return;
    for (const value of ['LoadBalancer', 'NodePort']) {
      yield {
        title: t('Set type {0}', value),
        steps: [{ type: 'set', object, path: ['spec', 'type'], value }],
      };
    }
  },
});
