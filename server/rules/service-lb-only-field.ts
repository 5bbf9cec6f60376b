import { t } from '@vscode/l10n';
import { removeField } from '../analysis/api-fixes.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A field of load balancers on another type. */
export const rule = defineApiRule({
  id: 'service-lb-only-field',
  summary: 'Some fields are only for Services of type LoadBalancer',
  why: '`loadBalancerSourceRanges`, `loadBalancerClass` and `allocateLoadBalancerNodePorts` say how a load balancer is made. The API server refuses them on other types.',
  howToFix: 'Remove the field, or set `type: LoadBalancer`.',

  say: ({ object, path }) =>
    t(
      '"{0}" is only for Services of type LoadBalancer, but this one is of type {1}',
      String(path.at(-1)),
      object.is === 'Service' ? object.type : '',
    ),

  *fix({ object, path }) {
    yield removeField(object, path);
    const steps = [{ type: 'set', object, path: ['spec', 'type'], value: 'LoadBalancer' }] as const;
    yield { title: t('Set type {0}', 'LoadBalancer'), steps };
  },
});
