import { t } from '@vscode/l10n';
import { valueAt } from '../../shared/model/value.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** Addresses on a Service that is only an alias. */
export const rule = defineApiRule({
  id: 'service-external-name-cluster-ip',
  summary: 'A Service of type ExternalName has no addresses',
  why: 'Such a Service is nothing but a DNS alias. The API server refuses cluster IPs and address families on it.',
  howToFix: 'Remove the field, or change the type.',

  say: (refusal) =>
    t(
      'A Service of type ExternalName is a DNS alias without an address: remove "{0}"',
      String(refusal.path.findLast((step) => typeof step === 'string')),
    ),

  *fix({ object, path }) {
    const [spec = 'spec', key = ''] = path;
    const keys = key === 'clusterIP' || key === 'clusterIPs' ? ['clusterIP', 'clusterIPs'] : [key];
    const steps = keys
      .filter((name) => valueAt(object.raw, [spec, name]) !== undefined)
      .map((name) => ({ type: 'remove', object, path: [spec, name] }) as const);
    yield { title: t('Remove {0}', key), steps, isPreferred: true };
  },
});
