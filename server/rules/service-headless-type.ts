import { t } from '@vscode/l10n';
import { valueAt } from '../../shared/model/value.ts';
import { removeField } from '../analysis/api-fixes.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A headless Service that is to be reached from outside. */
export const rule = defineApiRule({
  id: 'service-headless-type',
  summary: 'A headless Service cannot be of type NodePort or LoadBalancer',
  why: 'Node ports and load balancers forward to the address of the Service. A headless Service (`clusterIP: None`) has none, so the API server refuses the two together.',
  howToFix: 'Remove `clusterIP: None`, or the type.',

  say: ({ object }) =>
    t(
      'A {0} Service needs an address of its own, but "clusterIP: None" asks for none. Remove one of the two',
      object.is === 'Service' ? object.type : '',
    ),

  *fix({ object }) {
    const steps = ['clusterIP', 'clusterIPs']
      .filter((key) => valueAt(object.raw, ['spec', key]) !== undefined)
      .map((key) => ({ type: 'remove', object, path: ['spec', key] }) as const);
    yield { title: t('Remove "clusterIP: None"'), steps };
    yield { ...removeField(object, ['spec', 'type']), title: t('Remove the type and stay headless') };
  },
});
